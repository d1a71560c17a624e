#include "equipoise/catalogue/closure.hpp"

#include <fmt/format.h>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/catalogue/laid_flight.hpp"
#include "equipoise/catalogue/reach.hpp"
#include "equipoise/core/elementary/elementary.hpp"

namespace equipoise::catalogue {
namespace {

using core::Dimension;
using core::format_quantity;

std::string words(double value, Dimension dimension) {
  return format_quantity(value, dimension, 4);
}

std::string range_words(const Parameter& p) {
  return p.low == p.high ? words(p.nominal, p.dimension)
                         : words(p.low, p.dimension) + " to " + words(p.high, p.dimension);
}

/// A computed value beside a published one of the same quantity.
void compare(const Catalogue& catalogue, const std::string& key, const std::string& published,
             double computed, const std::string& how, Closures& closures) {
  constexpr double rounding = 0.01; // printed figures are rounded
  const Parameter* p = catalogue.find(key, published);
  if (p == nullptr || (computed >= p->low * (1.0 - rounding) && computed <= p->high * (1.0 + rounding)))
    return;
  closures.contradictions.push_back(fmt::format("{} of {} {}; published: {}", published,
                                                words(computed, p->dimension), how, range_words(*p)));
}

void close_missile(const Catalogue& catalogue, const std::string& key, Closures& closures) {
  const ParameterSet nominal;
  const Values values(catalogue, nominal);
  const double range_m = values(key, "range");
  const Parameter* stages = catalogue.find(key, "stages");
  if (stages != nullptr && stages->nominal > 1.0 && !values.has(key, "upper_stage_share")) {
    closures.contradictions.push_back(
        fmt::format("has {:.0f} stages and no upper_stage_share: it is flown as one", stages->nominal));
  }
  for (const int b : values.alternatives(key, "separates")) {
    const Body body = b == 0 ? Body::attached : Body::separated;
    const std::string suffix = body == Body::attached ? ", body attached" : ", body separated";
    motion::BallisticMissile missile = ballistic_missile(values, key, body);
    const auto propellant_kg = motion::propellant_for_range(missile, range_m);
    if (!propellant_kg) {
      closures.contradictions.push_back(
          fmt::format("no propellant mass below {} reaches {}{}",
                      words(missile.launch_mass_kg - missile.payload_mass_kg, Dimension::mass),
                      words(range_m, Dimension::length), suffix));
      continue;
    }
    missile.propellant_mass_kg = *propellant_kg;
    const double structure_kg = missile.launch_mass_kg - *propellant_kg - missile.payload_mass_kg;
    const double share = structure_kg / (missile.launch_mass_kg - missile.payload_mass_kg);
    closures.values.push_back({"propellant_mass" + suffix, Dimension::mass, *propellant_kg,
                               "solved so that the longest flight is the published range"});
    closures.values.push_back(
        {"structure_mass" + suffix, Dimension::mass, structure_kg,
         fmt::format("launch mass less propellant and payload: {:.0f} % of the stage", 100 * share)});
    const motion::LongestFlight longest = motion::longest_flight(missile);
    motion::FlightModel still;
    still.ellipsoid = earth::still_sphere;
    const double radius_m = still.ellipsoid.semi_major_axis_m;
    const motion::Flight flight =
        motion::fly(missile, {radius_m, 0.0, 0.0}, {longest.pitch_over_rad, 0.0}, still);
    const double speed = norm(flight.burnout.velocity);
    const double apogee_m = norm(flight.apogee.position) - radius_m;
    closures.values.push_back({"burnout_speed" + suffix, Dimension::speed, speed, "of that flight"});
    closures.values.push_back({"apogee" + suffix, Dimension::length, apogee_m, "of that flight"});
    const std::string how = "follows from range, masses, impulse and burn time" + suffix;
    compare(catalogue, key, "propellant_mass", *propellant_kg, how, closures);
    compare(catalogue, key, "burnout_speed", speed, how, closures);
    compare(catalogue, key, "apogee", apogee_m, how, closures);
    compare(catalogue, key, "empty_mass", missile.launch_mass_kg - *propellant_kg, how, closures);
  }
}

void close_radar(const Catalogue& catalogue, const std::string& key, Closures& closures) {
  const ParameterSet nominal;
  const Values values(catalogue, nominal);
  const double range_m = values(key, "range"), reference_m2 = values(key, "reference_cross_section");
  for (const double cross_section_m2 : {1.0, 0.1, 0.01, 0.001})
    closures.values.push_back({"range at " + words(cross_section_m2, Dimension::area), Dimension::length,
                               range_m * core::pow(cross_section_m2 / reference_m2, 0.25),
                               "fourth root of the cross-section, from the quoted range"});
}

} // namespace

Closures close(const Catalogue& catalogue, const std::string& key) {
  Closures closures;
  const Entry* entry = catalogue.find(key);
  if (entry != nullptr && entry->kind == "ballistic-missile") close_missile(catalogue, key, closures);
  if (entry != nullptr && entry->kind == "radar") close_radar(catalogue, key, closures);
  if (entry != nullptr && entry->kind == "interceptor")
    closures.contradictions = contradictions(reach(catalogue, key));
  if (entry != nullptr && (entry->kind == "cruise-missile" || entry->kind == "aircraft"))
    closures.contradictions = laid_flight(catalogue, key, std::nullopt).contradictions;
  return closures;
}

} // namespace equipoise::catalogue
