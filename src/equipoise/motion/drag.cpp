#include "equipoise/motion/drag.hpp"

#include <array>

namespace equipoise::motion {
namespace {
constexpr std::array v2_points{
    DragPoint{0.0, 0.15},  DragPoint{0.6, 0.15},  DragPoint{0.7, 0.16}, DragPoint{0.8, 0.18},
    DragPoint{0.9, 0.23},  DragPoint{1.0, 0.30},  DragPoint{1.1, 0.40}, DragPoint{1.18, 0.42},
    DragPoint{1.2, 0.415}, DragPoint{1.3, 0.38},  DragPoint{1.4, 0.36}, DragPoint{1.5, 0.325},
    DragPoint{1.6, 0.30},  DragPoint{1.7, 0.275}, DragPoint{1.8, 0.26}, DragPoint{1.9, 0.25},
    DragPoint{2.0, 0.24},  DragPoint{3.0, 0.21},  DragPoint{4.0, 0.18}, DragPoint{5.0, 0.155},
    DragPoint{5.5, 0.15},
};
} // namespace

std::span<const DragPoint> v2_drag_table() {
  return v2_points;
}

double drag_coefficient(std::span<const DragPoint> table, double mach) {
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (mach >= table[i].mach) continue;
    const DragPoint& a = table[i - 1];
    const DragPoint& b = table[i];
    return a.coefficient + (b.coefficient - a.coefficient) * (mach - a.mach) / (b.mach - a.mach);
  }
  return table.back().coefficient;
}

} // namespace equipoise::motion
