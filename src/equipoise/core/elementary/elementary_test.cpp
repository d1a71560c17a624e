#include "equipoise/core/elementary/elementary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace core = equipoise::core;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double pi = 0x1.921fb54442d18p1;

std::uint64_t bits(double x) {
  return std::bit_cast<std::uint64_t>(x);
}

/// Same bits: tells -0 from +0 and takes NaN for equal to NaN.
bool same(double a, double b) {
  return bits(a) == bits(b);
}

/// SplitMix64 (Steele, Lea & Flood 2014).
class Random {
 public:
  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
  }
  double uniform(double low, double high) {
    return low + (high - low) * (static_cast<double>(next() >> 11) * 0x1p-53);
  }
  /// Any sign and significand, with an exponent field from `low` to `high`: 0 is subnormal, 1023 is [1, 2).
  double spread(unsigned low, unsigned high) {
    const std::uint64_t exponent = low + next() % (high - low + 1);
    return std::bit_cast<double>((next() & 0x800fffffffffffff) | exponent << 52);
  }

 private:
  std::uint64_t state_ = 2024;
};

/// |got - exact| in units in the last place of a double as large as `exact`.
double ulp_error(double got, long double exact) {
  if (std::isnan(exact)) return std::isnan(got) ? 0.0 : infinity;
  if (static_cast<double>(exact) == got) return 0.0; // also where both overflow
  const int exponent = exact == 0.0L ? DBL_MIN_EXP - 1 : std::max(std::ilogb(exact), DBL_MIN_EXP - 1);
  return static_cast<double>(std::fabs(got - exact) / std::ldexp(1.0L, exponent - (DBL_MANT_DIG - 1)));
}

using Function = double (*)(double);
using Oracle = long double (*)(long double);

constexpr int arguments_per_range = 70'000;

/// The largest error over arguments drawn by `draw`.
template <class Draw>
double worst(Function ours, Oracle oracle, Draw draw) {
  Random random;
  double error = 0.0;
  for (int i = 0; i < arguments_per_range; ++i) {
    const double x = draw(random);
    error = std::fmax(error, ulp_error(ours(x), oracle(static_cast<long double>(x))));
  }
  return error;
}

double worst_between(Function ours, Oracle oracle, double low, double high) {
  return worst(ours, oracle, [=](Random& random) { return random.uniform(low, high); });
}

/// Exponent fields as in Random::spread.
double worst_spread(Function ours, Oracle oracle, unsigned low, unsigned high) {
  return worst(ours, oracle, [=](Random& random) { return random.spread(low, high); });
}

template <class Draw>
double worst_of_two(double (*ours)(double, double), long double (*oracle)(long double, long double),
                    Draw draw) {
  Random random;
  double error = 0.0;
  for (int i = 0; i < arguments_per_range; ++i) {
    const auto [a, b] = draw(random);
    error = std::fmax(error, ulp_error(ours(a, b), oracle(a, b)));
  }
  return error;
}

using Pair = std::array<double, 2>;

constexpr bool oracle_is_poor = LDBL_MANT_DIG < 64;

} // namespace

TEST_CASE("elementary: exp and expm1 at special and exact arguments") {
  CHECK(same(core::exp(0.0), 1.0));
  CHECK(same(core::exp(-0.0), 1.0));
  CHECK(same(core::exp(1.0), 0x1.5bf0a8b145769p1));
  CHECK(same(core::exp(infinity), infinity));
  CHECK(same(core::exp(-infinity), 0.0));
  CHECK(same(core::exp(not_a_number), not_a_number));
  CHECK(same(core::exp(-not_a_number), not_a_number));
  CHECK(same(core::exp(709.782712893384), 0x1.fffffffffff2ap1023));
  CHECK(same(core::exp(709.7827128933841), infinity));
  CHECK(same(core::exp(-745.1332191019411), smallest));
  CHECK(same(core::exp(-745.1332191019412), 0.0));
  CHECK(same(core::exp(-largest), 0.0));
  CHECK(same(core::exp(smallest), 1.0));
  CHECK(same(core::expm1(0.0), 0.0));
  CHECK(same(core::expm1(-0.0), -0.0));
  CHECK(same(core::expm1(smallest), smallest));
  CHECK(same(core::expm1(infinity), infinity));
  CHECK(same(core::expm1(-infinity), -1.0));
  CHECK(same(core::expm1(-60.0), -1.0));
  CHECK(same(core::expm1(710.0), infinity));
  CHECK(same(core::expm1(-not_a_number), not_a_number));
}

