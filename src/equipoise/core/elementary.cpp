// Sources of the methods:
// - W. J. Cody & W. Waite, Software Manual for the Elementary Functions, Prentice-Hall, 1980
// - T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18, 1971
// - S. Gal & B. Bachelis, An accurate elementary mathematical library, ACM TOMS 17, 1991
// - D. E. Knuth, The Art of Computer Programming, vol. 2, Addison-Wesley, 1969
// - M. H. Payne & R. N. Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18, 1983
// - P. T. P. Tang, Table-driven implementation of the exponential function in IEEE floating-point arithmetic,
//   ACM TOMS 15, 1989; ... of the logarithm function ..., 16, 1990; ... of the expm1 function ..., 18, 1992
//
// Where coefficients are plain fractions the polynomial is a Taylor series. The coefficients in hexadecimal
// were found for this file by the exchange algorithm of Remez in 60-digit arithmetic and rounded to double.
#include "equipoise/core/elementary.hpp"

#include <array>
#include <cfloat>
#include <cstddef>
#include <limits>

static_assert(FLT_EVAL_METHOD == 0 && std::numeric_limits<double>::is_iec559,
              "double must be plain binary64");
#ifdef __FAST_MATH__
#error "elementary.cpp relies on IEEE arithmetic as written; build it without -ffast-math"
#endif

