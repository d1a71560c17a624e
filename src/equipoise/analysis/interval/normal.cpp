#include "equipoise/analysis/interval/normal.hpp"

#include <array>
#include <cstddef>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"

namespace equipoise::analysis {
namespace {

/// Of two polynomials, coefficients from the highest power down; that of the divisor is 1.
template <std::size_t N>
double quotient(const std::array<double, N>& p, const std::array<double, N - 1>& q, double x) {
  double above = p[0], below = 1.0;
  for (std::size_t i = 1; i < N; ++i) above = above * x + p[i], below = below * x + q[i - 1];
  return above / below;
}

/// exp(-y^2 / 2) for y > 0: the square of the first sixteenths is exact.
double bell(double y) {
  const double head = static_cast<int>(16.0 * y) / 16.0;
  return core::exp(-0.5 * head * head) * core::exp(-0.5 * (y - head) * (y + head));
}

/// P(Z > y) for y > 0.67.
double above(double y) {
  if (y > 39.0) return 0.0;
  if (y < 5.656854249492381) { // the square root of 32
    constexpr std::array p{1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412,
                           93.506656132177855979,    597.27027639480026226,  2494.5375852903726711,
                           6848.1904505362823326,    11602.651437647350124,  9842.7148383839780218};
    constexpr std::array q{22.266688044328115691, 235.38790178262499861, 1519.377599407554805,
                           6485.558298266760755,  18615.571640885098091, 34900.952721145977266,
                           38912.003286093271411, 19685.429676859990727};
    return bell(y) * quotient(p, q, y);
  }
  constexpr std::array p{0.02307344176494017303, 0.21589853405795699,     0.1274011611602473639,
                         0.022235277870649807,   0.001421619193227893466, 2.9112874951168792e-5};
  constexpr std::array q{1.28426009614491121, 0.468238212480865118, 0.0659881378689285515,
                         0.00378239633202758244, 7.29751555083966205e-5};
  const double r = 1.0 / (y * y);
  return bell(y) * (1.0 / core::sqrt(2.0 * core::pi) - r * quotient(p, q, r)) / y;
}

} // namespace

double normal_below(double z) {
  if (z < -0.67448975) return above(-z);
  if (z > 0.67448975) return 1.0 - above(z);
  constexpr std::array p{0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881,
                         1067.6894854603709582, 18154.981253343561249};
  constexpr std::array q{47.20258190468824187, 976.09855173777669322, 10260.932208618978205,
                         45507.789335026729956};
  return 0.5 + z * quotient(p, q, z * z);
}

} // namespace equipoise::analysis
