#include <array>

#include "equipoise/analysis/interval.hpp"
#include "equipoise/sensing/detection.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {

Cases sensing_cases(const Published& published) {
  Cases cases;
  const std::string source = "after Marcum 1948, Swerling 1954, DiFranco & Rubin 1968, swerling_pd.csv";
  const std::string note = "1e-8: the table's two methods agree within 7e-11; no draw here can feel less";
  Worst threshold("detection threshold", source, "threshold over mean noise",
                   "1e-10 relative: the column has thirteen digits of the same equation");
  for (const Row& row : published.detection) {
    const double theirs = row.number("threshold");
    threshold.add(sensing::detection_threshold(static_cast<int>(row.number("n_pulses")), row.number("pfa")), theirs,
                  1e-10 * theirs, row.text("n_pulses") + " pulses, false alarm " + row.text("pfa"));
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
      const std::string at = row.text("n_pulses") + " pulses, " + row.text("snr_db") + " dB, false alarm " + row.text("pfa");
      many.add(sensing::detection_probability(fluctuation, pulses, level, snr), row.number("pd"), 1e-8, at);
      if (pulses == 1) single.add(sensing::single_pulse_detection(fluctuation, level, snr), row.number("pd"), 1e-8, at);
    }
    cases.push_back(many.result());
    cases.push_back(single.result());
  }
  return cases;
}

Cases analysis_cases(const Published& published) {
  Cases cases;
  const std::string note = "1e-9: the columns carry twelve digits; no report shows more than four";
  struct Method {
    const char *name, *source, *low, *high;
    analysis::Interval (*interval)(std::uint64_t, std::uint64_t, double);
  };
  for (const Method& m : {Method{"Clopper-Pearson interval", "Clopper & Pearson 1934, binomial_intervals.csv", "cp_lo", "cp_hi",
                                 analysis::clopper_pearson},
                          Method{"Wilson interval", "Wilson 1927, binomial_intervals.csv", "wilson_lo", "wilson_hi",
                                 analysis::wilson}}) {
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
