#pragma once
// The beta distribution, from which the binomial's and Student's tails follow. The same bits everywhere: only
// + - * / sqrt and core/elementary. Its density is that of the log-odds w = log(x / (1 - x)), which is
// log-concave and keeps the digits of x and of 1 - x alike.
namespace equipoise::analysis {

/// A chance and what is left of it. Where one of them is small it keeps its own digits.
struct Chance {
  double below = 0.5, above = 0.5;
};

/// I_x(a, b), the regularised incomplete beta function, with y = 1 - x. Domain: 0.5 <= a, b <= 1e12,
/// 0 < x, y < 1. Relative error below 1e-12 of `below` left of the mean a / (a + b) and of `above` right of
/// it, more by 2e-16 sqrt(min(a, b)) |log I|, which is what the rounding of x itself does.
/// Source: DLMF 8.17; DiDonato & Morris (1992); Press et al. (2007), section 6.4.
Chance incomplete_beta(double a, double b, double x, double y);

/// log(x / (1 - x)) of the x whose I_x(a, b) is `below`. Domain: 0.5 <= a, b <= 1e12; `below` and `above` sum
/// to 1 and both are at least 1e-100. Error of x and of 1 - x below 1e-13 relative, for tails above 1e-12.
double beta_log_odds(double a, double b, Chance chance);

/// That x. Domain: as beta_log_odds.
double beta_quantile(double a, double b, Chance chance);

/// P(at most k) and P(more than k) of n trials that succeed with probability p each. Domain: 0 <= k < n,
/// 0 < p < 1. Source: DLMF 8.17.5.
Chance binomial_chance(double k, double n, double p);

} // namespace equipoise::analysis
