#pragma once
// The raid size at which a falling chance passes a level: N50, N90.
#include <string>
#include <vector>

namespace equipoise::analysis {

struct CurvePoint {
  double size;
  double chance;
};

/// Where the curve lies against the range of sizes that was played.
enum class Side { below, inside, above };

struct Crossing {
  Side side = Side::inside;
  double size = 0.0; ///< inside: linear between the sizes played; else the nearest size played
};

/// The first size at which the chance falls to `level`. Domain: points by rising size, at least one.
/// below: it is under the level at the smallest size played; above: still over it at the largest.
Crossing falls_to(const std::vector<CurvePoint>& curve, double level);

/// "11", "below 1", "above 60": to a whole missile.
std::string to_string(const Crossing& crossing);

/// Orders crossings for quantiles: below before inside before above.
double rank(const Crossing& crossing);

} // namespace equipoise::analysis