TEST_CASE("elementary: log and log1p at special and exact arguments") {
  CHECK(same(core::log(1.0), 0.0));
  CHECK(same(core::log(2.0), 0x1.62e42fefa39efp-1));
  CHECK(same(core::log(0.0), -infinity));
  CHECK(same(core::log(-0.0), -infinity));
  CHECK(same(core::log(infinity), infinity));
  CHECK(same(core::log(-1.0), not_a_number));
  CHECK(same(core::log(-infinity), not_a_number));
  CHECK(same(core::log(-not_a_number), not_a_number));
  CHECK(same(core::log(smallest), -0x1.74385446d71c3p9));
  CHECK(same(core::log(largest), 0x1.62e42fefa39efp9));
  CHECK(same(core::log1p(0.0), 0.0));
  CHECK(same(core::log1p(-0.0), -0.0));
  CHECK(same(core::log1p(-smallest), -smallest));
  CHECK(same(core::log1p(1.0), 0x1.62e42fefa39efp-1));
  CHECK(same(core::log1p(-1.0), -infinity));
  CHECK(same(core::log1p(infinity), infinity));
  CHECK(same(core::log1p(largest), 0x1.62e42fefa39efp9));
  CHECK(same(core::log1p(-1.5), not_a_number));
  CHECK(same(core::log1p(-infinity), not_a_number));
  CHECK(same(core::log1p(-not_a_number), not_a_number));
}

TEST_CASE("elementary: pow at the special arguments of C's Annex F") {
  for (const double y : {1.0, -1.0, 3.0, 0.5, infinity, -infinity, not_a_number, 0.0})
    CHECK(same(core::pow(1.0, y), 1.0));
  for (const double x : {0.0, -0.0, 2.0, -2.0, infinity, -infinity, not_a_number, smallest}) {
    CHECK(same(core::pow(x, 0.0), 1.0));
    CHECK(same(core::pow(x, -0.0), 1.0));
  }
  CHECK(same(core::pow(not_a_number, 1.0), not_a_number));
  CHECK(same(core::pow(2.0, -not_a_number), not_a_number));
  CHECK(same(core::pow(0.0, 3.0), 0.0));
  CHECK(same(core::pow(-0.0, 3.0), -0.0));
  CHECK(same(core::pow(-0.0, 2.0), 0.0));
  CHECK(same(core::pow(-0.0, 2.5), 0.0));
  CHECK(same(core::pow(0.0, -3.0), infinity));
  CHECK(same(core::pow(-0.0, -3.0), -infinity));
  CHECK(same(core::pow(-0.0, -2.0), infinity));
  CHECK(same(core::pow(-0.0, -infinity), infinity));
  CHECK(same(core::pow(-1.0, infinity), 1.0));
  CHECK(same(core::pow(-1.0, -infinity), 1.0));
  CHECK(same(core::pow(0.5, -infinity), infinity));
  CHECK(same(core::pow(-0.5, infinity), 0.0));
  CHECK(same(core::pow(2.0, -infinity), 0.0));
  CHECK(same(core::pow(-2.0, infinity), infinity));
  CHECK(same(core::pow(infinity, 0.5), infinity));
  CHECK(same(core::pow(infinity, -0.5), 0.0));
  CHECK(same(core::pow(-infinity, 3.0), -infinity));
  CHECK(same(core::pow(-infinity, 2.0), infinity));
  CHECK(same(core::pow(-infinity, -3.0), -0.0));
  CHECK(same(core::pow(-infinity, -2.0), 0.0));
  CHECK(same(core::pow(-8.0, 1.0 / 3), not_a_number));
  CHECK(same(core::pow(-2.0, 3.0), -8.0));
  CHECK(same(core::pow(-2.0, 0x1p53), infinity));
  CHECK(same(core::pow(-1.0, 0x1p53 - 1.0), -1.0));
  CHECK(same(core::pow(-1.0, 0x1p53), 1.0));
}

