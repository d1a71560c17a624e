#include "equipoise/sensing/required_snr.hpp"

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::sensing {
namespace {

constexpr double log_10 = 2.302585092994045684;

double from_dB(double dB) {
  return core::exp(0.1 * log_10 * dB);
}

} // namespace

double albersheim_snr(int pulses, double false_alarm, double probability) {
  EQUIPOISE_PRECONDITION(0.0 < false_alarm && false_alarm < 0.62 && 0.0 < probability && probability < 1.0 &&
                         pulses >= 1);
  const double a = core::log(0.62 / false_alarm), b = core::log(probability / (1.0 - probability));
  return from_dB(-5.0 * core::log(pulses) / log_10 +
                 (6.2 + 4.54 / core::sqrt(pulses + 0.44)) * core::log(a + 0.12 * a * b + 1.7 * b) / log_10);
}

double shnidman_snr(Swerling fluctuation, int pulses, double false_alarm, double probability) {
  EQUIPOISE_PRECONDITION(1e-9 <= false_alarm && false_alarm <= 1e-3 && 0.1 <= probability &&
                         probability <= 0.99);
  EQUIPOISE_PRECONDITION(1 <= pulses && pulses <= 100);
  const double n = pulses, p = probability;
  const auto spread = [](double x) { return core::sqrt(-0.8 * core::log(4.0 * x * (1.0 - x))); };
  const double eta = spread(false_alarm) + (p < 0.5 ? -spread(p) : spread(p));
  const double alpha = pulses < 40 ? 0.0 : 0.25;
  const double steady = eta * (eta + 2.0 * core::sqrt(0.5 * n + alpha - 0.25));
  if (fluctuation == Swerling::steady) return steady / n;
  const double freedom = fluctuation == Swerling::case_1   ? 1.0
                         : fluctuation == Swerling::case_2 ? n
                         : fluctuation == Swerling::case_3 ? 2.0
                                                           : 2.0 * n;
  double loss_dB = (((17.7006 * p - 18.4496) * p + 14.5339) * p - 3.525) / freedom;
  if (p > 0.872)
    loss_dB += (core::exp(27.31 * p - 25.14) +
                (p - 0.8) * (0.7 * core::log(1e-5 / false_alarm) + (2.0 * n - 20.0) / 80.0)) /
               freedom;
  return from_dB(loss_dB) * steady / n;
}

} // namespace equipoise::sensing
