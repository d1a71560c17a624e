#pragma once
// Intervals of what is no plain mean, from independent parts.
#include <functional>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::analysis {

/// A statistic of `parts` independent parts, given as its value with all parts and without each one, with
/// Student's interval about it. Ends are NaN with one part. Source: Tukey (1958); Miller (1974).
Estimate jackknife(double with_all, const std::vector<double>& without_one, double level = confidence);

/// Sum of `above` over sum of `below`; 0 where the latter is not positive. Domain: as many of both.
Estimate ratio_of_sums(const std::vector<double>& above, const std::vector<double>& below,
                       double level = confidence);

} // namespace equipoise::analysis
