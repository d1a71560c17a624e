#pragma once
// What the elementary functions are made of: the bits of a double, sums that carry their rounding error,
// constants to more than twice double precision. For exponential.cpp and trigonometry.cpp alone. Sources: T.
// J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18, 1971; D. E.
// Knuth, The Art of Computer Programming, vol. 2, Addison-Wesley, 1969.
#include <bit>
#include <cfloat>
#include <cstdint>
#include <limits>

static_assert(FLT_EVAL_METHOD == 0 && std::numeric_limits<double>::is_iec559,
              "double must be plain binary64");
#ifdef __FAST_MATH__
#error "the elementary functions rely on IEEE arithmetic as written; build them without -ffast-math"
#endif

namespace equipoise::core::detail {

using Bits = std::uint64_t;
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double smallest_normal = std::numeric_limits<double>::min();
inline constexpr double not_a_number = std::bit_cast<double>(Bits{0x7ff8000000000000});
inline constexpr Bits sign_bit = Bits{1} << 63;
inline constexpr Bits exponent_bits = Bits{0x7ff} << 52;
/// Adding this rounds |x| < 2^51 to an integer, which then fills the low bits of the sum.
inline constexpr double round_shift = 0x1.8p52;

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

inline constexpr int fraction_bits = 100; // of the fixed-point numbers below
inline constexpr Int128 one = Int128{1} << fraction_bits;

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

inline constexpr Int128 fixed_ln2 = fixed_log(2, 1);
inline constexpr Int128 fixed_half_pi = 2 * fixed_atan(1, 1);

inline constexpr DoubleDouble half_pi = to_double_double(fixed_half_pi, 52);
inline constexpr DoubleDouble whole_pi = to_double_double(2 * fixed_half_pi, 51);
static_assert(half_pi.hi == 0x1.921fb54442d18p0 && whole_pi.hi == 0x1.921fb54442d18p1);

} // namespace equipoise::core::detail
