#pragma once
#include <array>
#include <span>
#include <string_view>

namespace equipoise::motion {

struct DragPoint {
  double mach, coefficient;
};

/// Zero-lift drag coefficients on the body's cross-section against Mach number. Sources: the V-2 in Sutton
/// (1963), "Rocket Propulsion Elements", 3rd ed., p. 119; the others, for missiles of the size of an Atlas or
/// Titan and of a Minuteman, after D. Wright; all as carried by open trajectory codes (data/drag_curves.csv).
inline constexpr std::array<std::string_view, 3> drag_table_names{"V-2", "large liquid", "large solid"};
enum class DragTable { v2, large_liquid, large_solid };
std::span<const DragPoint> drag_table(DragTable table);

/// Linear between the points, constant beyond them. Domain: mach >= 0, a table with points.
double drag_coefficient(std::span<const DragPoint> table, double mach);

} // namespace equipoise::motion
