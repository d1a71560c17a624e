#include "equipoise/random/distribution.hpp"

#include <array>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::random {

double triangular(double u, double low, double nominal, double high) {
  EQUIPOISE_PRECONDITION(0.0 < u && u < 1.0);
  EQUIPOISE_PRECONDITION(low <= nominal && nominal <= high);
  if (u < 0.5) return low + (nominal - low) * core::sqrt(2.0 * u);
  return high - (high - nominal) * core::sqrt(2.0 * (1.0 - u));
}

double uniform(double u, double low, double high) {
  EQUIPOISE_PRECONDITION(0.0 < u && u < 1.0);
  EQUIPOISE_PRECONDITION(low <= high);
  return low + u * (high - low);
}

double log_uniform(double u, double low, double high) {
  EQUIPOISE_PRECONDITION(0.0 < u && u < 1.0);
  EQUIPOISE_PRECONDITION(0.0 < low && low <= high);
  if (low == high) return low;
  return core::exp(uniform(u, core::log(low), core::log(high)));
}

namespace {

/// Of degree 7, coefficients from the highest power down. By pairs (Estrin), so that the products do not wait
/// for each other.
double polynomial(const std::array<double, 8>& c, double x) {
  const double x2 = x * x;
  const double upper = (c[0] * x + c[1]) * x2 + (c[2] * x + c[3]);
  const double lower = (c[4] * x + c[5]) * x2 + (c[6] * x + c[7]);
  return upper * (x2 * x2) + lower;
}

} // namespace

double normal(double u) {
  EQUIPOISE_PRECONDITION(0.0 < u && u < 1.0);
  const double q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    constexpr std::array a{2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
                           45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
                           133.14166789178437745, 3.387132872796366608};
    constexpr std::array b{
        5226.495278852545925,  28729.085735721942674, 39307.89580009271061,  21213.794301586595867,
        5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1.0};
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = core::sqrt(-core::log(q < 0.0 ? u : 1.0 - u));
  double value = 0.0;
  if (r <= 5.0) {
    constexpr std::array c{7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
                           1.27045825245236838258,   3.64784832476320460504,   5.7694972214606914055,
                           4.6303378461565452959,    1.42343711074968357734};
    constexpr std::array d{
        1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
        0.68976733498510000455,    1.6763848301838038494,   2.05319162663775882187,   1.0};
    value = polynomial(c, r - 1.6) / polynomial(d, r - 1.6);
  } else {
    constexpr std::array e{2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
                           0.026532189526576123093,   0.29656057182850489123,    1.7848265399172913358,
                           5.4637849111641143699,     6.6579046435011037772};
    constexpr std::array f{2.04426310338993978564e-15, 1.4215117583164458887e-7,
                           1.8463183175100546818e-5,   7.868691311456132591e-4,
                           0.0148753612908506148525,   0.13692988092273580531,
                           0.59983220655588793769,     1.0};
    value = polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  }
  return q < 0.0 ? -value : value;
}

} // namespace equipoise::random
