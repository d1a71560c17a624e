#include "equipoise/study/play/drawn_set.hpp"

#include "equipoise/core/units.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/effectiveness.hpp"

namespace equipoise::study {
namespace {

catalogue::ParameterSet kept(const catalogue::ParameterSet& drawn, const catalogue::Catalogue& catalogue) {
  catalogue::ParameterSet set;
  for (const auto& [name, value] : drawn) {
    const catalogue::Entry* entry = catalogue.find(name.first);
    const auto found = entry->parameters.find(name.second);
    if (found != entry->parameters.end() && found->second.spread != catalogue::Spread::none)
      set[name] = value;
  }
  return set;
}

} // namespace

scenario::Setting drawn_setting(const scenario::UncertainValue& value, double si) {
  std::string text = core::format_number(si);
  if (value.range.dimension == core::Dimension::angle)
    text += " rad";
  else if (value.range.dimension != core::Dimension::number)
    text += " " + std::string(core::units_of(value.range.dimension).front());
  return {value.address, text, {"drawn", 0, 0}};
}

std::optional<DrawnCase> drawn_case(const scenario::CaseSource& source, const scenario::Case& base,
                                    const scenario::Draw& draw,
                                    const std::vector<scenario::Setting>& settings) {
  std::vector<scenario::Setting> all;
  for (std::size_t i = 0; i < draw.scenario_values.size(); ++i)
    all.push_back(drawn_setting(base.scenario.ignorance[i], draw.scenario_values[i].second));
  all.insert(all.end(), settings.begin(), settings.end());
  core::Diagnostics faults;
  auto read = source(all, faults);
  if (!read) return std::nullopt;
  catalogue::ParameterSet set = kept(draw.catalogue, read->catalogue);
  return DrawnCase{std::move(*read), std::move(set)};
}

std::optional<simulation::Theatre> prepare_drawn(const Study& study, const scenario::CaseSource& source,
                                                 const scenario::Case& base, const scenario::Draw& draw,
                                                 const std::vector<scenario::Setting>& settings,
                                                 catalogue::Belief belief, simulation::FlightCache& cache) {
  const auto drawn = drawn_case(source, base, draw, settings);
  if (!drawn) return std::nullopt;
  return simulation::prepare(drawn->read.scenario, {drawn->read.catalogue, drawn->set}, belief, study.sensing,
                             cache)
      .theatre;
}

std::optional<results::SetEstimate> play_drawn(const Study& study, const scenario::CaseSource& source,
                                               const scenario::Case& base, const scenario::Draw& draw,
                                               const DrawnPoint& point, simulation::FlightCache& cache) {
  const auto theatre = prepare_drawn(study, source, base, draw, point.settings, point.belief, cache);
  if (!theatre) return std::nullopt;
  const bool keeps = study.record || makes_curves(study, base);
  simulation::World world(*theatre);
  results::SetEstimate estimate{point.number, study.replications_per_set, 0, 0, 0, {}};
  if (keeps) estimate.leakers.resize(theatre->threats.size() + 1);
  for (std::uint64_t i = 0; i < study.replications_per_set; ++i) {
    if (point.stop.requested()) break;
    const results::Outcome row = simulation::replicate(*theatre, study.seed, point.first + i, world);
    estimate.without_leaker += row.leaked == 0 ? 1 : 0;
    estimate.leaked += row.leaked;
    estimate.leaked_squares += static_cast<std::uint64_t>(row.leaked) * row.leaked;
    if (keeps) ++estimate.leakers[row.leaked];
    estimate.transits.add(row);
  }
  return estimate;
}

} // namespace equipoise::study
