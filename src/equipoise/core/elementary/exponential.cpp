// exp, log and pow.
// Sources of the methods:
// - W. J. Cody & W. Waite, Software Manual for the Elementary Functions, Prentice-Hall, 1980
// - P. T. P. Tang, Table-driven implementation of the exponential function in IEEE floating-point arithmetic,
//   ACM TOMS 15, 1989; ... of the logarithm function ..., 16, 1990; ... of the expm1 function ..., 18, 1992
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

} // namespace equipoise::core
