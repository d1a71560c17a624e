#include "equipoise/study/kinds/footprint/footprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "equipoise/analysis/curve/contour.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/study/kinds/footprint/area.hpp"
#include "equipoise/study/play/drawn_set.hpp"

namespace equipoise::study {
namespace {

using results::FootprintMap;
using scenario::Scenario;

constexpr double max_prepared = 1e7; ///< scenarios laid out anew: a day or so

FootprintMap map_of(const Scenario& scenario, const std::string& id) {
  FootprintMap map;
  map.asset = id;
  const earth::Place& asset = scenario.assets[*asset_of(scenario, id)].at;
  for (const scenario::Battery& b : scenario.batteries)
    map.batteries.push_back({b.id, b.at.east_m, b.at.north_m});
  for (const scenario::Raid& r : scenario.raids)
    map.from.push_back({r.id, r.from.east_m - asset.east_m, r.from.north_m - asset.north_m});
  return map;
}

} // namespace

Scenario seen_from(const Scenario& scenario, std::size_t asset, double east_m, double north_m) {
  Scenario moved = scenario;
  const earth::Place& at = scenario.assets[asset].at;
  for (scenario::Battery& battery : moved.batteries) {
    battery.at.east_m += at.east_m - east_m;
    battery.at.north_m += at.north_m - north_m;
  }
  return moved;
}

void check_footprint(const Study& study, const scenario::CaseSource& source, core::Diagnostics& diagnostics) {
  if (!study.footprint) return;
  core::Diagnostics faults;
  const auto read = source(study.footprint->settings, faults);
  for (core::Diagnostic fault : faults) {
    if (fault.severity != core::Severity::error) continue;
    if (fault.at.file != study.footprint->at.file) { // of the scenario that the settings make
      fault.message = fault.key + ": " + fault.message;
      fault.key = "footprint.set";
      fault.at = study.footprint->at;
    }
    diagnostics.push_back(fault);
  }
  if (!read) return;
  const auto asset = asset_of(read->scenario, study.footprint->asset);
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, study.footprint->asset_at, "footprint.asset", message});
  };
  if (!asset) {
    std::vector<std::string> ids;
    for (const scenario::Asset& a : read->scenario.assets) ids.push_back(a.id);
    return fault(fmt::format("\"{}\" is no asset of the scenario; {}", study.footprint->asset,
                             core::did_you_mean(study.footprint->asset, ids)));
  }
  const auto& raids = read->scenario.raids;
  if (std::none_of(raids.begin(), raids.end(),
                   [&](const scenario::Raid& r) { return r.aim == asset && !r.friendly; }))
    fault(fmt::format("\"{}\" is the aim of no raid: there is nothing to defend it against",
                      study.footprint->asset));
  if (read->scenario.batteries.empty()) fault("the scenario has no battery");
  const double nodes = static_cast<double>(study.footprint->columns() * study.footprint->rows());
  const double sets = 1.0 + static_cast<double>(study.ignorance);
  const double fields = sets * static_cast<double>(study.beliefs.size());
  if (nodes * fields > max_prepared)
    diagnostics.push_back(
        {core::Severity::error, study.footprint->at, "footprint.step x belief x ignorance",
         fmt::format("make {:.0f} raids to be laid out; allowed: {:.0f}; with the others as they are, "
                     "{:.0f} points fit",
                     nodes * fields, max_prepared, std::floor(max_prepared / fields))});
}

results::StudyResult play_footprint(const Study& study, const scenario::CaseSource& source,
                                    const scenario::Case& base, const SweepControl& control,
                                    core::Diagnostics& diagnostics) {
  const auto begin = std::chrono::steady_clock::now();
  results::StudyResult result;
  const auto read = source(study.footprint->settings, diagnostics);
  if (!read) return result;
  result.footprint = map_of(read->scenario, study.footprint->asset);
  result.parameter_sets = study.ignorance;
  FieldPlayer player(study, control);
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  core::Sha256 all;
  std::uint64_t number = 0;
  for (const catalogue::Belief belief : study.beliefs) {
    const auto counts = player.play(number++, *read, {}, belief, 0, study.replications);
    if (!counts) break;
    results::Footprint footprint;
    footprint.belief = std::string(name_of(belief));
    footprint.replications = study.replications;
    footprint.east_m = player.grid().x;
    footprint.north_m = player.grid().y;
    for (const PartCounts& point : *counts) {
      std::uint64_t sum = 0;
      for (const std::uint64_t part : point) sum += part;
      footprint.without_leaker.push_back(sum);
    }
    for (const double level : study.footprint->levels)
      footprint.levels.push_back(level_of(player.grid(), *counts, study.replications, level));
    result.replications_played += player.nodes() * study.replications;
    std::vector<std::vector<double>> areas;
    for (std::uint64_t s = 0; s < study.ignorance && !player.stopped(); ++s) {
      const auto drawn =
          drawn_case(source, base, scenario::draw(used, base.scenario.ignorance, study.seed, s),
                     study.footprint->settings);
      const std::uint64_t first = (s * 3 + static_cast<std::uint64_t>(belief)) * study.replications_per_set;
      const auto field =
          drawn ? player.play(number + s, drawn->read, drawn->set, belief, first, study.replications_per_set)
                : std::nullopt;
      if (player.stopped()) break;
      if (!field) {
        ++footprint.cannot_fly;
        continue;
      }
      std::vector<double>& list = areas.emplace_back();
      for (const double level : study.footprint->levels)
        list.push_back(
            analysis::area_above(surface_of(player.grid(), *field, study.replications_per_set), level));
      result.replications_played += player.nodes() * study.replications_per_set;
    }
    number += study.ignorance;
    add_sets(areas, footprint);
    core::Sha256 hash;
    for (const std::uint64_t n : footprint.without_leaker) hash.update(std::to_string(n) + "\n");
    for (const auto& set : areas)
      for (const double area : set) hash.update(fmt::format("{}\n", area));
    const core::Digest digest = hash.finish();
    all.update(std::span<const std::uint8_t>(digest));
    result.footprint->beliefs.push_back(std::move(footprint));
    if (player.stopped()) break;
  }
  const bool complete = !player.stopped() && result.footprint->beliefs.size() == study.beliefs.size();
  if (!complete) result.status = results::Status::partial;
  if (!result.footprint->beliefs.empty()) {
    result.parameter_sets_done =
        result.footprint->beliefs.front().sets + result.footprint->beliefs.front().cannot_fly;
  }
  result.outcomes_sha256 = core::to_hex(all.finish());
  result.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

} // namespace equipoise::study
