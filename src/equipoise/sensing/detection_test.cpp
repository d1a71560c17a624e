#include <doctest/doctest.h>

#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "equipoise/sensing/detection_curve.hpp"
#include "equipoise/sensing/required_snr.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using sensing::Swerling;
using tests::number;

namespace {

constexpr Swerling cases[]{Swerling::steady, Swerling::case_1, Swerling::case_2, Swerling::case_3,
                           Swerling::case_4};
double decibels(double ratio) {
  return 10.0 * std::log10(ratio);
}
double from_decibels(double dB) {
  return std::pow(10.0, dB / 10.0);
}

} // namespace

TEST_CASE("detection: the published table, exact and by the prepared curve") {
  std::size_t rows = 0;
  double worst_exact = 0.0, worst_curve = 0.0;
  std::map<std::string, sensing::DetectionCurve> curves;
  for (const auto& row : tests::read_csv("swerling_pd.csv")) {
    const auto fluctuation = static_cast<Swerling>(static_cast<int>(number(row, "swerling_case")));
    const int pulses = static_cast<int>(number(row, "n_pulses"));
    const double false_alarm = number(row, "pfa"), snr = from_decibels(number(row, "snr_db"));
    const double threshold = sensing::detection_threshold(pulses, false_alarm);
    CHECK(threshold == doctest::Approx(number(row, "threshold")).epsilon(1e-10));
    const double pd = number(row, "pd");
    worst_exact = std::max(
        worst_exact, std::fabs(sensing::detection_probability(fluctuation, pulses, threshold, snr) - pd));
    auto& curve = curves[row.at("swerling_case") + "/" + row.at("n_pulses") + "/" + row.at("pfa")];
    if (curve.threshold() == 0.0) curve = sensing::DetectionCurve(fluctuation, pulses, false_alarm);
    worst_curve = std::max(worst_curve, std::fabs(curve(snr) - pd));
    ++rows;
  }
  CHECK(rows == 720);
  CHECK(worst_exact < 1e-8);
  CHECK(worst_curve < 1e-8);
}

TEST_CASE("detection: a steady target beside Boost's non-central chi-square, up to a thousand pulses") {
  for (const int pulses : {1, 2, 10, 100, 1000}) {
    const double threshold = sensing::detection_threshold(pulses, 1e-6);
    // Boost's inverse of Q(n, T) first.
    CHECK(threshold == doctest::Approx(boost::math::gamma_q_inv(double(pulses), 1e-6)).epsilon(1e-10));
    for (const double at : {0.2, 0.6, 1.0, 1.5, 3.0}) { // in units of about the required ratio
      const double snr = at * from_decibels(12.6) / std::pow(pulses, 0.65);
      const boost::math::non_central_chi_squared law(2.0 * pulses, 2.0 * pulses * snr);
      const double theirs = boost::math::cdf(boost::math::complement(law, 2.0 * threshold));
      CHECK(std::fabs(sensing::detection_probability(Swerling::steady, pulses, threshold, snr) - theirs) <
            1e-9);
    }
  }
}

TEST_CASE("detection: the prepared curve stays within 1e-8 of its slow twin and never falls") {
  for (const auto fluctuation : cases)
    for (const int pulses : {1, 3, 24, 300}) {
      const sensing::DetectionCurve curve(fluctuation, pulses, 1e-6);
      const double threshold = curve.threshold();
      double worst = 0.0, before = 0.0;
      bool falls = false;
      // Steps that are no multiple of any table's.
      for (double dB = -70.0; dB < 120.0; dB += 0.0977) {
        const double snr = from_decibels(dB), chance = curve(snr);
        worst = std::max(
            worst, std::fabs(chance - sensing::detection_probability(fluctuation, pulses, threshold, snr)));
        falls = falls || chance < before - 1e-15 || chance > 1.0;
        before = chance;
      }
      CHECK_MESSAGE(worst < 1e-8, "case ", static_cast<int>(fluctuation), ", ", pulses, " pulses: ", worst);
      CHECK_FALSE(falls);
      CHECK(curve(0.0) == doctest::Approx(1e-6).epsilon(1e-9));
      CHECK(curve(INFINITY) > 1.0 - 2e-9);
    }
}

TEST_CASE("required signal-to-noise ratio: the published table and both approximations") {
  std::size_t rows = 0;
  double worst_exact = 0.0, worst_albersheim = 0.0, worst_shnidman = 0.0;
  for (const auto& row : tests::read_csv("swerling_required_snr.csv")) {
    const auto fluctuation = static_cast<Swerling>(static_cast<int>(number(row, "swerling_case")));
    const int pulses = static_cast<int>(number(row, "n_pulses"));
    const double pfa = number(row, "pfa"), pd = number(row, "pd");
    const auto off = [&](double ours, const char* column) {
      return std::fabs(decibels(ours) - number(row, column));
    };
    worst_exact =
        std::max(worst_exact, off(sensing::required_snr(fluctuation, pulses, pfa, pd), "snr_exact_db"));
    worst_shnidman =
        std::max(worst_shnidman, off(sensing::shnidman_snr(fluctuation, pulses, pfa, pd), "snr_shnidman_db"));
    if (fluctuation == Swerling::steady)
      worst_albersheim =
          std::max(worst_albersheim, off(sensing::albersheim_snr(pulses, pfa, pd), "snr_albersheim_db"));
    ++rows;
  }
  CHECK(rows == 240);
  CHECK(worst_exact < 2e-8);        // eight decimals, roots to 1e-10 dB
  CHECK(worst_albersheim < 5.1e-7); // six decimals
  CHECK(worst_shnidman < 5.1e-7);
  // The vendor's outputs, to all printed digits.
  CHECK(std::fabs(decibels(sensing::albersheim_snr(1, 1e-6, 0.5)) - 11.231984877880) < 1e-10);
  CHECK(std::fabs(decibels(sensing::albersheim_snr(1, 1e-6, 0.9)) - 13.114544494323) < 1e-10);
  CHECK(std::fabs(decibels(sensing::albersheim_snr(10, 1e-6, 0.5)) - 3.556291380845) < 1e-10);
  CHECK(std::fabs(decibels(sensing::shnidman_snr(Swerling::steady, 1, 1e-6, 0.5)) - 11.171613923711) < 1e-10);
  CHECK(std::fabs(decibels(sensing::shnidman_snr(Swerling::steady, 1, 1e-6, 0.9)) - 13.121692696758) < 1e-10);
  CHECK(std::fabs(decibels(sensing::shnidman_snr(Swerling::steady, 10, 1e-6, 0.5)) - 3.745346308014) < 1e-10);
}
