#include "equipoise/engagement/flyout.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/earth/atmosphere.hpp"

namespace equipoise::engagement {
namespace {

constexpr double earth_radius_m = 6371000.0;

double squared(double x) {
  return x * x;
}

/// Turns a direction in the vertical plane.
struct Turn {
  double cosine, sine;
  explicit Turn(double angle_rad) : cosine(core::cos(angle_rad)), sine(core::sin(angle_rad)) {}
};
struct Planar {
  double x, y; ///< away and up
};
Planar turned(const Planar& d, const Turn& by) {
  return {d.x * by.cosine - d.y * by.sine, d.x * by.sine + d.y * by.cosine};
}

/// The coast along one arc, step by step. The square of the speed obeys a linear equation in the way s:
/// d(v^2)/ds = -rho / beta v^2 - 2 g dh/ds.
class Coast {
 public:
  Coast(const PointMassFlyout& f, double launch_altitude_m, double departure_rad, double curvature_per_m,
        double boost_distance_m, double step_m)
      : ballistic_coefficient_(f.ballistic_coefficient_kg_per_m2),
        floor_squared_(squared(0.5 * f.min_speed_m_per_s)),
        step_(step_m),
        quarter_(-0.25 * curvature_per_m * step_m),
        half_(-0.5 * curvature_per_m * step_m),
        time_(f.boost_time_s),
        speed_squared_(squared(f.burnout_speed_m_per_s)) {
    const double back = 0.5 * curvature_per_m * boost_distance_m, bend = 0.25 * curvature_per_m * step_m;
    const double chord = back == 0.0 ? boost_distance_m : boost_distance_m * core::sin(back) / back;
    half_chord_ = bend == 0.0 ? 0.5 * step_m : 0.5 * step_m * core::sin(bend) / bend;
    const auto mean = core::sincos(departure_rad - back), now = core::sincos(departure_rad - 2.0 * back);
    place_ = {chord * mean.cos, launch_altitude_m + earth_radius_m + chord * mean.sin};
    direction_ = {now.cos, now.sin};
    here_ = felt();
  }

  double time_s() const { return time_; }
  double speed_squared() const { return speed_squared_; }

  /// False if it gets too slow; then it stays where it is.
  bool step() {
    const Felt start = here_;
    go_half_step();
    const Felt middle = felt();
    go_half_step();
    const Felt end = felt();
    const double h = step_, w = speed_squared_;
    const double k1 = start.slope(w);
    const double k2 = middle.slope(w + 0.5 * h * k1);
    const double k3 = middle.slope(w + 0.5 * h * k2);
    const double k4 = end.slope(w + h * k3);
    const double next = w + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    const double mid = w + h / 24.0 * (5.0 * k1 + 4.0 * k2 + 4.0 * k3 - k4);
    if (!(next > floor_squared_) || !(mid > floor_squared_)) return false;
    // Simpson over 1 / v.
    time_ += h / 6.0 * (1.0 / core::sqrt(w) + 4.0 / core::sqrt(mid) + 1.0 / core::sqrt(next));
    speed_squared_ = next;
    here_ = end;
    return true;
  }

 private:
  struct Felt {
    double drag, fall;
    double slope(double speed_squared) const { return -drag * speed_squared - fall; }
  };

  void go_half_step() {
    const Planar middle = turned(direction_, quarter_);
    place_ = {place_.x + half_chord_ * middle.x, place_.y + half_chord_ * middle.y};
    direction_ = turned(direction_, half_);
  }

  Felt felt() const {
    const double radius = core::sqrt(place_.x * place_.x + place_.y * place_.y);
    const double climb = (place_.x * direction_.x + place_.y * direction_.y) / radius;
    return {earth::standard_air(radius - earth_radius_m).density_kg_per_m3 / ballistic_coefficient_,
            2.0 * core::standard_gravity_m_per_s2 * climb};
  }

