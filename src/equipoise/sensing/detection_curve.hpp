#pragma once
#include <vector>

#include "equipoise/sensing/detection.hpp"

namespace equipoise::sensing {

/// Chance of detection against signal-to-noise ratio, prepared once for a loop over many dwells. One pulse on
/// a fluctuating target has a closed form and needs no table; for the rest a cubic through exact values, even
/// in the logarithm of the ratio, its slopes limited so that it never falls. Source of the limit: Fritsch &
/// Carlson (1980), "Monotone piecewise cubic interpolation".
class DetectionCurve {
 public:
  DetectionCurve() = default;
  /// Domain: as `detection_threshold`.
  DetectionCurve(Swerling fluctuation, int pulses, double false_alarm);

  /// Domain: snr >= 0; not of a curve made without arguments. Within 1e-8 of `detection_probability`, which
  /// is its slow twin; never above 1, and never less at a greater snr, but for the last bits of the closed
  /// form.
  double operator()(double snr) const;

  double threshold() const { return threshold_; }

 private:
  struct Knot {
    double value;
    double slope; ///< times the step
  };
  void tabulate(double low, double high, int count);
  double worst_between() const;
  double cubic(double place) const;

  Swerling fluctuation_ = Swerling::case_1;
  int pulses_ = 1;
  double threshold_ = 0.0, false_alarm_ = 0.0;
  double log_low_ = 0.0, step_ = 1.0;
  double low_ = 0.0, high_ = 0.0; ///< snr at the ends of the table
  std::vector<Knot> knots_;       ///< empty where the closed form serves
};

} // namespace equipoise::sensing
