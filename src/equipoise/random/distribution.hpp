#pragma once
// Quantile functions: one uniform in, one value out, so that a draw is one statement and moves monotonically.
namespace equipoise::random {

/// Triangular between low and high with half the mass on each side of `nominal`.
/// The density on each side rises linearly to the nominal. A textbook triangle puts its mode there but not
/// half its mass: with a nominal near an end almost all draws would fall on the other side. Domain: low <=
/// nominal <= high, 0 < u < 1.
double triangular(double u, double low, double nominal, double high);

/// Domain: low <= high, 0 < u < 1.
double uniform(double u, double low, double high);

/// Uniform in the logarithm. Domain: 0 < low <= high, 0 < u < 1.
double log_uniform(double u, double low, double high);

/// The standard normal: mean 0, standard deviation 1. Domain: 0 < u < 1. Error below 1e-15 relative, or 1e-16
/// near the median, where it is 0. Source: Wichura (1988), algorithm AS 241, PPND16.
double normal(double u);

} // namespace equipoise::random
