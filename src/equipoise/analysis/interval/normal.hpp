#pragma once
namespace equipoise::analysis {

/// P(Z < z) of the standard normal, for all finite z; its inverse is random::normal. Relative error below
/// 1e-15 for z > -1, below 1e-15 z^2 for z < -1; 0 below -38. Source: Cody (1969).
double normal_below(double z);

} // namespace equipoise::analysis