namespace equipoise::core {
namespace {

using Bits = std::uint64_t;
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest_normal = std::numeric_limits<double>::min();
constexpr double not_a_number = std::bit_cast<double>(Bits{0x7ff8000000000000});
constexpr Bits sign_bit = Bits{1} << 63;
constexpr Bits exponent_bits = Bits{0x7ff} << 52;
/// Adding this rounds |x| < 2^51 to an integer, which then fills the low bits of the sum.
constexpr double round_shift = 0x1.8p52;

// ---- bits ----

constexpr Bits bits(double x) {
  return std::bit_cast<Bits>(x);
}
constexpr double from_bits(Bits b) {
  return std::bit_cast<double>(b);
}
constexpr double magnitude(double x) {
  return from_bits(bits(x) & ~sign_bit);
}
constexpr bool is_nan(double x) {
  return x != x;
}
constexpr bool is_finite(double x) {
  return magnitude(x) < infinity;
}
constexpr bool is_negative(double x) {
  return (bits(x) & sign_bit) != 0;
}
constexpr double with_sign_of(double value, double sign) {
  return from_bits(bits(value) | (bits(sign) & sign_bit));
}
constexpr double negated_if(bool negate, double x) {
  return from_bits(bits(x) ^ (negate ? sign_bit : 0));
}

/// The first 26 significant bits of x: the product of two such numbers is exact.
constexpr double upper_half(double x) {
  return from_bits(bits(x) & 0xfffffffff8000000);
}

/// 2^e for -1022 <= e <= 1023.
constexpr double power_of_two(int e) {
  return from_bits(static_cast<Bits>(e + 1023) << 52);
}

/// value 2^e. The first of the two products is exact, so a subnormal or infinite result is rounded once.
constexpr double scaled(double value, int e) {
  return value * power_of_two(e / 2) * power_of_two(e - e / 2);
}

/// value 2^e when neither value nor the result is subnormal, zero, infinite or NaN.
constexpr double scaled_normal(double value, int e) {
  return from_bits(bits(value) + (static_cast<Bits>(e) << 52));
}

// ---- double-double and sums ----

/// The unevaluated sum hi + lo, where lo is small beside hi.
struct DoubleDouble {
  double hi;
  double lo;
};

constexpr double rounded(DoubleDouble x) {
  return x.hi + x.lo;
}

/// a + b exactly, for |a| >= |b| or a = 0 (Dekker 1971).
constexpr DoubleDouble fast_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

/// a + b exactly (Knuth 1969).
constexpr DoubleDouble two_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a b to 105 bits or better (Dekker 1971, with a split by truncation).
constexpr DoubleDouble two_product(double a, double b) {
  const double product = a * b;
  const double ah = upper_half(a);
  const double bh = upper_half(b);
  const double al = a - ah;
  const double bl = b - bh;
  return {product, ((ah * bh - product) + (ah * bl + al * bh)) + al * bl};
}

/// x^2 less its rounded value `square`, to 105 bits or better.
constexpr double square_error(double x, double square) {
  const double head = upper_half(x);
  return (head * head - square) + (x - head) * (x + head);
}

/// a - b rounded once, for a.hi >= |b.hi|.
constexpr double difference(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble sum = fast_two_sum(a.hi, -b.hi);
  return sum.hi + (sum.lo + (a.lo - b.lo));
}

/// c0 + c1 x + c2 x^2 + ..., given x2 = x^2. Pairing the terms halves the chain of dependent operations.
constexpr double polynomial(double, double, double c0) {
  return c0;
}
template <class... Rest>
constexpr double polynomial(double x, double x2, double c0, double c1, Rest... rest) {
  if constexpr (sizeof...(rest) == 0)
    return c0 + c1 * x;
  else
    return (c0 + c1 * x) + x2 * polynomial(x, x2, rest...);
}

// ---- tables, computed by the compiler in integers ----

constexpr int fraction_bits = 100; // of the fixed-point numbers below
constexpr Int128 one = Int128{1} << fraction_bits;

/// A fixed-point number as a double-double whose hi is a multiple of 2^-hi_bits.
constexpr DoubleDouble to_double_double(Int128 fixed, int hi_bits) {
  const int drop = fraction_bits - hi_bits;
  const Int128 hi = (fixed + (Int128{1} << (drop - 1))) >> drop;
  const auto lo = static_cast<std::int64_t>(fixed - (hi << drop));
  const double unit = power_of_two(-hi_bits);
  return {static_cast<double>(static_cast<std::int64_t>(hi)) * unit,
          static_cast<double>(lo) * power_of_two(-fraction_bits)};
}

/// log(p / q) = 2 artanh((p - q) / (p + q)) by its power series.
constexpr Int128 fixed_log(Int128 p, Int128 q) {
  Int128 power = one * (p - q) / (p + q);
  Int128 sum = 0;
  for (Int128 k = 1; power != 0; k += 2) {
    sum += power / k;
    power = power * (p - q) / (p + q) * (p - q) / (p + q);
  }
  return 2 * sum;
}

/// atan(p / q) for 0 <= p <= q < 2^13 and p <= 2^8 by Euler's series.
constexpr Int128 fixed_atan(Int128 p, Int128 q) {
  const Int128 norm = p * p + q * q;
  Int128 term = one * p * q / norm;
  Int128 sum = 0;
  for (Int128 k = 1; term != 0; ++k) {
    sum += term;
    term = term * (2 * k) / (2 * k + 1) * (p * p) / norm;
  }
  return sum;
}

/// a b for 0 <= a, b < 2, in halves of 51 bits, without the product of the lower halves.
constexpr Int128 fixed_product(Int128 a, Int128 b) {
  constexpr Int128 low = (Int128{1} << 51) - 1;
  return 4 * (a >> 51) * (b >> 51) + (((a >> 51) * (b & low) + (a & low) * (b >> 51)) >> 49);
}

constexpr Int128 fixed_ln2 = fixed_log(2, 1);
constexpr Int128 fixed_half_pi = 2 * fixed_atan(1, 1);

constexpr DoubleDouble half_pi = to_double_double(fixed_half_pi, 52);
constexpr DoubleDouble whole_pi = to_double_double(2 * fixed_half_pi, 51);
static_assert(half_pi.hi == 0x1.921fb54442d18p0 && whole_pi.hi == 0x1.921fb54442d18p1);

// ---- exp ----

constexpr int exp_steps = 64;

/// 2^(j/64).
constexpr auto exp_table = [] {
  std::array<DoubleDouble, exp_steps> table{};
  for (int j = 0; j < exp_steps; ++j) {
    const Int128 x = fixed_ln2 * j / exp_steps;
    Int128 sum = 0;
    Int128 term = one;
    for (int k = 1; term != 0; ++k) {
      sum += term;
      term = fixed_product(term, x) / k;
    }
    table[static_cast<std::size_t>(j)] = to_double_double(sum, 52);
  }
  return table;
}();

/// 2^exponent (head + tail), with tail < head / 100.
struct ExpParts {
  int exponent;
  double head;
  double tail;
};

/// exp(x + x_lo) for |x| < 2000 and |x_lo| < 2^-14.
inline ExpParts exp_parts(double x, double x_lo) {
  constexpr double steps_per_unit = 0x1.71547652b82fep+6; // 64 / ln 2
  constexpr double step_hi = 0x1.62e42fefap-7; // ln 2 / 64 to 36 bits: its multiples below are exact
  constexpr double step_lo = 0x1.cf79abc9e3b3ap-46;
  const double shifted = x * steps_per_unit + round_shift;
  const double count = shifted - round_shift;
  const int n = static_cast<int>(static_cast<std::uint32_t>(bits(shifted)));
  const double r = (x - count * step_hi) + (x_lo - count * step_lo);
  const double r2 = r * r;
  const double p = r + r2 * polynomial(r, r2, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720);
  const DoubleDouble& power = exp_table[static_cast<std::size_t>(n & (exp_steps - 1))];
  return {n >> 6, power.hi, power.lo + power.hi * p};
}

double exp_extreme(double x) {
  if (is_nan(x)) return not_a_number;
  if (x > 710.0) return infinity;
  if (x < -746.0) return 0.0;
  const ExpParts e = exp_parts(x, 0.0);
  return scaled(e.head + e.tail, e.exponent);
}

// ---- log ----

constexpr int log_cells = 128;
constexpr Bits log_origin = bits(180.0 / 256.0);

/// For a cell of significands z: a reciprocal so short that z reciprocal - 1 is exact, and its -log.
struct LogCell {
  double reciprocal;
  DoubleDouble log;
};

/// Cells of 1/256 from 180/256 to 1, then of 1/128. Both cells that touch 1 have the reciprocal 1, so that
/// nothing is left to cancel there. hi is a multiple of 2^-42 so that m ln 2 + hi is exact.
constexpr auto log_table = [] {
  std::array<LogCell, log_cells> table{};
  for (int i = 0; i < log_cells; ++i) {
    const bool below_one = i < 76;
    const int centre = below_one ? 2 * (180 + i) + 1 : 512 + 4 * (i - 76) + 2; // in units of 1/512
    const int unit = below_one ? 128 : 256; // the reciprocal is a multiple of 1/unit
    const int nearest = (2 * 512 * unit + centre) / (2 * centre);
    const int k = i == 76 ? unit : nearest;
    table[static_cast<std::size_t>(i)] = {static_cast<double>(k) / unit,
                                          to_double_double(fixed_log(unit, k), 42)};
  }
  return table;
}();

constexpr DoubleDouble log_2 = to_double_double(fixed_ln2, 42);

/// x = 2^exponent (1 + r) / reciprocal with |r| < 2^-7, and `base` = log(2^exponent / reciprocal).
struct LogReduction {
  DoubleDouble base;
  double r;
};

/// For normal x > 0.
inline LogReduction reduce_log(double x, int extra_exponent = 0) {
  const Bits offset = bits(x) - log_origin;
  const int exponent = static_cast<int>(static_cast<std::int64_t>(offset) >> 52);
  const LogCell& cell = log_table[(offset >> 45) % log_cells];
  const Bits z = bits(x) - (offset & (Bits{0xfff} << 52));
  const double z_hi = from_bits(z & 0xffffffff00000000);
  const double z_lo = from_bits(z) - z_hi;
  const double r = (z_hi * cell.reciprocal - 1.0) + z_lo * cell.reciprocal; // every step is exact
  const double m = exponent + extra_exponent;
  return {{m * log_2.hi + cell.log.hi, m * log_2.lo + cell.log.lo}, r};
}

/// log(1 + r) - r + r^2/2 for |r| < 2^-7.
inline double log_cubic_tail(double r, double r2) {
  return r * r2 *
         polynomial(r, r2, 1.0 / 3, -1.0 / 4, 1.0 / 5, -1.0 / 6, 1.0 / 7, -1.0 / 8, 1.0 / 9, -1.0 / 10);
}

/// log(1 + r) - r for |r| < 2^-7.
inline double log_tail(double r) {
  const double r2 = r * r;
  return log_cubic_tail(r, r2) - 0.5 * r2;
}

inline bool is_positive_normal(double x) {
  return bits(x) - bits(smallest_normal) < exponent_bits - bits(smallest_normal);
}

double log_extreme(double x) {
  if (x == 0.0) return -infinity;
  if (is_nan(x) || x < 0.0) return not_a_number;
  if (x == infinity) return infinity;
  const LogReduction l = reduce_log(x * 0x1p54, -54);
  return l.base.hi + (l.r + (l.base.lo + log_tail(l.r)));
}

/// log x to about 68 bits, for finite x > 0; lo is below hi / 2^15 only.
inline DoubleDouble log_double_double(double x) {
  const bool subnormal = x < smallest_normal;
  const LogReduction l = reduce_log(subnormal ? x * 0x1p54 : x, subnormal ? -54 : 0);
  const double r2 = l.r * l.r;
  const double r_hi = upper_half(l.r);
  const DoubleDouble quadratic = fast_two_sum(l.r, -0.5 * (r_hi * r_hi));
  const DoubleDouble sum = fast_two_sum(l.base.hi, quadratic.hi);
  const double rest = log_cubic_tail(l.r, r2) - 0.5 * ((l.r - r_hi) * (l.r + r_hi));
  return {sum.hi, sum.lo + (quadratic.lo + (l.base.lo + rest))};
}

// ---- pow ----

enum class Parity { fraction, even, odd };

Parity parity(double y) {
  const double a = magnitude(y);
  if (a >= 0x1p53) return Parity::even;
  if (a < 1.0) return a == 0.0 ? Parity::even : Parity::fraction;
  const auto whole = static_cast<std::int64_t>(a);
  if (static_cast<double>(whole) != a) return Parity::fraction;
  return whole % 2 == 0 ? Parity::even : Parity::odd;
}

/// x^y for finite x > 0.
inline double pow_positive(double x, double y) {
  const DoubleDouble l = log_double_double(x);
  const double l_hi = upper_half(l.hi + l.lo);
  const double l_lo = (l.hi - l_hi) + l.lo;
  const double y_hi = upper_half(y);
  const double product = y_hi * l_hi; // exact
  if (product > 800.0) return infinity;
  if (product < -800.0) return 0.0;
  const ExpParts e = exp_parts(product, (y - y_hi) * l_hi + y * l_lo);
  const double value = e.head + e.tail;
  return magnitude(product) < 700.0 ? scaled_normal(value, e.exponent) : scaled(value, e.exponent);
}

/// x^y when x is not positive and finite, or y is infinite or NaN.
double pow_special(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0; // even if the other is NaN
  if (is_nan(x) || is_nan(y)) return not_a_number;
  const double a = magnitude(x);
  if (magnitude(y) == infinity) return a == 1.0 ? 1.0 : (a > 1.0) == (y > 0.0) ? infinity : 0.0;
  const Parity kind = parity(y);
  const bool negate = is_negative(x) && kind == Parity::odd;
  if (a == 0.0 || a == infinity) return negated_if(negate, (a == 0.0) == (y < 0.0) ? infinity : 0.0);
  if (kind == Parity::fraction) return not_a_number;
  return negated_if(negate, pow_positive(a, y));
}

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

double exp(double x) {
  if (!(magnitude(x) < 708.0)) return exp_extreme(x);
  const ExpParts e = exp_parts(x, 0.0);
  return scaled_normal(e.head + e.tail, e.exponent);
}

double expm1(double x) {
  const double a = magnitude(x);
  if (a < 0x1p-54) return x;
  if (a < 0x1p-4) {
    const double x2 = x * x;
    return x + x2 * polynomial(x, x2, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040,
                               1.0 / 40320, 1.0 / 362880, 1.0 / 3628800);
  }
  if (is_nan(x)) return not_a_number;
  if (x > 709.0) return exp_extreme(x); // too large for the 1 to show
  if (x < -50.0) return -1.0;
  const ExpParts e = exp_parts(x, 0.0);
  const double scale = power_of_two(e.exponent);
  const DoubleDouble head = two_sum(scale * e.head, -1.0);
  return head.hi + (head.lo + scale * e.tail);
}

double log(double x) {
  if (!is_positive_normal(x)) return log_extreme(x);
  const LogReduction l = reduce_log(x);
  const DoubleDouble sum = fast_two_sum(l.base.hi, l.r);
  return sum.hi + (sum.lo + (l.base.lo + log_tail(l.r)));
}

double log1p(double x) {
  if (x > -0x1p-8 && x < 0x1p-7) return x + log_tail(x);
  if (!(x > -1.0 && x < infinity)) return log_extreme(1.0 + x);
  const DoubleDouble u = two_sum(1.0, x);
  const LogReduction l = reduce_log(u.hi);
  const DoubleDouble sum = fast_two_sum(l.base.hi, l.r);
  return sum.hi + (sum.lo + (l.base.lo + (log_tail(l.r) + u.lo / u.hi)));
}

double pow(double x, double y) {
  const bool ordinary = x > 0.0 && x < infinity && magnitude(y) < infinity;
  return ordinary ? pow_positive(x, y) : pow_special(x, y);
}

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
