#include "equipoise/study/footprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <mutex>
#include <thread>

#include "equipoise/analysis/contour.hpp"
#include "equipoise/analysis/jackknife.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/simulation/prepare.hpp"
#include "equipoise/simulation/replicate.hpp"

namespace equipoise::study {
namespace {

using results::FootprintMap;
using scenario::Scenario;

constexpr std::size_t parts = 10;     ///< of the replications, for the jackknife
constexpr double most_prepared = 1e7; ///< scenarios laid out anew: a day or so
using Counts = std::array<std::uint64_t, parts>;

std::optional<std::size_t> asset_of(const Scenario& scenario, const std::string& id) {
  for (std::size_t a = 0; a < scenario.assets.size(); ++a)
    if (scenario.assets[a].id == id) return a;
  return std::nullopt;
}

/// Raids without a leaker at one place of the asset, by part. Nothing if the raid cannot fly.
std::optional<Counts> play_point(const Scenario& moved, const catalogue::Values& values,
                                 catalogue::Belief belief, const Study& study, std::uint64_t first,
                                 std::uint64_t replications, simulation::FlightShelf& shelf) {
  const auto prepared = simulation::prepare(moved, values, belief, study.sensing, shelf);
  if (!prepared.theatre) return std::nullopt;
  simulation::World world(*prepared.theatre);
  Counts counts{};
  for (std::uint64_t i = 0; i < replications; ++i)
    counts[i * parts / replications] +=
        simulation::replicate(*prepared.theatre, study.seed, first + i, world).leaked == 0 ? 1U : 0U;
  return counts;
}

/// Replications [part * n / parts, ...) hold so many.
double size_of_part(std::size_t part, std::uint64_t replications) {
  const auto begin = [&](std::uint64_t k) { return (k * replications + parts - 1) / parts; };
  return static_cast<double>(begin(part + 1) - begin(part));
}

class Mapper {
 public:
  Mapper(const Study& study, const SweepControl& control)
      : study_(study), plan_(*study.footprint), control_(control) {
    for (std::uint64_t i = 0; i < plan_.columns(); ++i)
      grid_.x.push_back(plan_.west_m + static_cast<double>(i) * plan_.step_m);
    for (std::uint64_t j = 0; j < plan_.rows(); ++j)
      grid_.y.push_back(plan_.south_m + static_cast<double>(j) * plan_.step_m);
    shelves_.resize(std::max(1U, control.threads));
    fields_ = static_cast<double>(study.beliefs.size()) * (1.0 + static_cast<double>(study.ignorance));
  }

  const analysis::Grid& grid() const { return grid_; }
  std::size_t nodes() const { return grid_.x.size() * grid_.y.size(); }
  bool stopped() const { return control_.stop != nullptr && control_.stop->load(); }

