#include "equipoise/random/distribution.hpp"

#include "equipoise/core/elementary.hpp"

namespace equipoise::random {

double triangular(double u, double low, double nominal, double high) {
  if (u < 0.5) return low + (nominal - low) * core::sqrt(2.0 * u);
  return high - (high - nominal) * core::sqrt(2.0 * (1.0 - u));
}

double uniform(double u, double low, double high) {
  return low + u * (high - low);
}

double log_uniform(double u, double low, double high) {
  if (low == high) return low;
  return core::exp(uniform(u, core::log(low), core::log(high)));
}

} // namespace equipoise::random
