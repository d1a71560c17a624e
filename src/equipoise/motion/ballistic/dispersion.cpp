#include "equipoise/motion/ballistic/dispersion.hpp"

#include "equipoise/core/precondition.hpp"
#include "equipoise/random/distribution.hpp"

namespace equipoise::motion {

ImpactOffset impact_offset(double circular_error_probable_m, double uniform_east, double uniform_north) {
  EQUIPOISE_PRECONDITION(circular_error_probable_m >= 0.0);
  EQUIPOISE_PRECONDITION(0.0 < uniform_east && uniform_east < 1.0 && 0.0 < uniform_north &&
                         uniform_north < 1.0);
  constexpr double radius_of_half = 1.1774100225154747; // sqrt(2 ln 2) standard deviations hold half
  const double deviation_m = circular_error_probable_m / radius_of_half;
  return {deviation_m * random::normal(uniform_east), deviation_m * random::normal(uniform_north)};
}

} // namespace equipoise::motion