  /// Every point of the grid; nothing if it was stopped or the raid cannot fly.
  std::optional<std::vector<Counts>> field(const scenario::Case& read, const catalogue::ParameterSet& set,
                                           catalogue::Belief belief, std::uint64_t first,
                                           std::uint64_t replications) {
    const std::size_t asset = *asset_of(read.scenario, plan_.asset);
    const catalogue::Values values{read.catalogue, set};
    std::vector<Counts> counts(nodes());
    std::atomic<std::size_t> next{0}, done{0};
    std::atomic<bool> flies{true};
    const auto work = [&](simulation::FlightShelf& shelf, bool reports) {
      for (std::size_t n = next.fetch_add(1); n < counts.size() && flies && !stopped();
           n = next.fetch_add(1)) {
        const Scenario moved =
            seen_from(read.scenario, asset, grid_.x[n % grid_.x.size()], grid_.y[n / grid_.x.size()]);
        const auto played = play_point(moved, values, belief, study_, first, replications, shelf);
        if (!played) flies = false;
        if (played) counts[n] = *played;
        ++done;
        if (reports && control_.progress)
          control_.progress(
              (fields_done_ + static_cast<double>(done) / static_cast<double>(counts.size())) / fields_,
              std::string(name_of(belief)) + (first > 0 ? ", parameter sets" : ""));
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (std::size_t t = 1; t < shelves_.size(); ++t)
        helpers.emplace_back([&, t] { work(shelves_[t], false); });
      work(shelves_[0], true);
    }
    fields_done_ += 1.0;
    if (stopped() || !flies) return std::nullopt;
    return counts;
  }

  /// P(no leaker) over the grid, leaving out one part of the replications where asked.
  analysis::Grid surface(const std::vector<Counts>& counts, std::uint64_t replications,
                         std::size_t without = parts) const {
    analysis::Grid surface = grid_;
    for (const Counts& point : counts) {
      double held = 0.0, played = 0.0;
      for (std::size_t k = 0; k < parts; ++k) {
        if (k == without) continue;
        held += static_cast<double>(point[k]);
        played += size_of_part(k, replications);
      }
      surface.values.push_back(held / played);
    }
    return surface;
  }

 private:
  const Study& study_;
  const Footprint& plan_;
  const SweepControl& control_;
  analysis::Grid grid_;
  std::vector<simulation::FlightShelf> shelves_; ///< one a thread
  double fields_ = 1.0, fields_done_ = 0.0;
};

/// Every second row and column: what the area would be on a coarser grid.
analysis::Grid coarser(const analysis::Grid& grid) {
  analysis::Grid result;
  for (std::size_t i = 0; i < grid.x.size(); i += 2) result.x.push_back(grid.x[i]);
  for (std::size_t j = 0; j < grid.y.size(); j += 2) result.y.push_back(grid.y[j]);
  for (std::size_t j = 0; j < grid.y.size(); j += 2)
    for (std::size_t i = 0; i < grid.x.size(); i += 2) result.values.push_back(grid.at(i, j));
  return result;
}

results::Footprint::Level level_of(const Mapper& mapper, const std::vector<Counts>& counts,
                                   std::uint64_t replications, double level) {
  const analysis::Grid surface = mapper.surface(counts, replications);
  results::Footprint::Level result;
  result.level = level;
  std::vector<double> without;
  for (std::size_t k = 0; k < parts; ++k)
    without.push_back(analysis::area_above(mapper.surface(counts, replications, k), level));
  const analysis::Estimate area = analysis::jackknife(analysis::area_above(surface, level), without);
  const double whole = (surface.x.back() - surface.x.front()) * (surface.y.back() - surface.y.front());
  result.area_m2 = {area.value, std::max(0.0, area.interval.low), std::min(whole, area.interval.high)};
  const analysis::Grid coarse = coarser(surface);
  if (coarse.x.size() >= 2 && coarse.y.size() >= 2)
    result.coarser_area_m2 = analysis::area_above(coarse, level);
  result.beyond = analysis::touches_border(surface, level);
  for (const analysis::Contour& contour : analysis::contours(surface, level)) {
    results::Footprint::Line line;
    line.closed = contour.closed;
    for (const analysis::GridPoint& p : contour.points) line.points.emplace_back(p.x, p.y);
    result.lines.push_back(std::move(line));
  }
  return result;
}

/// The areas that hold 90 % of the parameter sets.
void add_sets(const std::vector<std::vector<double>>& areas, results::Footprint& footprint) {
  for (std::size_t l = 0; l < footprint.levels.size(); ++l) {
    std::vector<double> list;
    for (const auto& set : areas) list.push_back(set[l]);
    if (list.empty()) continue;
    std::sort(list.begin(), list.end());
    const double last = static_cast<double>(list.size() - 1);
    footprint.levels[l].over_sets = {list[static_cast<std::size_t>(std::floor(0.05 * last))],
                                     list[static_cast<std::size_t>(std::ceil(0.95 * last))]};
  }
  footprint.sets = areas.size();
}

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
  if (nodes * fields > most_prepared)
    diagnostics.push_back(
        {core::Severity::error, study.footprint->at, "footprint.step x belief x ignorance",
         fmt::format("make {:.0f} raids to be laid out; allowed: {:.0f}; with the others as they are, "
                     "{:.0f} points fit",
                     nodes * fields, most_prepared, std::floor(most_prepared / fields))});
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
  Mapper mapper(study, control);
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  core::Sha256 all;
  for (const catalogue::Belief belief : study.beliefs) {
    const auto counts = mapper.field(*read, {}, belief, 0, study.replications);
    if (!counts) break;
    results::Footprint footprint;
    footprint.belief = std::string(name_of(belief));
    footprint.replications = study.replications;
    footprint.east_m = mapper.grid().x;
    footprint.north_m = mapper.grid().y;
    for (const Counts& point : *counts) {
      std::uint64_t sum = 0;
      for (const std::uint64_t part : point) sum += part;
      footprint.without_leaker.push_back(sum);
    }
    for (const double level : study.footprint->levels)
      footprint.levels.push_back(level_of(mapper, *counts, study.replications, level));
    result.replications_played += mapper.nodes() * study.replications;
    std::vector<std::vector<double>> areas;
    for (std::uint64_t s = 0; s < study.ignorance && !mapper.stopped(); ++s) {
      const auto drawn =
          drawn_case(source, base, scenario::draw(used, base.scenario.ignorance, study.seed, s),
                     study.footprint->settings);
      const std::uint64_t first = (s * 3 + static_cast<std::uint64_t>(belief)) * study.replications_per_set;
      const auto field =
          drawn ? mapper.field(drawn->read, drawn->set, belief, first, study.replications_per_set)
                : std::nullopt;
      if (mapper.stopped()) break;
      if (!field) {
        ++footprint.cannot_fly;
        continue;
      }
      std::vector<double>& list = areas.emplace_back();
      for (const double level : study.footprint->levels)
        list.push_back(analysis::area_above(mapper.surface(*field, study.replications_per_set), level));
      result.replications_played += mapper.nodes() * study.replications_per_set;
    }
    add_sets(areas, footprint);
    core::Sha256 hash;
    for (const std::uint64_t n : footprint.without_leaker) hash.update(std::to_string(n) + "\n");
    for (const auto& set : areas)
      for (const double area : set) hash.update(fmt::format("{}\n", area));
    const core::Digest digest = hash.finish();
    all.update(std::span<const std::uint8_t>(digest));
    result.footprint->beliefs.push_back(std::move(footprint));
    if (mapper.stopped()) break;
  }
  const bool complete = !mapper.stopped() && result.footprint->beliefs.size() == study.beliefs.size();
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
