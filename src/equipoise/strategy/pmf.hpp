#pragma once
// Distributions of counts, exact: strategy convolves and never samples.
#include <vector>

namespace equipoise::strategy {

/// Chances of 0, 1, 2, ...; what is beyond the end has chance 0. Never empty.
using Pmf = std::vector<double>;

/// All mass on one number.
Pmf certain(unsigned count);
/// Successes of `n` trials. Domain: 0 <= p <= 1. Error: n roundings, about 1e-16 n relative to the largest
/// chance.
Pmf binomial(unsigned n, double p);
/// Of `drawn` from `all` of which `marked` are marked: how many are marked. Domain: marked <= all, drawn <=
/// all.
Pmf hypergeometric(unsigned all, unsigned marked, unsigned drawn);
/// The sum of two independent counts.
Pmf convolve(const Pmf& a, const Pmf& b);
/// `count` independent copies of `a` added.
Pmf repeat(const Pmf& a, unsigned count);
/// Every count `factor` times as large.
Pmf stretch(const Pmf& a, unsigned factor);
/// into += weight * a
void add(Pmf& into, double weight, const Pmf& a);
/// Sum over n of weight[n] * of[n]: the count whose distribution hangs on another. Domain: no fewer of `of`
/// than of weights.
Pmf mixture(const Pmf& weight, const std::vector<Pmf>& of);

double mean(const Pmf& a);
double variance(const Pmf& a);
/// P(X >= k)
double at_least(const Pmf& a, unsigned k);

} // namespace equipoise::strategy