TEST_CASE("elementary: pow at exact and extreme arguments") {
  for (int k = -1074; k <= 1023; ++k) CHECK(same(core::pow(2.0, k), std::ldexp(1.0, k)));
  double cube = 1.0;
  for (int k = 0; k <= 33; ++k, cube *= 3.0) CHECK(same(core::pow(3.0, k), cube));
  for (const double x : {0.1, 3.7, 1e-300, largest, smallest, 1.0 + 0x1p-52})
    CHECK(same(core::pow(x, 1.0), x));
  CHECK(same(core::pow(10.0, 22.0), 1e22));
  CHECK(same(core::pow(2.0, 1024.0), infinity));
  CHECK(same(core::pow(2.0, -1075.1), 0.0));
  CHECK(same(core::pow(largest, largest), infinity));
  CHECK(same(core::pow(smallest, largest), 0.0));
  CHECK(same(core::pow(-largest, 3.0), -infinity));
  CHECK(same(core::pow(1.0 + 0x1p-52, largest), infinity));
  CHECK(same(core::pow(1.0 - 0x1p-53, largest), 0.0));
  CHECK(same(core::pow(largest, smallest), 1.0));
}

TEST_CASE("elementary: sin, cos and tan at special and hard arguments") {
  CHECK(same(core::sin(0.0), 0.0));
  CHECK(same(core::sin(-0.0), -0.0));
  CHECK(same(core::sin(-smallest), -smallest));
  CHECK(same(core::cos(0.0), 1.0));
  CHECK(same(core::cos(smallest), 1.0));
  CHECK(same(core::tan(-0.0), -0.0));
  for (const double x : {infinity, -infinity, not_a_number, -not_a_number}) {
    CHECK(same(core::sin(x), not_a_number));
    CHECK(same(core::cos(x), not_a_number));
    CHECK(same(core::tan(x), not_a_number));
    CHECK(same(core::sincos(x).sin, not_a_number));
    CHECK(same(core::sincos(x).cos, not_a_number));
  }
  // Close to a multiple of pi/2, where the result is what the rounding of the argument left.
  CHECK(same(core::sin(pi), 0x1.1a62633145c07p-53));
  CHECK(same(core::cos(pi / 2), 0x1.1a62633145c07p-54));
  CHECK(same(core::tan(pi / 2), 0x1.d02967c31cdb5p53));
  // The double closest of all to a multiple of pi/2 (Kahan 1983; Muller, Elementary Functions).
  CHECK(core::cos(6381956970095103 * 0x1p797) == doctest::Approx(-4.687165924254624e-19).epsilon(1e-14));
  CHECK(core::sin(6381956970095103 * 0x1p797) == 1.0);
}

TEST_CASE("elementary: sincos is sin and cos bit for bit, and both have their symmetry") {
  Random random;
  for (int i = 0; i < 20'000; ++i) {
    const double x = i % 2 == 0 ? random.uniform(-100.0, 100.0) : random.spread(0, 2046);
    const auto [s, c] = core::sincos(x);
    REQUIRE(same(s, core::sin(x)));
    REQUIRE(same(c, core::cos(x)));
    REQUIRE(same(core::sin(-x), -s));
    REQUIRE(same(core::cos(-x), c));
    REQUIRE(same(core::tan(-x), -core::tan(x)));
  }
}

