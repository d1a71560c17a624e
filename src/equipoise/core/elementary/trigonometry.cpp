// sin, cos and tan, and their inverses.
// Sources of the methods:
// - W. J. Cody & W. Waite, Software Manual for the Elementary Functions, Prentice-Hall, 1980
// - S. Gal & B. Bachelis, An accurate elementary mathematical library, ACM TOMS 17, 1991
// - M. H. Payne & R. N. Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18, 1983
//
// Where coefficients are plain fractions the polynomial is a Taylor series. The coefficients in hexadecimal
// were found for this file by the exchange algorithm of Remez in 60-digit arithmetic and rounded to double.
#include <array>
#include <cstddef>

#include "equipoise/core/elementary/double_double.hpp"
#include "equipoise/core/elementary/elementary.hpp"

namespace equipoise::core {

using namespace detail;

namespace {

// ---- sin, cos, tan ----

/// 2/pi in binary: 64 zeros, then the 1216 bits after the point.
constexpr std::array<Bits, 20> two_over_pi = {
    0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41,
    0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
};

/// 64 bits of 2/pi, from bit `first` of the list above.
constexpr Bits window(unsigned first) {
  const unsigned word = first / 64;
  const unsigned shift = first % 64;
  return shift == 0 ? two_over_pi[word] : two_over_pi[word] << shift | two_over_pi[word + 1] >> (64 - shift);
}

/// As reduce_angle, by Payne & Hanek (1983), for finite |x| >= 1/2. Let x = M 2^e. The bits of 2/pi that make
/// multiples of 4 of M 2^e are left out; with the next 192 at least 64 good bits remain, even for the double
/// that is closest of all to a multiple of pi/2.
DoubleDouble reduce_exactly(double x, unsigned& quadrant) {
  const Bits b = bits(x);
  const Bits m = (b & ((Bits{1} << 52) - 1)) | Bits{1} << 52;
  const auto first = static_cast<unsigned>((b & ~sign_bit) >> 52) - 1023 - 52 + 64 - 2;
  // 2 x / pi modulo 4, in units of 2^-126
  const Uint128 turns = (static_cast<Uint128>(m * window(first)) << 64) +
                        static_cast<Uint128>(m) * window(first + 64) +
                        (static_cast<Uint128>(m) * window(first + 128) >> 64);
  const auto nearest = static_cast<unsigned>((turns + (Uint128{1} << 125)) >> 126);
  const auto fraction = static_cast<Int128>(turns - (static_cast<Uint128>(nearest) << 126));
  const auto f_hi = static_cast<double>(fraction);
  const auto f_lo = static_cast<double>(fraction - static_cast<Int128>(f_hi));
  const DoubleDouble p = two_product(f_hi, half_pi.hi);
  const DoubleDouble y = fast_two_sum(p.hi, p.lo + (f_hi * half_pi.lo + f_lo * half_pi.hi));
  const double unit = with_sign_of(0x1p-126, x);
  quadrant = is_negative(x) ? 0U - nearest : nearest;
  return {y.hi * unit, y.lo * unit};
}

/// x less `quadrant` (modulo 4) right angles, at most pi/4 or a trifle more, by Cody & Waite (1980) with pi/2
/// in three parts. For finite x.
inline DoubleDouble reduce_angle(double x, unsigned& quadrant) {
  // 36 bits in the first two parts: their products by a count < 2^17 are exact.
  constexpr double part1 = 0x1.921fb5444p+0;
  constexpr double part2 = 0x1.68c234c4cp-39;
  constexpr double part3 = 0x1.98a2e03707345p-77;
  if (magnitude(x) > 1e5) return reduce_exactly(x, quadrant);
  const double shifted = x * 0x1.45f306dc9c883p-1 + round_shift;
  const double count = shifted - round_shift;
  const double first = x - count * part1; // exact
  const DoubleDouble second = two_sum(first, -count * part2);
  const DoubleDouble y = fast_two_sum(second.hi, second.lo - count * part3);
  // After heavy cancellation the three parts are not enough.
  if (magnitude(y.hi) < 0x1p-25 && count != 0.0) return reduce_exactly(x, quadrant);
  quadrant = static_cast<unsigned>(bits(shifted));
  return y;
}

/// Below this sin x and tan x round to x; returning x keeps the sign of zero.
constexpr double tiny_angle = 0x1p-27;

/// sin(y). The cube of the first 17 bits of y is exact, so that y^3/6 is rounded only once where it is large.
inline DoubleDouble sin_kernel(DoubleDouble y) {
  const double z = y.hi * y.hi;
  const double s = polynomial(z, z * z, 0x1.111111111110fp-7, -0x1.a01a01a019393p-13, 0x1.71de3a53d1a8ep-19,
                              -0x1.ae645344c21a4p-26, 0x1.6120f4589f1a8p-33, -0x1.aad0f89408bcbp-41);
  const double v = from_bits(bits(y.hi) & 0xfffffff000000000);
  const double cube_rest = (y.hi - v) * (z + v * (y.hi + v)); // y^3 - v^3
  const DoubleDouble head = fast_two_sum(y.hi, v * v * v * (-1.0 / 6));
  return {head.hi, head.lo + (z * y.hi * (z * s) - cube_rest * (1.0 / 6) + (y.lo - 0.5 * z * y.lo))};
}

/// cos(y).
inline DoubleDouble cos_kernel(DoubleDouble y) {
  const double z = y.hi * y.hi;
  const double z2 = z * z;
  const double c = polynomial(z, z2, 1.0 / 24, -0x1.6c16c16c163bcp-10, 0x1.a01a019e48a71p-16,
                              -0x1.27e4f9150343ap-22, 0x1.1eea930477565p-29, -0x1.8fff0ea0d2d95p-37);
  const DoubleDouble head = fast_two_sum(1.0, -0.5 * z);
  return {head.hi, head.lo + (z2 * c - (y.hi * y.lo + 0.5 * square_error(y.hi, z)))};
}

// ---- atan, atan2, asin, acos ----

constexpr double first_atan_cell = 1.0 / 16;
constexpr double last_atan_cell = 16.0;

/// A point of the table: c and atan(c).
struct AtanCell {
  double c;
  DoubleDouble atan;
};

/// Eight cells to each octave of [1/16, 16); c is the centre.
constexpr auto atan_table = [] {
  std::array<AtanCell, 64> table{};
  for (int i = 0; i < 64; ++i) {
    const int p = (17 + 2 * (i % 8)) << (i / 8);
    const int q = 256;
    const Int128 angle = p <= q ? fixed_atan(p, q) : fixed_half_pi - fixed_atan(q, p);
    table[static_cast<std::size_t>(i)] = {static_cast<double>(p) / q, to_double_double(angle, 52)};
  }
  return table;
}();

/// atan(r) - r for |r| <= 1/16.
inline double atan_tail(double r) {
  const double z = r * r;
  return r * z * polynomial(z, z * z, -1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11, 1.0 / 13);
}

/// atan(t + t_lo) for t >= 0, infinity included.
inline DoubleDouble atan_positive(double t, double t_lo) {
  if (t < first_atan_cell) return {t, t_lo + atan_tail(t)};
  DoubleDouble base = half_pi;
  double r = 0.0;
  if (t < last_atan_cell) {
    const AtanCell& cell = atan_table[(bits(t) - bits(first_atan_cell)) >> 49];
    base = cell.atan;
    r = ((t - cell.c) + t_lo) / (1.0 + cell.c * t);
  } else {
    r = -1.0 / t;
  }
  const DoubleDouble sum = fast_two_sum(base.hi, r);
  return {sum.hi, sum.lo + (base.lo + atan_tail(r))};
}

/// y / x less its rounded value t, for x and y > 0. Outside 2^+-60 it cannot matter and is given as 0.
inline double quotient_error(double y, double x, double t) {
  if (!(t > 0x1p-60 && t < 0x1p60)) return 0.0;
  const double larger = y > x ? y : x;
  const double scale = larger > 0x1p500 ? 0x1p-500 : larger < 0x1p-500 ? 0x1p500 : 1.0;
  const DoubleDouble p = two_product(t, x * scale);
  return ((y * scale - p.hi) - p.lo) / (x * scale);
}

/// asin(x) for 0 <= x <= 1/2.
inline DoubleDouble asin_kernel(double x, double z) {
  const double p =
      polynomial(z, z * z, 0x1.5555555555578p-3, 0x1.333333332df7fp-4, 0x1.6db6db7226045p-5,
                 0x1.f1c71a8dc5b26p-6, 0x1.6e8bdfa6330aep-6, 0x1.1c49e2befcf02p-6, 0x1.ca20cdc7cbc1dp-7,
                 0x1.757b7bf3a24bfp-7, 0x1.6173eac9f2ef3p-7, 0x1.e2beffa8bade8p-9, 0x1.64929210fa2cbp-6,
                 -0x1.595460f20f8d7p-6, 0x1.0bb05ac9f8c93p-5);
  return {x, x * z * p};
}

/// acos(a) = 2 asin(sqrt((1 - a) / 2)) for 1/2 < a < 1.
inline DoubleDouble acos_near_one(double a) {
  const double z = 0.5 * (1.0 - a); // exact
  const double s = sqrt(z);
  const double s2 = s * s;
  const double s_lo = ((z - s2) - square_error(s, s2)) / (s + s);
  const DoubleDouble half = asin_kernel(s, z);
  return {2.0 * half.hi, 2.0 * (half.lo + s_lo)};
}

} // namespace

SinCos sincos(double x) {
  if (magnitude(x) < tiny_angle) return {x, 1.0};
  if (!is_finite(x)) return {not_a_number, not_a_number};
  unsigned quadrant = 0;
  const DoubleDouble y = reduce_angle(x, quadrant);
  const double s = rounded(sin_kernel(y));
  const double c = rounded(cos_kernel(y));
  const bool odd = (quadrant & 1) != 0;
  return {negated_if((quadrant & 2) != 0, odd ? c : s), negated_if(((quadrant + 1) & 2) != 0, odd ? s : c)};
}

double sin(double x) {
  if (magnitude(x) < tiny_angle) return x;
  if (!is_finite(x)) return not_a_number;
  unsigned quadrant = 0;
  const DoubleDouble y = reduce_angle(x, quadrant);
  const double value = (quadrant & 1) != 0 ? rounded(cos_kernel(y)) : rounded(sin_kernel(y));
  return negated_if((quadrant & 2) != 0, value);
}

double cos(double x) {
  if (!is_finite(x)) return not_a_number;
  unsigned quadrant = 0;
  const DoubleDouble y = reduce_angle(x, quadrant);
  const double value = (quadrant & 1) != 0 ? rounded(sin_kernel(y)) : rounded(cos_kernel(y));
  return negated_if(((quadrant + 1) & 2) != 0, value);
}

double tan(double x) {
  if (magnitude(x) < tiny_angle) return x;
  if (!is_finite(x)) return not_a_number;
  unsigned quadrant = 0;
  const DoubleDouble y = reduce_angle(x, quadrant);
  const DoubleDouble s = sin_kernel(y);
  const DoubleDouble c = cos_kernel(y);
  const bool odd = (quadrant & 1) != 0; // tan(y + pi/2) = -cos(y) / sin(y)
  const DoubleDouble top = odd ? c : s;
  const DoubleDouble bottom = odd ? fast_two_sum(s.hi, s.lo) : fast_two_sum(c.hi, c.lo);
  const double reciprocal = 1.0 / bottom.hi;
  const double q = rounded(top) * reciprocal;
  const DoubleDouble p = two_product(q, bottom.hi);
  const double remainder = ((top.hi - p.hi) - p.lo) + (top.lo - q * bottom.lo);
  return negated_if(odd, q + remainder * reciprocal);
}

double atan(double x) {
  if (is_nan(x)) return not_a_number;
  return with_sign_of(rounded(atan_positive(magnitude(x), 0.0)), x);
}

double atan2(double y, double x) {
  if (is_nan(x) || is_nan(y)) return not_a_number;
  const double ay = magnitude(y);
  const double ax = magnitude(x);
  const bool equal = ay == ax; // also two zeros and two infinities
  const double t = ay == 0.0 ? 0.0 : equal ? 1.0 : ay / ax;
  const DoubleDouble angle = atan_positive(t, equal ? 0.0 : quotient_error(ay, ax, t));
  return with_sign_of(is_negative(x) ? difference(whole_pi, angle) : rounded(angle), y);
}

double asin(double x) {
  const double a = magnitude(x);
  if (!(a <= 1.0)) return not_a_number;
  if (a <= 0.5) return with_sign_of(rounded(asin_kernel(a, a * a)), x);
  return with_sign_of(a == 1.0 ? half_pi.hi : difference(half_pi, acos_near_one(a)), x);
}

double acos(double x) {
  const double a = magnitude(x);
  if (!(a < 1.0)) return x == 1.0 ? 0.0 : x == -1.0 ? whole_pi.hi : not_a_number;
  if (a > 0.5) return x > 0.0 ? rounded(acos_near_one(a)) : difference(whole_pi, acos_near_one(a));
  const DoubleDouble arc_sine = asin_kernel(x, x * x);
  return difference(half_pi, arc_sine);
}

} // namespace equipoise::core