  double ballistic_coefficient_, floor_squared_, step_;
  Turn quarter_, half_; ///< of the direction over a quarter and half of a step
  double half_chord_ = 0.0;
  double time_, speed_squared_;
  Planar place_{}; ///< from the centre of the earth
  Planar direction_{};
  Felt here_{};
};

double boost_distance_m(const PointMassFlyout& f) {
  return 0.5 * f.burnout_speed_m_per_s * f.boost_time_s;
}

double boost_time_to(const PointMassFlyout& f, double distance_m) {
  return core::sqrt(2.0 * distance_m * f.boost_time_s / f.burnout_speed_m_per_s);
}

/// The arc of a curvature that ends in a point.
struct Arc {
  double departure_rad, distance_m;
};
std::optional<Arc> arc_to(double slant_range_m, double elevation_rad, double curvature_per_m) {
  constexpr double sine_of_70_deg = 0.94;
  const double sine = 0.5 * curvature_per_m * slant_range_m;
  if (sine > sine_of_70_deg) return std::nullopt;
  const double raised = sine > 0.0 ? core::asin(sine) : 0.0;
  const Arc arc{elevation_rad + raised, sine > 0.0 ? 2.0 * raised / curvature_per_m : slant_range_m};
  if (arc.departure_rad < 0.0 || arc.departure_rad > 0.5 * core::pi) return std::nullopt;
  return arc;
}

std::optional<double> sooner(const std::optional<double>& a, const std::optional<double>& b) {
  return !a || (b && *b < *a) ? b : a;
}

} // namespace

std::optional<double> path_time_s(const PointMassFlyout& f, double launch_altitude_m, double slant_range_m,
                                  double elevation_rad, double curvature_per_m) {
  EQUIPOISE_PRECONDITION(slant_range_m >= 0.0 && curvature_per_m >= 0.0);
  EQUIPOISE_PRECONDITION(-0.5 * core::pi <= elevation_rad && elevation_rad <= 0.5 * core::pi);
  const auto arc = arc_to(slant_range_m, elevation_rad, curvature_per_m);
  if (!arc) return std::nullopt;
  const double boost_m = boost_distance_m(f);
  if (arc->distance_m <= boost_m) return boost_time_to(f, arc->distance_m);
  constexpr double longest_step_m = 1000.0;
  const int steps = static_cast<int>((arc->distance_m - boost_m) / longest_step_m) + 1;
  Coast coast(f, launch_altitude_m, arc->departure_rad, curvature_per_m, boost_m,
              (arc->distance_m - boost_m) / steps);
  for (int i = 0; i < steps; ++i)
    if (!coast.step()) return std::nullopt;
  if (coast.speed_squared() < squared(f.min_speed_m_per_s)) return std::nullopt;
  return coast.time_s();
}

std::optional<double> flight_time_s(const Flyout& flyout, double launch_altitude_m, double slant_range_m,
                                    double elevation_rad) {
  if (const auto* constant = std::get_if<ConstantTimeFlyout>(&flyout)) return constant->time_s;
  std::optional<double> soonest;
  for (const double curvature : path_curvatures_per_m)
    soonest = sooner(soonest, path_time_s(std::get<PointMassFlyout>(flyout), launch_altitude_m, slant_range_m,
                                          elevation_rad, curvature));
  return soonest;
}

FlyoutTable::FlyoutTable(const PointMassFlyout& flyout, double launch_altitude_m, double max_range_m,
                         const FlyoutGrid& grid)
    : flyout_(flyout), grid_(grid), max_range_m_(max_range_m), boost_distance_m_(boost_distance_m(flyout)) {
  EQUIPOISE_PRECONDITION(grid.departures >= 4 && grid.step_m > 0.0 && max_range_m > 0.0);
  for (const double curvature : path_curvatures_per_m) {
    // No arc is longer than the way to the greatest range, or to where the arc's own limit is.
    const double chord_m = curvature > 0.0 ? std::min(max_range_m, 1.87 / curvature) : max_range_m;
    const auto longest = arc_to(chord_m, 0.0, curvature);
    const double coast_m = std::max(longest ? longest->distance_m - boost_distance_m_ : 0.0, 0.0);
    Sheet sheet{curvature, static_cast<std::size_t>(coast_m / grid.step_m) + 2, {}};
    sheet.nodes.reserve(sheet.columns * static_cast<std::size_t>(grid.departures));
    for (int i = 0; i < grid.departures; ++i) {
      const double departure = 0.5 * core::pi * i / (grid.departures - 1);
      Coast coast(flyout, launch_altitude_m, departure, curvature, boost_distance_m_, grid.step_m);
      sheet.nodes.push_back({coast.time_s(), coast.speed_squared()});
      bool gets_on = true;
      for (std::size_t k = 1; k < sheet.columns; ++k) {
        gets_on = gets_on && coast.step();
        sheet.nodes.push_back({coast.time_s(), gets_on ? coast.speed_squared() : 0.0});
      }
    }
    sheets_.push_back(std::move(sheet));
  }
}

std::optional<double> FlyoutTable::time_on(const Sheet& sheet, double slant_range_m,
                                           double elevation_rad) const {
  const auto arc = arc_to(slant_range_m, elevation_rad, sheet.curvature_per_m);
  if (!arc) return std::nullopt;
  if (arc->distance_m <= boost_distance_m_) return boost_time_to(flyout_, arc->distance_m);
  const double h = grid_.step_m, along = (arc->distance_m - boost_distance_m_) / h;
  const std::size_t column = std::min(static_cast<std::size_t>(along), sheet.columns - 2);
  const double u = along - static_cast<double>(column), u2 = u * u, u3 = u2 * u;
  const double across = arc->departure_rad / (0.5 * core::pi) * (grid_.departures - 1);
  const int row = std::clamp(static_cast<int>(across) - 1, 0, grid_.departures - 4);
  const double p = across - row; // Lagrange over rows 0 to 3
  const std::array<double, 4> weights{-(p - 1) * (p - 2) * (p - 3) / 6.0, p * (p - 2) * (p - 3) / 2.0,
                                      -p * (p - 1) * (p - 3) / 2.0, p * (p - 1) * (p - 2) / 6.0};
  double time = 0.0, speed_squared = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Node* node = &sheet.nodes[(static_cast<std::size_t>(row) + i) * sheet.columns + column];
    const Node &a = node[0], &b = node[1];
    if (b.speed_squared <= 0.0) return std::nullopt;
    // Cubic Hermite along the way, where dt/ds = 1 / v.
    time += weights[i] *
            ((2 * u3 - 3 * u2 + 1) * a.time_s + (3 * u2 - 2 * u3) * b.time_s +
             h * ((u3 - 2 * u2 + u) / core::sqrt(a.speed_squared) + (u3 - u2) / core::sqrt(b.speed_squared)));
    speed_squared += weights[i] * (a.speed_squared + u * (b.speed_squared - a.speed_squared));
  }
  if (speed_squared < squared(flyout_.min_speed_m_per_s)) return std::nullopt;
  return time;
}

std::optional<double> FlyoutTable::time_s(double slant_range_m, double elevation_rad) const {
  EQUIPOISE_PRECONDITION(slant_range_m >= 0.0 && -0.5 * core::pi <= elevation_rad &&
                         elevation_rad <= 0.5 * core::pi);
  std::optional<double> soonest;
  if (slant_range_m > max_range_m_) return soonest;
  for (const Sheet& sheet : sheets_) soonest = sooner(soonest, time_on(sheet, slant_range_m, elevation_rad));
  return soonest;
}

} // namespace equipoise::engagement
