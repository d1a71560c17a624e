#pragma once
// What the drawn parameter sets say, with the chance inside each of them taken out.
#include <optional>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::analysis {

/// Share of the drawn sets inside the band.
inline constexpr double band_share = 0.9;

struct Band {
  double mean = 0.0; ///< over the sets
  Interval interval; ///< 5 % to 95 % of the sets
  double inner_noise_share =
      0.0; ///< of the raw variance between sets, due to chance inside a set; subtracted
};

/// Values that each carry sampling noise of a known variance, drawn towards their mean until their variance
/// is the raw one less the mean noise variance. Moment matching: the shape of the distribution is kept.
/// Domain: as many variances as values.
std::vector<double> without_noise(const std::vector<double>& values,
                                  const std::vector<double>& noise_variances);

/// Band of such values. Domain: at least one, as many variances.
Band band(const std::vector<double>& values, const std::vector<double>& noise_variances);

/// Of the mean of a measured value, over the sets that measured it twice or more. Nothing if none did.
std::optional<Band> mean_band(const std::vector<results::SetEstimate>& sets,
                              results::Average results::TransitTally::*value);

/// Of the share of replications in which a value was measured: in which a transit was detected, or shot at.
Band measured_share_band(const std::vector<results::SetEstimate>& sets,
                         results::Average results::TransitTally::*value);

/// Of P(no leaker).
Band no_leaker_band(const std::vector<results::SetEstimate>& sets);

/// Of the difference of P(no leaker) between two points, set by set: `a` less `b`.
Band gap_band(const std::vector<results::SetEstimate>& a, const std::vector<results::SetEstimate>& b);

/// Quantile of values by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). Domain:
/// at least one value, a share in [0, 1].
double quantile(std::vector<double> values, double share);

} // namespace equipoise::analysis
