#include "equipoise/motion/ballistic/drag.hpp"

#include "equipoise/core/precondition.hpp"

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
constexpr std::array large_liquid_points{
    DragPoint{0, 0.2007},    DragPoint{0.7, 0.2286},  DragPoint{0.8, 0.2486}, DragPoint{0.9, 0.2825},
    DragPoint{1, 0.3402},    DragPoint{1.05, 0.3838}, DragPoint{1.1, 0.4304}, DragPoint{1.15, 0.4654},
    DragPoint{1.18, 0.4747}, DragPoint{1.2, 0.474},   DragPoint{1.4, 0.4374}, DragPoint{1.6, 0.4034},
    DragPoint{1.8, 0.372},   DragPoint{2, 0.343},     DragPoint{2.5, 0.2804}, DragPoint{3, 0.2305},
    DragPoint{3.5, 0.1918},  DragPoint{4, 0.1626},    DragPoint{4.5, 0.1416}, DragPoint{5.5, 0.1183},
    DragPoint{6, 0.1134},
};
constexpr std::array large_solid_points{
    DragPoint{0, 0.1007},    DragPoint{0.5, 0.1099}, DragPoint{0.7, 0.1286},  DragPoint{0.8, 0.1486},
    DragPoint{0.9, 0.1825},  DragPoint{1, 0.2402},   DragPoint{1.05, 0.2814}, DragPoint{1.1, 0.3229},
    DragPoint{1.15, 0.3535}, DragPoint{1.2, 0.3618}, DragPoint{1.4, 0.3358},  DragPoint{1.6, 0.3117},
    DragPoint{1.8, 0.2891},  DragPoint{2, 0.2682},   DragPoint{2.5, 0.2226},  DragPoint{3, 0.1859},
    DragPoint{3.5, 0.1571},  DragPoint{4, 0.1354},   DragPoint{4.5, 0.1198},  DragPoint{5.5, 0.1035},
    DragPoint{6, 0.101},
};
} // namespace

std::span<const DragPoint> drag_table(DragTable table) {
  switch (table) {
    case DragTable::large_liquid:
      return large_liquid_points;
    case DragTable::large_solid:
      return large_solid_points;
    default:
      return v2_points;
  }
}

double drag_coefficient(std::span<const DragPoint> table, double mach) {
  EQUIPOISE_PRECONDITION(!table.empty() && mach >= 0.0);
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (mach >= table[i].mach) continue;
    const DragPoint& a = table[i - 1];
    const DragPoint& b = table[i];
    return a.coefficient + (b.coefficient - a.coefficient) * (mach - a.mach) / (b.mach - a.mach);
  }
  return table.back().coefficient;
}

} // namespace equipoise::motion