TEST_CASE("elementary: inverse trigonometric functions at special and exact arguments") {
  CHECK(same(core::atan(0.0), 0.0));
  CHECK(same(core::atan(-0.0), -0.0));
  CHECK(same(core::atan(-smallest), -smallest));
  CHECK(same(core::atan(1.0), pi / 4));
  CHECK(same(core::atan(infinity), pi / 2));
  CHECK(same(core::atan(-infinity), -pi / 2));
  CHECK(same(core::atan(-not_a_number), not_a_number));
  CHECK(same(core::asin(0.0), 0.0));
  CHECK(same(core::asin(-0.0), -0.0));
  CHECK(same(core::asin(smallest), smallest));
  CHECK(same(core::asin(1.0), pi / 2));
  CHECK(same(core::asin(-1.0), -pi / 2));
  CHECK(same(core::asin(0.5), 0x1.0c152382d7366p-1));
  CHECK(same(core::acos(0.5), 0x1.0c152382d7366p0));
  CHECK(same(core::acos(1.0), 0.0));
  CHECK(same(core::acos(-1.0), pi));
  CHECK(same(core::acos(0.0), pi / 2));
  for (const double x : {1.0 + 0x1p-52, -2.0, infinity, -infinity, not_a_number, -not_a_number}) {
    CHECK(same(core::asin(x), not_a_number));
    CHECK(same(core::acos(x), not_a_number));
  }
}

TEST_CASE("elementary: atan2 at the special arguments of C's Annex F") {
  for (const double sign : {1.0, -1.0}) {
    CHECK(same(core::atan2(sign * 0.0, 0.0), sign * 0.0));
    CHECK(same(core::atan2(sign * 0.0, -0.0), sign * pi));
    CHECK(same(core::atan2(sign * 0.0, 2.0), sign * 0.0));
    CHECK(same(core::atan2(sign * 0.0, -2.0), sign * pi));
    CHECK(same(core::atan2(sign * 2.0, 0.0), sign * pi / 2));
    CHECK(same(core::atan2(sign * 2.0, -0.0), sign * pi / 2));
    CHECK(same(core::atan2(sign * 2.0, infinity), sign * 0.0));
    CHECK(same(core::atan2(sign * 2.0, -infinity), sign * pi));
    CHECK(same(core::atan2(sign * infinity, 2.0), sign * pi / 2));
    CHECK(same(core::atan2(sign * infinity, -2.0), sign * pi / 2));
    CHECK(same(core::atan2(sign * infinity, infinity), sign * pi / 4));
    CHECK(same(core::atan2(sign * infinity, -infinity), sign * 0x1.2d97c7f3321d2p1));
    CHECK(same(core::atan2(sign * smallest, largest), sign * 0.0));
    CHECK(same(core::atan2(sign * largest, smallest), sign * pi / 2));
    CHECK(same(core::atan2(sign * smallest, -largest), sign * pi));
    CHECK(same(core::atan2(sign * largest, largest), sign * pi / 4));
    CHECK(same(core::atan2(sign * smallest, smallest), sign * pi / 4));
    CHECK(same(core::atan2(sign, not_a_number), not_a_number));
    CHECK(same(core::atan2(-not_a_number, sign), not_a_number));
  }
}

TEST_CASE("elementary: sqrt is the hardware's, with our NaN") {
  CHECK(same(core::sqrt(2.0), 0x1.6a09e667f3bcdp0));
  CHECK(same(core::sqrt(0.0), 0.0));
  CHECK(same(core::sqrt(-0.0), -0.0));
  CHECK(same(core::sqrt(infinity), infinity));
  for (const double x : {-1.0, -smallest, -infinity, not_a_number, -not_a_number})
    CHECK(same(core::sqrt(x), not_a_number));
}

// The bounds below are those that the header states. They were measured on 1e7 arguments per range with the
// same oracle.

TEST_CASE("elementary: accuracy of exp and expm1" * doctest::skip(oracle_is_poor)) {
  CHECK(worst_between(core::exp, expl, -1.0, 1.0) < 0.52);
  CHECK(worst_between(core::exp, expl, -708.0, 709.78) < 0.52);
  CHECK(worst_spread(core::exp, expl, 900, 1026) < 0.52);
  CHECK(worst_between(core::exp, expl, -746.0, -708.0) < 0.76);
  CHECK(worst_between(core::expm1, expm1l, -0.5, 0.5) < 0.63);
  CHECK(worst_between(core::expm1, expm1l, -40.0, 709.78) < 0.63);
  CHECK(worst_spread(core::expm1, expm1l, 0, 1026) < 0.63);
}

