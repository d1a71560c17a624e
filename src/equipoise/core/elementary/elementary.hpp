#pragma once
// Elementary functions that give the same bits on every machine, compiler and optimisation level.
//
// They use only IEEE 754 binary64 + - * / sqrt in round-to-nearest, integers and bit casts: never libm, whose
// results differ between versions. Build with -ffp-contract=off and without -ffast-math.
//
// Every NaN returned is the positive quiet NaN without payload, because the sign and payload of a NaN that
// hardware makes depend on the machine. Other special values follow ISO C Annex F. errno and the exception
// flags are not maintained.
//
// "< 0.6 ulp" bounds |result - exact| in units in the last place of the exact result. The bounds are
// measured, not proved: on 1e7 arguments per range, and again in elementary_test.cpp. Sources are listed in
// elementary.cpp.
#include <bit>
#include <cstdint>

namespace equipoise::core {

/// e to the x, for all x: < 0.52 ulp, subnormal results < 0.76 ulp. exp(-inf) = 0, exp(inf) = inf.
/// Method: Tang (1989), a table of 2^(j/64) and a short series.
double exp(double x);

/// exp(x) - 1 without cancellation, for all x: < 0.63 ulp.
/// expm1(+-0) = +-0, expm1(-inf) = -1, expm1(inf) = inf.
/// Method: Tang (1992), as exp; a series for |x| < 1/16.
double expm1(double x);

/// Natural logarithm, for x >= 0: < 0.51 ulp. log(+-0) = -inf, log(inf) = inf, log(x < 0) = NaN.
/// Method: Tang (1990), a table of logarithms of short reciprocals and a short series.
double log(double x);

/// log(1 + x) without cancellation, for x >= -1: < 0.51 ulp.
/// log1p(+-0) = +-0, log1p(-1) = -inf, log1p(inf) = inf, log1p(x < -1) = NaN.
/// Method: as log, with the rounding error of 1 + x carried along.
double log1p(double x);

/// x to the y, for all x and y: < 0.52 ulp, subnormal results < 0.76 ulp. Special values as C's pow
/// (F.10.4.4). Method: exp(y log x) with the logarithm and the product in double-double (Dekker 1971), about
/// 68 bits.
double pow(double x, double y);

struct SinCos {
  double sin;
  double cos;
};

/// Sine of x radians, for every finite x: < 0.63 ulp. sin(+-0) = +-0, sin(+-inf) = NaN.
/// Method: reduction by Cody & Waite (1980) with a double-double remainder up to 1e5, by Payne & Hanek (1983)
/// beyond and wherever cancellation is heavy; minimax polynomials on [-pi/4, pi/4].
double sin(double x);

/// Cosine of x radians, for every finite x: < 0.63 ulp. cos(+-inf) = NaN. Method: as sin.
double cos(double x);

/// Bit for bit {sin(x), cos(x)}, for less than the price of both.
SinCos sincos(double x);

/// Tangent of x radians, for every finite x: < 0.78 ulp. tan(+-0) = +-0, tan(+-inf) = NaN.
/// Method: as sin, then a quotient of double-doubles (Dekker 1971).
double tan(double x);

/// Arc tangent, in [-pi/2, pi/2], for all x: < 0.62 ulp. atan(+-0) = +-0, atan(+-inf) = +-pi/2.
/// Method: a table of atan(c) at 64 points and the series of atan((x - c) / (1 + c x)), as Gal & Bachelis
/// (1991).
double atan(double x);

/// Angle from the x axis to the point (x, y), in [-pi, pi], for all x and y: < 0.62 ulp.
/// Special values as C's atan2 (F.10.1.4): signed zeros choose the side of the cut, infinities count as
/// equal. Method: as atan, with the rounding error of y / x carried along (Dekker 1971).
double atan2(double y, double x);

/// Arc sine, in [-pi/2, pi/2], for |x| <= 1: < 0.7 ulp. asin(+-0) = +-0, asin(|x| > 1) = NaN.
/// Method: minimax polynomial up to 1/2, beyond it asin x = pi/2 - 2 asin sqrt((1 - x)/2) (Cody & Waite
/// 1980).
double asin(double x);

/// Arc cosine, in [0, pi], for |x| <= 1: < 0.7 ulp. acos(1) = 0, acos(|x| > 1) = NaN. Method: as asin.
double acos(double x);

/// Square root, correctly rounded by the hardware as IEEE 754 demands. sqrt(-0) = -0, sqrt(x < 0) = NaN.
inline double sqrt(double x) {
  return x >= 0.0 ? __builtin_sqrt(x) : std::bit_cast<double>(std::uint64_t{0x7ff8000000000000});
}

} // namespace equipoise::core
