#pragma once
// Differences between two ways of playing the same draws (common random numbers): what both share cancels.
#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/results/pairs.hpp"

namespace equipoise::analysis {

using results::PairedCounts;
using results::PairedMoments;

/// Difference of the two proportions, a less b: chance of "only a" less that of "only b", each with Clopper &
/// Pearson's interval, put together by square-and-add with their correlation. Covers 95 % where one way
/// implies the other too, where Newcombe's interval (1998b, method 10) covers 93 %. Domain: at least one
/// trial. Source: Zou & Donner (2008), eq. 5.
Estimate paired_difference(const PairedCounts& counts, double level = confidence);

/// Mean of the difference, with Student's interval. Where the difference never changed, the interval is that
/// of Clopper & Pearson for "no other value in n trials", scaled to one unit of the count on either side.
/// Domain: at least one trial.
Estimate paired_mean_difference(const PairedMoments& moments, double level = confidence);

/// How many times fewer trials the pairing needs than two independent samples for the same variance of the
/// difference of proportions: their variance over that of the pairs. Infinite where no pair differs.
double pairing_gain(const PairedCounts& counts);

} // namespace equipoise::analysis