TEST_CASE("elementary: accuracy of log and log1p" * doctest::skip(oracle_is_poor)) {
  const auto positive = [](Random& random) { return std::fabs(random.spread(0, 2046)); };
  const auto above_minus_one = [](Random& random) { return -1.0 + std::fabs(random.spread(970, 1022)); };
  CHECK(worst_between(core::log, logl, 0.5, 2.0) < 0.51);
  CHECK(worst_between(core::log, logl, 0.97, 1.03) < 0.51);
  CHECK(worst(core::log, logl, positive) < 0.51);
  CHECK(worst_between(core::log1p, log1pl, -0.03, 0.03) < 0.51);
  CHECK(worst_between(core::log1p, log1pl, -0.9, 10.0) < 0.51);
  CHECK(worst(core::log1p, log1pl, above_minus_one) < 0.51);
  CHECK(worst(core::log1p, log1pl, positive) < 0.51);
}

TEST_CASE("elementary: accuracy of sin, cos and tan" * doctest::skip(oracle_is_poor)) {
  const struct {
    Function ours;
    Oracle oracle;
    double bound;
  } functions[] = {{core::sin, sinl, 0.63}, {core::cos, cosl, 0.63}, {core::tan, tanl, 0.78}};
  const auto near_zeros = [](Random& random) {
    return static_cast<double>(random.next() % 60'000) * (pi / 2) + random.spread(963, 1018);
  };
  for (const auto& f : functions) {
    CHECK(worst_between(f.ours, f.oracle, -0.8, 0.8) < f.bound);
    CHECK(worst_between(f.ours, f.oracle, -7.0, 7.0) < f.bound);
    CHECK(worst_between(f.ours, f.oracle, -1.1e5, 1.1e5) < f.bound);
    CHECK(worst_spread(f.ours, f.oracle, 0, 2046) < f.bound);
    CHECK(worst(f.ours, f.oracle, near_zeros) < f.bound);
  }
}

TEST_CASE("elementary: accuracy of the inverse trigonometric functions" * doctest::skip(oracle_is_poor)) {
  const auto near_one = [](Random& random) { return 1.0 - std::fabs(random.spread(970, 1021)); };
  const auto near_minus_one = [](Random& random) { return std::fabs(random.spread(970, 1021)) - 1.0; };
  CHECK(worst_between(core::atan, atanl, -1.0, 1.0) < 0.62);
  CHECK(worst_between(core::atan, atanl, -20.0, 20.0) < 0.62);
  CHECK(worst_spread(core::atan, atanl, 0, 2046) < 0.62);
  CHECK(worst_between(core::asin, asinl, -1.0, 1.0) < 0.7);
  CHECK(worst_spread(core::asin, asinl, 0, 1022) < 0.7);
  CHECK(worst(core::asin, asinl, near_one) < 0.7);
  CHECK(worst_between(core::acos, acosl, -1.0, 1.0) < 0.7);
  CHECK(worst(core::acos, acosl, near_one) < 0.7);
  CHECK(worst(core::acos, acosl, near_minus_one) < 0.7);
}

TEST_CASE("elementary: accuracy of atan2" * doctest::skip(oracle_is_poor)) {
  const auto within_one = [](Random& r) { return Pair{r.uniform(-1.0, 1.0), r.uniform(-1.0, 1.0)}; };
  const auto wide = [](Random& r) { return Pair{r.spread(1000, 1046), r.spread(1000, 1046)}; };
  const auto anything = [](Random& r) { return Pair{r.spread(0, 2046), r.spread(0, 2046)}; };
  const auto small = [](Random& r) { return Pair{r.spread(0, 60), r.spread(0, 60)}; };
  const auto large = [](Random& r) { return Pair{r.spread(2000, 2046), r.spread(2000, 2046)}; };
  CHECK(worst_of_two(core::atan2, atan2l, within_one) < 0.62);
  CHECK(worst_of_two(core::atan2, atan2l, wide) < 0.62);
  CHECK(worst_of_two(core::atan2, atan2l, anything) < 0.62);
  CHECK(worst_of_two(core::atan2, atan2l, small) < 0.62);
  CHECK(worst_of_two(core::atan2, atan2l, large) < 0.62);
}

TEST_CASE("elementary: accuracy of pow" * doctest::skip(oracle_is_poor)) {
  const auto usual = [](Random& r) { return Pair{r.uniform(0.0, 10.0), r.uniform(-5.0, 5.0)}; };
  const auto near_one = [](Random& r) { return Pair{1.0 + r.uniform(-0.009, 0.009), r.uniform(-7e4, 7e4)}; };
  const auto high = [](Random& r) { return Pair{r.uniform(0.7, 1.5), r.uniform(-1700.0, 1700.0)}; };
  const auto negative = [](Random& r) {
    return Pair{r.uniform(-9.0, 0.0), static_cast<double>(r.next() % 200)};
  };
  const auto subnormal = [](Random& r) { return Pair{r.uniform(1.5, 2.0), r.uniform(-1850.0, -1000.0)}; };
  const auto anything = [](Random& r) { return Pair{std::fabs(r.spread(0, 2046)), r.spread(1000, 1026)}; };
  CHECK(worst_of_two(core::pow, powl, usual) < 0.52);
  CHECK(worst_of_two(core::pow, powl, near_one) < 0.52);
  CHECK(worst_of_two(core::pow, powl, high) < 0.52);
  CHECK(worst_of_two(core::pow, powl, negative) < 0.52);
  CHECK(worst_of_two(core::pow, powl, subnormal) < 0.76);
  CHECK(worst_of_two(core::pow, powl, anything) < 0.76);
}

// This pins the bits, whatever their accuracy: compilers, flags and machines that pass it agree on every
// result below. A deliberate change of an algorithm changes the constants, and with them every pinned result
// of a simulation.
namespace {

class Fnv1a {
 public:
  void add(double x) {
    for (int shift = 0; shift < 64; shift += 8)
      state_ = (state_ ^ ((bits(x) >> shift) & 0xff)) * 0x100000001b3;
  }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325;
};

std::vector<double> pinned_arguments() {
  std::vector<double> list = {0.0, smallest, DBL_MIN, 0x1p-27, 0.25,    0.5,      1.0,         pi / 2,
                              2.0, 3.0,      16.0,    1e22,    largest, infinity, not_a_number};
  Random random;
  for (int i = 0; i < 3000; ++i) {
    list.push_back(random.uniform(0.0, 1.0));
    list.push_back(random.uniform(0.0, 10.0));
    list.push_back(random.uniform(0.0, 800.0));
    list.push_back(std::fabs(random.spread(0, 2046)));
  }
  const std::size_t count = list.size();
  for (std::size_t i = 0; i < count; ++i) list.push_back(-list[i]);
  return list;
}

std::uint64_t digest(Function f) {
  Fnv1a hash;
  for (const double x : pinned_arguments()) hash.add(f(x));
  return hash.value();
}

std::uint64_t digest(double (*f)(double, double)) {
  const std::vector<double> list = pinned_arguments();
  Fnv1a hash;
  for (std::size_t i = 0; i < list.size(); ++i)
    for (const std::size_t stride : {1U, 7U, 5000U})
      hash.add(f(list[i], list[(i * stride + stride) % list.size()]));
  return hash.value();
}

} // namespace

TEST_CASE("elementary: the same bits on every machine") {
  CHECK(digest(core::exp) == 0x5b31f3f9b4832cf6);
  CHECK(digest(core::expm1) == 0x88025f716f3b4c17);
  CHECK(digest(core::log) == 0x60023df6d3d5d1b0);
  CHECK(digest(core::log1p) == 0x8801999224d30059);
  CHECK(digest(core::pow) == 0xefc9fb56d6938c16);
  CHECK(digest(core::sin) == 0x425c81ff93fb6141);
  CHECK(digest(core::cos) == 0xdfd1ee3661418c85);
  CHECK(digest(core::tan) == 0xbe70a9867269ad45);
  CHECK(digest(core::atan) == 0xf0e9b930c12c22bd);
  CHECK(digest(core::atan2) == 0xdbda0c7333eaae17);
  CHECK(digest(core::asin) == 0x42f1b5af1a85abf5);
  CHECK(digest(core::acos) == 0x130e86b0fd599e5e);
  CHECK(digest([](double x) { return core::sqrt(x); }) == 0x8c2da34ec1976a74);
}
