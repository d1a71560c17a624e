#include "equipoise/catalogue/reach.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::catalogue {
namespace {

using core::Dimension;
using core::format_quantity;
using engagement::FlyoutTable;

/// To a point at a slant range and an altitude over a round earth.
std::optional<double> time_to(const FlyoutTable& table, double range_m, double altitude_m) {
  constexpr double radius_m = 6371000.0;
  const double sine =
      (altitude_m * (2.0 * radius_m + altitude_m) - range_m * range_m) / (2.0 * radius_m * range_m);
  if (sine > 1.0) return std::nullopt;
  return table.time_s(range_m, core::asin(sine));
}

constexpr int altitude_steps = 60;

/// The altitudes reached at a range, and the soonest time.
ClassReach at_range(const FlyoutTable& table, const engagement::Envelope& envelope, double range_m) {
  ClassReach found;
  for (int i = 0; i <= altitude_steps; ++i) {
    const double altitude =
        envelope.min_altitude_m + (envelope.max_altitude_m - envelope.min_altitude_m) * i / altitude_steps;
    const auto time = time_to(table, range_m, altitude);
    if (!time) continue;
    if (found.range_m == 0.0) found.lowest_m = altitude;
    if (found.range_m == 0.0 || *time < found.time_s) found.time_s = *time;
    found.range_m = range_m;
    found.highest_m = altitude;
  }
  return found;
}

ClassReach class_reach(const FlyoutTable& table, const engagement::Envelope& envelope) {
  constexpr int steps = 500; // 0.2 % of the range
  ClassReach found;
  for (int i = steps; i > 0 && found.range_m == 0.0; --i)
    found = at_range(table, envelope, envelope.max_range_m * i / steps);
  for (int i = 0; i <= altitude_steps && found.ceiling_m == 0.0; ++i) {
    const double altitude = envelope.max_altitude_m * (altitude_steps - i) / altitude_steps;
    for (int k = 1; k <= 100 && found.ceiling_m == 0.0; ++k)
      if (time_to(table, envelope.max_range_m * k / 100, altitude)) found.ceiling_m = altitude;
  }
  found.published_range_m = envelope.max_range_m;
  found.published_ceiling_m = envelope.max_altitude_m;
  return found;
}

} // namespace

Reach reach(const Catalogue& catalogue, const std::string& key) {
  EQUIPOISE_PRECONDITION(catalogue.find(key) != nullptr && catalogue.find(key)->kind == "interceptor");
  const ParameterSet nominal;
  const engagement::Interceptor round = interceptor({catalogue, nominal}, key, Belief::brochure);
  double farthest_m = 0.0, highest_m = 0.0;
  for (const engagement::Envelope& e : round.envelope) {
    farthest_m = std::max(farthest_m, e.max_range_m);
    highest_m = std::max(highest_m, e.max_altitude_m);
  }
  const FlyoutTable table(std::get<engagement::PointMassFlyout>(round.flyout), 0.0, farthest_m);
  Reach result;
  for (std::size_t c = 0; c < round.envelope.size(); ++c) {
    const engagement::Envelope& e = round.envelope[c];
    const std::string target(engagement::target_class_names[c]);
    const auto same =
        std::find_if(result.classes.begin(), result.classes.end(), [&](const ClassReach& other) {
          return other.published_range_m == e.max_range_m && other.published_ceiling_m == e.max_altitude_m;
        });
    if (same != result.classes.end()) {
      same->targets += ", " + target;
      continue;
    }
    result.classes.push_back(class_reach(table, e));
    result.classes.back().targets = target;
  }
  constexpr int columns = 10, rows = 10;
  for (int k = 1; k <= columns; ++k) result.ranges_m.push_back(farthest_m * k / columns);
  for (int i = 0; i <= rows; ++i) {
    result.altitudes_m.push_back(highest_m * i / rows);
    result.time_s.emplace_back();
    for (const double range_m : result.ranges_m)
      result.time_s.back().push_back(time_to(table, range_m, result.altitudes_m.back()));
  }
  return result;
}

std::vector<std::string> contradictions(const Reach& reach) {
  constexpr double rounding = 0.995; // the range is searched in steps of 0.2 %
  std::vector<std::string> said;
  for (const ClassReach& c : reach.classes) {
    if (c.range_m < rounding * c.published_range_m)
      said.push_back(
          fmt::format("range of {} against {} by its speed, drag and least speed, at any altitude up to its "
                      "ceiling; published: {}",
                      format_quantity(c.range_m, Dimension::length, 3), c.targets,
                      format_quantity(c.published_range_m, Dimension::length, 3)));
    const std::string ceiling = format_quantity(c.published_ceiling_m, Dimension::length, 3);
    if (c.published_ceiling_m > c.published_range_m)
      said.push_back(fmt::format("ceiling of {} against {} lies beyond their slant range; published: {}",
                                 ceiling, c.targets,
                                 format_quantity(c.published_range_m, Dimension::length, 3)));
    else if (c.ceiling_m < c.published_ceiling_m)
      said.push_back(fmt::format("ceiling of {} against {} by its speed, drag and least speed; published: {}",
                                 format_quantity(c.ceiling_m, Dimension::length, 3), c.targets, ceiling));
  }
  return said;
}

} // namespace equipoise::catalogue
