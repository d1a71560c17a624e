#include <array>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/sensing/detection.hpp"
#include "equipoise/sensing/gas.hpp"
#include "equipoise/sensing/required_snr.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {

namespace {

double decibels(double ratio) {
  return 10.0 * core::log(ratio) / core::log(10.0);
}

void required_signal(const Published& published, Cases& cases) {
  Worst exact("required signal-to-noise ratio", "root of the exact chance, swerling_required_snr.csv", "dB",
              "2e-8: eight decimals, roots to 1e-10");
  const std::string note = "5.1e-7: the column has six decimals of the same formula";
  Worst albersheim("required signal-to-noise ratio, approximation",
                   "Albersheim 1981, swerling_required_snr.csv", "dB", note);
  Worst shnidman("required signal-to-noise ratio, approximation", "Shnidman 2002, swerling_required_snr.csv",
                 "dB", note);
  for (const Row& row : published.required_snr) {
    const auto fluctuation = static_cast<sensing::Swerling>(static_cast<int>(row.number("swerling_case")));
    const int pulses = static_cast<int>(row.number("n_pulses"));
    const double pd = row.number("pd"), pfa = row.number("pfa");
    const std::string at = "Swerling " + row.text("swerling_case") + ", " + row.text("n_pulses") +
                           " pulses, " + row.text("pd") + " by " + row.text("pfa");
    exact.add(decibels(sensing::required_snr(fluctuation, pulses, pfa, pd)), row.number("snr_exact_db"), 2e-8,
              at);
    shnidman.add(decibels(sensing::shnidman_snr(fluctuation, pulses, pfa, pd)), row.number("snr_shnidman_db"),
                 5.1e-7, at);
    if (fluctuation == sensing::Swerling::steady)
      albersheim.add(decibels(sensing::albersheim_snr(pulses, pfa, pd)), row.number("snr_albersheim_db"),
                     5.1e-7, at);
  }
  for (const Worst* worst : {&exact, &albersheim, &shnidman}) cases.push_back(worst->result());
}

void gases(const Published& published, Cases& cases) {
  const std::string source = "ITU-R P.676-12 (2019), validation examples, gas_attenuation_itu676.csv";
  const std::string note = "1e-7 relative, and half of the last of nine decimals";
  Worst oxygen("attenuation by the air", source, "oxygen, dB/km", note);
  Worst vapour("attenuation by the air", source, "water vapour, dB/km", note);
  const double share_per_dB_km = core::log(10.0) / 10.0 * 1e-3;
  for (const Row& row : published.gases) {
    const auto ours = sensing::gas_attenuation(1e9 * row.number("f_GHz"), 101325.0, 288.15, 7.5e-3);
    const auto add = [&](Worst& worst, double per_m, const char* column) {
      const double theirs = row.number(column);
      worst.add(per_m / share_per_dB_km, theirs, 1e-7 * theirs + 5.1e-9, row.text("f_GHz") + " GHz");
    };
    add(oxygen, ours.oxygen_per_m, "oxygen_dB_km");
    add(vapour, ours.water_vapour_per_m, "water_vapour_dB_km");
  }
  for (const Worst* worst : {&oxygen, &vapour}) cases.push_back(worst->result());
}

} // namespace

Cases sensing_cases(const Published& published) {
  Cases cases;
  const std::string source = "after Marcum 1948, Swerling 1954, DiFranco & Rubin 1968, swerling_pd.csv";
  const std::string note = "1e-8: the table's two methods agree within 7e-11; no draw here can feel less";
  Worst threshold("detection threshold", source, "threshold over mean noise",
                  "1e-10 relative: the column has thirteen digits of the same equation");
  for (const Row& row : published.detection) {
    const double theirs = row.number("threshold");
    threshold.add(sensing::detection_threshold(static_cast<int>(row.number("n_pulses")), row.number("pfa")),
                  theirs, 1e-10 * theirs, row.text("n_pulses") + " pulses, false alarm " + row.text("pfa"));
  }
  cases.push_back(threshold.result());
  for (const auto kind : {0, 1, 2, 3, 4}) {
    const auto fluctuation = static_cast<sensing::Swerling>(kind);
    const std::string name = "detection, Swerling " + std::to_string(kind);
    Worst many(name, source, "chance of detection", note);
    Worst single(name, source, "chance of detection, one pulse in closed form", note);
    for (const Row& row : published.detection) {
      if (row.number("swerling_case") != kind) continue;
      const int pulses = static_cast<int>(row.number("n_pulses"));
      const double level = row.number("threshold"), snr = core::pow(10.0, row.number("snr_db") / 10.0);
      const std::string at =
          row.text("n_pulses") + " pulses, " + row.text("snr_db") + " dB, false alarm " + row.text("pfa");
      many.add(sensing::detection_probability(fluctuation, pulses, level, snr), row.number("pd"), 1e-8, at);
      if (pulses == 1)
        single.add(sensing::single_pulse_detection(fluctuation, level, snr), row.number("pd"), 1e-8, at);
    }
    cases.push_back(many.result());
    cases.push_back(single.result());
  }
  required_signal(published, cases);
  gases(published, cases);
  return cases;
}

Cases analysis_cases(const Published& published) {
  Cases cases;
  const std::string note = "1e-9: the columns carry twelve digits; no report shows more than four";
  struct Method {
    const char *name, *source, *low, *high;
    analysis::Interval (*interval)(std::uint64_t, std::uint64_t, double);
  };
  for (const Method& m : {Method{"Clopper-Pearson interval", "Clopper & Pearson 1934, binomial_intervals.csv",
                                 "cp_lo", "cp_hi", analysis::clopper_pearson},
                          Method{"Wilson interval", "Wilson 1927, binomial_intervals.csv", "wilson_lo",
                                 "wilson_hi", analysis::wilson}}) {
    Worst low(m.name, m.source, "lower end", note), high(m.name, m.source, "upper end", note);
    for (const Row& row : published.intervals) {
      const auto interval = m.interval(static_cast<std::uint64_t>(row.number("k")),
                                       static_cast<std::uint64_t>(row.number("n")), row.number("conf"));
      const std::string at = row.text("k") + " of " + row.text("n") + ", " + row.text("conf");
      low.add(interval.low, row.number(m.low), 1e-9, at);
      high.add(interval.high, row.number(m.high), 1e-9, at);
    }
    cases.push_back(low.result());
    cases.push_back(high.result());
  }
  return cases;
}

} // namespace equipoise::validation
