#include "equipoise/study/explain/shown_raids.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/explain/waterfall.hpp"

namespace equipoise::study {

namespace {

/// The raid of transits alone whose exposure is the middle one.
results::ShownRaid middle_transit(const Study& study, const simulation::Theatre& theatre,
                                  const std::vector<double>& exposed_s) {
  std::vector<double> sorted = exposed_s;
  std::sort(sorted.begin(), sorted.end());
  const double middle = sorted[sorted.size() / 2];
  const auto row =
      static_cast<std::uint64_t>(std::find(exposed_s.begin(), exposed_s.end(), middle) - exposed_s.begin());
  return {
      "typical", "a typical raid",
      fmt::format("exposed for {:.0f} s, as long as in the middle one of {} raids", middle, exposed_s.size()),
      simulation::replay(theatre, study.seed, row), ""};
}

} // namespace

std::vector<results::ShownRaid> shown_raids(const Study& study, const scenario::CaseSource& source,
                                            const core::Stop& stop) {
  if (stop.requested()) return {};
  core::Diagnostics ignored;
  const auto read = source(reference_point(study).settings, ignored);
  if (!read) return {};
  simulation::FlightCache cache;
  const catalogue::ParameterSet nominal;
  const auto prepared = simulation::prepare(read->scenario, {read->catalogue, nominal}, study.beliefs.back(),
                                            study.sensing, cache);
  if (!prepared.theatre) return {};
  const std::uint64_t count = std::min<std::uint64_t>(1000, study.replications);
  simulation::World world(*prepared.theatre);
  std::vector<std::uint32_t> leaked;
  std::vector<double> exposed_s; // of transits, where there is nothing else
  for (std::uint64_t i = 0; i < count; ++i) {
    if (stop.requested()) return {};
    const results::Outcome row = simulation::replicate(*prepared.theatre, study.seed, i, world);
    leaked.push_back(row.leaked);
    if (row.launched == 0 && row.transits > 0) exposed_s.push_back(row.transit_exposed_s);
  }
  if (exposed_s.size() == count) return {middle_transit(study, *prepared.theatre, exposed_s)};
  std::vector<std::uint32_t> sorted = leaked;
  std::sort(sorted.begin(), sorted.end());
  struct Wanted {
    const char *id, *label, *as;
    std::uint32_t leakers;
  };
  const Wanted wanted[] = {
      {"typical", "a typical raid", "as many as the middle one", sorted[sorted.size() / 2]},
      {"best", "the best raid for the defence", "the fewest", sorted.front()},
      {"worst", "the worst raid for the defence", "the most", sorted.back()}};
  std::vector<results::ShownRaid> shown;
  for (const Wanted& w : wanted) {
    const auto row =
        static_cast<std::uint64_t>(std::find(leaked.begin(), leaked.end(), w.leakers) - leaked.begin());
    if (std::any_of(shown.begin(), shown.end(),
                    [&](const results::ShownRaid& s) { return s.replay.replication == row; }))
      continue;
    shown.push_back({w.id, w.label,
                     fmt::format("{} leaker{}, {} of {} raids; the first such one", w.leakers,
                                 w.leakers == 1 ? "" : "s", w.as, count),
                     simulation::replay(*prepared.theatre, study.seed, row), ""});
  }
  return shown;
}

} // namespace equipoise::study
