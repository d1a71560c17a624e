#pragma once
#include <span>

namespace equipoise::motion {

struct DragPoint {
  double mach, coefficient;
};

/// Zero-lift drag coefficient of the V-2 on its body cross-section against Mach number.
/// Source: Sutton (1963), "Rocket Propulsion Elements", 3rd ed., p. 119, as carried by open trajectory codes.
std::span<const DragPoint> v2_drag_table();

/// Linear between the points, constant beyond them. Domain: mach >= 0.
double drag_coefficient(std::span<const DragPoint> table, double mach);

} // namespace equipoise::motion
