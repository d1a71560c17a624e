#pragma once
// Where a missile comes down beside its aim.

namespace equipoise::motion {

/// Over the ground, towards east and north of the aim, m.
struct ImpactOffset {
  double east_m, north_m;
};

/// A draw from the circular normal distribution of which half falls within `circular_error_probable_m`:
/// standard deviation CEP / sqrt(2 ln 2) in each direction, without bias. One uniform a direction, so that
/// each moves it monotonically. Domain: CEP >= 0, uniforms in (0, 1). Source: Grubbs (1964), "Statistical
/// Measures of Accuracy for Riflemen and Missile Engineers".
ImpactOffset impact_offset(double circular_error_probable_m, double uniform_east, double uniform_north);

} // namespace equipoise::motion
