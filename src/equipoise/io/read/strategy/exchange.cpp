#include <fmt/format.h>

#include <cmath>

#include "equipoise/io/read/strategy/reader.hpp"

namespace equipoise::io {
namespace {

using core::Dimension;
constexpr unsigned max_warheads = 400; ///< of one side

strategy::LauncherClass read_launchers(TableReader r) {
  strategy::LauncherClass l;
  l.name = r.text("class").value_or("");
  l.count = static_cast<unsigned>(r.integer("count", 0, max_warheads).value_or(0));
  l.availability = r.quantity("availability", Dimension::number, share, false).value_or(1.0);
  l.survivability = r.quantity("survivability", Dimension::number, share).value_or(1.0);
  l.reliability = r.quantity("reliability", Dimension::number, share, false).value_or(1.0);
  l.warheads = static_cast<unsigned>(r.integer("warheads", 1, 100, false).value_or(1));
  l.met = r.boolean("met", false).value_or(true);
  r.finish();
  return l;
}

strategy::Defence read_defence(TableReader r, StrategyReader& reader) {
  strategy::Defence d;
  d.deployment = reader.deployment(r);
  d.share = r.quantity("share", Dimension::number, share).value_or(0.0);
  if (r.has("battery_cost")) d.battery_cost = reader.range(r, "battery_cost", Dimension::money, money);
  d.curves = reader.curves(r, strategy::max_at_a_battery(d.deployment, max_warheads + 1));
  r.finish();
  return d;
}

strategy::Contender read_side(TableReader r, StrategyReader& reader) {
  strategy::Contender side;
  side.forces.name = r.text("name").value_or("");
  side.w80 = r.quantity("w80", Dimension::number, {0.1, 1e5}).value_or(1.0);
  side.destroyed_per_weapon =
      r.quantity("destroyed_per_weapon", Dimension::number, {0.0, 100.0}, false).value_or(0.0);
  if (r.has("missile_cost")) side.missile_cost = reader.range(r, "missile_cost", Dimension::money, money);
  for (const toml::Value* launchers : r.tables("launchers"))
    side.forces.launchers.push_back(read_launchers(r.below(*launchers, "launchers")));
  std::uint64_t warheads = 0;
  for (const auto& l : side.forces.launchers) warheads += std::uint64_t{l.count} * l.warheads;
  if (warheads > max_warheads)
    r.fault("launchers", fmt::format("{} warheads in all; allowed: at most {}", warheads, max_warheads));
  if (const toml::Value* value = r.optional_table("preemption")) {
    TableReader t = r.below(*value, "preemption");
    const auto number = [&](const char* key) {
      return t.quantity(key, Dimension::number, {-1e6, 1e6}).value_or(0.0);
    };
    side.preemption =
        strategy::PreemptionTable{number("no_war"), number("first"), number("struck"), number("mutual")};
    t.finish();
    if (std::isnan(strategy::preemption_threshold(*side.preemption)))
      r.fault("preemption", "gives no threshold: no_war - first and mutual - struck must sum to more than 0");
  }
  if (const toml::Value* defence = r.optional_table("defence"))
    side.defence = read_defence(r.below(*defence, "defence"), reader);
  r.finish();
  return side;
}

} // namespace

void read_exchange(TableReader r, StrategyReader& reader) {
  strategy::ExchangeQuestion q;
  q.beliefs = reader.beliefs;
  q.seed = reader.file.seed;
  const auto numbers = [&](const char* key, Bounds bounds, bool whole, const char* wanted) {
    std::vector<double> list;
    const toml::Value* value = r.value(key);
    const auto* array = value == nullptr ? nullptr : value->as<toml::Array>();
    bool proper = array != nullptr && !array->empty() && array->size() <= 101;
    if (proper)
      for (const toml::Value& element : *array) {
        const double number = element.number().value_or(NAN);
        proper = proper && number >= bounds.min && number <= bounds.max &&
                 (!whole || number == std::floor(number)) && (list.empty() || number > list.back());
        list.push_back(number);
      }
    if (value != nullptr && !proper) r.fault(key, wanted);
    return proper ? list : std::vector<double>{};
  };
  q.shares = numbers("share", share, false, "must be 1 to 101 rising numbers from 0 to 1");
  for (const double k :
       numbers("arrive", {1, max_warheads}, true, "must be rising whole numbers from 1 to 400"))
    q.arrive.push_back(static_cast<unsigned>(k));
  if (const toml::Value* value = r.optional_table("outlook")) {
    TableReader t = r.below(*value, "outlook");
    q.outlook = strategy::Outlook{reader.weights(t, "owner"), reader.weights(t, "adversary")};
    t.finish();
  }
  const auto sides = r.tables("side");
  if (sides.size() != 2 && !sides.empty())
    r.fault("side", fmt::format("there are {}; an exchange has two", sides.size()));
  double work = 0.0;
  for (std::size_t i = 0; i < std::min<std::size_t>(2, sides.size()); ++i)
    q.sides[i] = read_side(r.below(*sides[i], "side"), reader);
  if (q.sides[0].forces.name == q.sides[1].forces.name && sides.size() == 2)
    r.fault("side", "both have one name");
  for (std::size_t i = 0; i < 2; ++i)
    if (q.sides[i].defence) {
      double warheads = 0.0;
      for (const auto& l : q.sides[1 - i].forces.launchers)
        if (l.met) warheads += l.count * l.warheads;
      work += static_cast<double>(q.sides[i].defence->curves.size() * q.shares.size()) *
              q.sides[i].defence->deployment.aim_points * warheads * warheads;
    }
  // About 1e9 a second: what is admitted ends within some minutes.
  if (work > 1e11)
    r.fault("share",
            "shares, parameter sets, aim points and warheads together make too much work; play fewer sets or "
            "shares");
  r.finish();
  reader.file.question = std::move(q);
}

} // namespace equipoise::io
