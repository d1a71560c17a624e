#include "equipoise/motion/dispersion.hpp"

#include "equipoise/random/distribution.hpp"

namespace equipoise::motion {

ImpactOffset impact_offset(double circular_error_probable_m, double uniform_east, double uniform_north) {
  constexpr double radius_of_half = 1.1774100225154747; // sqrt(2 ln 2) standard deviations hold half
  const double deviation_m = circular_error_probable_m / radius_of_half;
  return {deviation_m * random::normal(uniform_east), deviation_m * random::normal(uniform_north)};
}

} // namespace equipoise::motion
