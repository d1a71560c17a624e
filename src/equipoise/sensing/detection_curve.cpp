#include "equipoise/sensing/detection_curve.hpp"

#include <algorithm>
#include <cstddef>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::sensing {
namespace {

/// What is left out at the ends of the table, and allowed between its knots at the middle of each: together
/// below the 1e-8 that is promised.
constexpr double end_error = 1e-9, middle_error = 2e-9;
constexpr int max_knots = 1 << 15;

} // namespace

DetectionCurve::DetectionCurve(Swerling fluctuation, int pulses, double false_alarm)
    : fluctuation_(fluctuation),
      pulses_(pulses),
      threshold_(detection_threshold(pulses, false_alarm)),
      false_alarm_(false_alarm) {
  if (pulses == 1 && fluctuation != Swerling::steady) return;
  const auto exact = [&](double snr) {
    return detection_probability(fluctuation_, pulses_, threshold_, snr);
  };
  low_ = high_ = 1.0;
  while (exact(low_) - false_alarm_ > end_error) low_ *= 0.5;
  while (1.0 - exact(high_) > end_error) high_ *= 2.0;
  for (int count = 257; count <= max_knots; count = 2 * count - 1) {
    tabulate(low_, high_, count);
    if (worst_between() < middle_error) break;
  }
}

void DetectionCurve::tabulate(double low, double high, int count) {
  log_low_ = core::log(low);
  step_ = (core::log(high) - log_low_) / (count - 1);
  std::vector<Knot> knots(static_cast<std::size_t>(count));
  const auto n = knots.size();
  for (std::size_t k = 0; k < n; ++k)
    knots[k].value = k % 2 == 0 && 2 * knots_.size() == n + 1
                         ? knots_[k / 2].value // of the table that was half as fine
                         : detection_probability(fluctuation_, pulses_, threshold_,
                                                 core::exp(log_low_ + static_cast<double>(k) * step_));
  for (std::size_t k = 1; k < n; ++k) knots[k].value = std::max(knots[k].value, knots[k - 1].value);
  const auto rise = [&](std::size_t k) { return knots[k + 1].value - knots[k].value; };
  for (std::size_t k = 1; k + 1 < n; ++k) {
    // Differences of fourth order, of second beside the ends.
    const double slope =
        k >= 2 && k + 2 < n
            ? (8.0 * (knots[k + 1].value - knots[k - 1].value) - (knots[k + 2].value - knots[k - 2].value)) /
                  12.0
            : 0.5 * (knots[k + 1].value - knots[k - 1].value);
    knots[k].slope = std::clamp(slope, 0.0, 3.0 * std::min(rise(k - 1), rise(k)));
  }
  knots_ = std::move(knots);
}

double DetectionCurve::worst_between() const {
  double worst = 0.0;
  for (std::size_t k = 0; k + 1 < knots_.size(); ++k) {
    const double place = static_cast<double>(k) + 0.5;
    const double error = cubic(place) - detection_probability(fluctuation_, pulses_, threshold_,
                                                              core::exp(log_low_ + place * step_));
    worst = std::max({worst, error, -error});
  }
  return worst;
}

double DetectionCurve::cubic(double place) const {
  const std::size_t k = std::min(static_cast<std::size_t>(place), knots_.size() - 2);
  const double t = place - static_cast<double>(k);
  const Knot &a = knots_[k], &b = knots_[k + 1];
  const double rise = b.value - a.value;
  return a.value +
         t * (a.slope + t * (3.0 * rise - 2.0 * a.slope - b.slope + t * (a.slope + b.slope - 2.0 * rise)));
}

double DetectionCurve::operator()(double snr) const {
  EQUIPOISE_PRECONDITION(snr >= 0.0 && threshold_ > 0.0);
  if (knots_.empty()) return single_pulse_detection(fluctuation_, threshold_, std::min(snr, 1e100));
  if (snr >= high_) return knots_.back().value;
  // Below the table the chance rises from the false alarms by less than the error at its end.
  if (!(snr > low_)) return false_alarm_ + (knots_.front().value - false_alarm_) * snr / low_;
  return cubic((core::log(snr) - log_low_) / step_);
}

} // namespace equipoise::sensing
