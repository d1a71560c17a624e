#pragma once
// How long an interceptor takes to a point: reach and time only.
#include <array>
#include <optional>
#include <variant>
#include <vector>

namespace equipoise::engagement {

/// A point mass with constant net acceleration along its path to burnout speed, then drag at a ballistic
/// coefficient and gravity. Its path is the straight line to the predicted point, or an arc of a circle
/// raised over it. SI.
struct PointMassFlyout {
  double boost_time_s = 0.0;
  double burnout_speed_m_per_s = 0.0;
  double ballistic_coefficient_kg_per_m2 = 0.0;
  double min_speed_m_per_s = 0.0; ///< slower than this it no longer intercepts
};

/// For textbook cases: any point takes the same time.
struct ConstantTimeFlyout {
  double time_s = 0.0;
};

using Flyout = std::variant<PointMassFlyout, ConstantTimeFlyout>;

/// The family of paths: the straight line, and arcs of 1600 to 50 km radius, fine enough that the soonest of
/// them is within a few seconds of any arc's. Free fall at 1 to 2 km/s bends by g / v^2, 100 to 400 km; 2
/// km/s on the tightest arc is 8 standard gravities.
inline constexpr std::array<double, 13> path_curvatures_per_m{
    0.0,          1.0 / 1.6e6,  2.0 / 1.6e6,  3.0 / 1.6e6,  4.0 / 1.6e6,  6.0 / 1.6e6, 8.0 / 1.6e6,
    10.0 / 1.6e6, 12.0 / 1.6e6, 14.0 / 1.6e6, 16.0 / 1.6e6, 24.0 / 1.6e6, 32.0 / 1.6e6};

/// Time from launch to a point at `slant_range_m` and `elevation_rad` as seen from a launcher at
/// `launch_altitude_m`, on the path of one curvature. Nothing if it arrives slower than its least speed,
/// falls below half of that on the way, or would have to leave below the horizontal or behind the vertical.
/// Domain: slant range >= 0, elevation in [-pi/2, pi/2]. Error below 1 ms to 250 km (against the same
/// equations in small steps of time).
std::optional<double> path_time_s(const PointMassFlyout& flyout, double launch_altitude_m,
                                  double slant_range_m, double elevation_rad, double curvature_per_m);

/// The soonest of the family: the slow, direct solution. Domain: as path_time_s.
std::optional<double> flight_time_s(const Flyout& flyout, double launch_altitude_m, double slant_range_m,
                                    double elevation_rad);

/// How finely a table is laid out.
struct FlyoutGrid {
  int departures = 72; ///< angles from the horizontal to the vertical
  double step_m = 2500.0;
};

/// flight_time_s of a point mass as a table, for one launcher. For each curvature, the flights at several
/// departures, each integrated once along its arc; between them cubic. Error of the time to points up to 40
/// km high: below 10 ms to 60 km, 30 ms to 250 km, 60 ms to 400 km; whether a point is reached differs for
/// less than one in 500 (flyout_test.cpp).
class FlyoutTable {
 public:
  /// Domain: a grid of at least four departures, its step and the greatest range above 0.
  FlyoutTable(const PointMassFlyout& flyout, double launch_altitude_m, double max_range_m,
              const FlyoutGrid& grid = {});

  /// As flight_time_s, in the same domain. Nothing beyond the greatest range.
  std::optional<double> time_s(double slant_range_m, double elevation_rad) const;

 private:
  struct Node {
    double time_s;
    double speed_squared; ///< 0: it does not get here
  };
  struct Sheet {
    double curvature_per_m;
    std::size_t columns;
    std::vector<Node> nodes; ///< departures by way
  };
  std::optional<double> time_on(const Sheet& sheet, double slant_range_m, double elevation_rad) const;

  PointMassFlyout flyout_;
  FlyoutGrid grid_;
  double max_range_m_;
  double boost_distance_m_;
  std::vector<Sheet> sheets_;
};

} // namespace equipoise::engagement
