#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common.hpp"
#include "equipoise/catalogue/closure.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/strategy/effectiveness.hpp"
#include "equipoise/io/read/strategy/strategy.hpp"
#include "equipoise/io/read/study.hpp"
#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/scenario/admission.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/simulation/theatre/review.hpp"
#include "equipoise/study/check/checks.hpp"
#include "equipoise/study/check/influence.hpp"
#include "equipoise/study/kinds/by_year/by_year.hpp"
#include "equipoise/study/kinds/footprint/footprint.hpp"
#include "equipoise/study/kinds/sensitivity/sensitivity.hpp"
#include "equipoise/study/kinds/uncertainty/uncertainty.hpp"
#include "equipoise/study/play/drawn_set.hpp"
#include "equipoise/study/play/effectiveness.hpp"
#include "ledger.hpp"

namespace equipoise::cli {
namespace {

using catalogue::Belief;
using core::Diagnostics;
using core::Severity;
using scenario::Setting;

constexpr std::size_t max_corners = 8;

void warn(const core::Location& at, const std::string& key, const std::string& message,
          Diagnostics& diagnostics) {
  diagnostics.push_back({Severity::warning, at, key, message});
}

/// Prepares one case under a belief; says whether that went well.
std::optional<simulation::Theatre> prepare(const scenario::Case& resolved, Belief belief,
                                           scenario::Sensing sensing, simulation::FlightCache& cache,
                                           Diagnostics& diagnostics) {
  const catalogue::ParameterSet nominal;
  auto prepared =
      simulation::prepare(resolved.scenario, {resolved.catalogue, nominal}, belief, sensing, cache);
  diagnostics.insert(diagnostics.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
  return std::move(prepared.theatre);
}

/// Whether a warning is of the object that an address begins with: "raid.salvo" of "salvo.launch.interval".
bool is_of(const core::Diagnostic& warning, const std::string& address) {
  const std::string id = address.substr(0, address.find('.'));
  return warning.key == "raid." + id || warning.key == "battery." + id || warning.key == "asset." + id;
}

/// A value of the scenario that is drawn between two ends, with the other values nominal: does it change
/// anything? Where it cannot, because of what `told` says of its object, that is enough.
void check_ignorance(const io::CaseReader& reader, const scenario::Case& resolved, Belief belief,
                     const Diagnostics& told, Diagnostics& diagnostics) {
  const scenario::Scenario& s = resolved.scenario;
  study::check_ends(reader, resolved, diagnostics);
  if (core::has_errors(diagnostics)) return;
  for (const scenario::UncertainValue& value : s.ignorance) {
    if (std::any_of(told.begin(), told.end(),
                    [&](const auto& warning) { return is_of(warning, value.address); }))
      continue;
    const std::array ends{std::vector<Setting>{study::drawn_setting(value, value.range.low)},
                          std::vector<Setting>{study::drawn_setting(value, value.range.high)}};
    const auto alike = study::play_alike(reader, ends, std::array{belief}, s.sensing, s.seed);
    if (alike && *alike)
      warn(value.range.at, "ignorance", value.address + " changes nothing between its ends", diagnostics);
  }
}

/// Everything a run would find wrong, and what an analyst would question.
void check_scenario(const std::filesystem::path& path, const Options& options, Diagnostics& diagnostics) {
  const io::CaseReader reader(io::DiskFiles(), path, catalogue_folders(options), diagnostics);
  const auto resolved = reader({}, diagnostics);
  if (!resolved) return;
  const scenario::Scenario& s = resolved->scenario;
  scenario::admit_work(*resolved, static_cast<double>(s.replications), "run.replications", s.replications_at,
                       diagnostics);
  simulation::FlightCache cache;
  const auto theatre = prepare(*resolved, s.belief, s.sensing, cache, diagnostics);
  if (!theatre) return;
  warn_of_idle_settings(*resolved, reader.own_settings(), diagnostics);
  const Diagnostics review = simulation::review(s, *theatre);
  diagnostics.insert(diagnostics.end(), review.begin(), review.end());
  check_ignorance(reader, *resolved, s.belief, review, diagnostics);
}

std::string names_of(const std::vector<Belief>& beliefs) {
  std::string names;
  for (const Belief belief : beliefs) names += (names.empty() ? "" : ", ") + std::string(name_of(belief));
  return names;
}

/// The corners of the grid of all factors but one: each at its first or its last value.
std::vector<std::vector<Setting>> corners(const study::Study& study, const study::Factor* but) {
  std::vector<std::vector<Setting>> all{{}};
  for (const study::Factor& factor : study.factors) {
    if (&factor == but || all.size() >= max_corners) continue;
    std::vector<std::vector<Setting>> longer;
    for (const auto& corner : all)
      for (const std::string& value : {factor.values.front(), factor.values.back()}) {
        longer.push_back(corner);
        longer.back().push_back({factor.address, value, factor.at});
      }
    all = std::move(longer);
  }
  return all;
}

/// Whether variations play out alike at every corner.
bool alike_everywhere(const io::CaseReader& reader, const std::vector<std::vector<Setting>>& corners,
                      const std::vector<std::vector<Setting>>& variations, const std::vector<Belief>& beliefs,
                      const study::Study& study) {
  return std::all_of(corners.begin(), corners.end(), [&](const std::vector<Setting>& corner) {
    std::vector<std::vector<Setting>> points;
    for (const auto& variation : variations) {
      points.push_back(corner);
      points.back().insert(points.back().end(), variation.begin(), variation.end());
    }
    return study::play_alike(reader, points, beliefs, study.sensing, study.seed).value_or(false);
  });
}

/// Does a factor change anything?
void check_factor(const io::CaseReader& reader, const scenario::Case& base, const study::Study& study,
                  const study::Factor& factor, Diagnostics& diagnostics) {
  std::vector<std::vector<Setting>> variations;
  const std::size_t before = diagnostics.size();
  for (auto value = factor.values.begin(); value != factor.values.end(); ++value) {
    if (std::find(factor.values.begin(), value, *value) != value)
      warn(factor.at, "factor." + factor.address, "has the value " + *value + " twice", diagnostics);
    variations.push_back({Setting{factor.address, *value, factor.at}});
  }
  if (diagnostics.size() > before || variations.size() < 2) return;
  if (variations.size() > 3)
    variations = {variations.front(), variations[variations.size() / 2], variations.back()};
  if (!alike_everywhere(reader, corners(study, &factor), variations, study.beliefs, study)) return;
  const std::string why = study::why_no_influence(base, factor.address);
  warn(factor.at, "factor." + factor.address,
       why.empty() ? fmt::format("changes nothing: {} replications are alike at {} and {} under {}",
                                 study::influence_replications, factor.values.front(), factor.values.back(),
                                 names_of(study.beliefs))
                   : "changes nothing: " + why,
       diagnostics);
}

void check_variant(const io::CaseReader& reader, const study::Study& study, const study::Variant& variant,
                   const scenario::Case& base, Diagnostics& diagnostics) {
  if (warn_of_idle_settings(base, variant.settings, diagnostics)) return;
  if (alike_everywhere(reader, corners(study, nullptr), {{}, variant.settings}, {variant.belief}, study))
    warn(variant.at, "variant." + variant.name, "plays like the scenario without it", diagnostics);
}

void check_study(const std::filesystem::path& path, const Options& options, Diagnostics& diagnostics) {
  if (io::is_strategy(io::kind_of_study(io::DiskFiles(), path))) {
    const auto catalogue = io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
    io::read_strategy(io::DiskFiles(), path, catalogue, diagnostics);
    return;
  }
  if (io::kind_of_study(io::DiskFiles(), path) == "ledger") {
    const auto catalogue = io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
    const io::LedgerFile ledger = io::read_ledger(io::DiskFiles(), path, catalogue, diagnostics);
    if (!core::has_errors(diagnostics)) check_propositions(ledger, catalogue, diagnostics);
    return;
  }
  const io::StudyFile file = io::read_study(io::DiskFiles(), path, diagnostics);
  if (file.scenario.empty()) return;
  const auto reader = io::open_scenario(io::DiskFiles(), file, catalogue_folders(options), diagnostics);
  const auto base = reader ? (*reader)({}, diagnostics) : std::nullopt;
  if (!base) return;
  study::check_record(file.study, base->catalogue, diagnostics);
  if (core::has_errors(diagnostics)) return;
  study::check_sensitivity(file.study, *base, diagnostics);
  study::check_uncertainty(file.study, *base, diagnostics);
  study::check_by_year(file.study, *base, diagnostics);
  study::check_points(file.study, *reader, diagnostics);
  study::check_footprint(file.study, *reader, diagnostics);
  study::admit(file.study, *base, path.string(), diagnostics);
  study::check_curves(file.study, *base, path.string(), diagnostics);
  if (core::has_errors(diagnostics)) return;
  simulation::FlightCache cache;
  const auto theatre = prepare(*base, file.study.beliefs.back(), file.study.sensing, cache, diagnostics);
  if (!theatre) return;
  const Diagnostics review = simulation::review(base->scenario, *theatre);
  diagnostics.insert(diagnostics.end(), review.begin(), review.end());
  for (const study::Factor& factor : file.study.factors)
    check_factor(*reader, *base, file.study, factor, diagnostics);
  for (const study::Variant& variant : file.study.variants)
    check_variant(*reader, file.study, variant, *base, diagnostics);
  if (file.study.ignorance > 0 || file.study.sensitivity || file.study.uncertainty)
    check_ignorance(*reader, *base, file.study.beliefs.back(), review, diagnostics);
}

/// An entry or a list of sources, laid over the catalogue.
void check_catalogue(const std::filesystem::path& path, const Options& options, Diagnostics& diagnostics) {
  auto folders = catalogue_folders(options);
  folders.push_back(path);
  const catalogue::Catalogue all = io::read_catalogue(io::DiskFiles(), folders, diagnostics);
  if (core::has_errors(diagnostics)) return;
  for (const auto& [key, entry] : all.entries)
    if (entry.at.file == path.string())
      for (const std::string& contradiction : catalogue::close(all, key).contradictions)
        warn(entry.at, key, contradiction, diagnostics);
}

void check_file(const std::string& file, const Options& options, Diagnostics& diagnostics) {
  const auto text = io::read_text(io::DiskFiles(), file, diagnostics);
  if (!text) return;
  const io::toml::Table root = io::parse_toml(*text, file, diagnostics);
  if (core::has_errors(diagnostics)) return;
  io::TableReader reader(root, file, "", {1, 1}, diagnostics);
  const auto format =
      reader.word("format", {"equipoise-scenario/1", "equipoise-study/1", "equipoise-catalogue/1",
                             "equipoise-sources/1", "equipoise-effectiveness/1", "equipoise-claims/1"});
  if (!format) return;
  if (*format == "equipoise-scenario/1")
    check_scenario(file, options, diagnostics);
  else if (*format == "equipoise-study/1")
    check_study(file, options, diagnostics);
  else if (*format == "equipoise-claims/1")
    io::check_claims(io::DiskFiles(), file, diagnostics);
  else if (*format == "equipoise-effectiveness/1")
    io::parse_effectiveness(*text, file, diagnostics);
  else
    check_catalogue(file, options, diagnostics);
}

} // namespace

int check(const Options& options) {
  bool wrong = false;
  for (const std::string& file : options.files) {
    Diagnostics diagnostics;
    check_file(file, options, diagnostics);
    wrong = report(diagnostics, true) || wrong;
    if (!core::has_errors(diagnostics)) fmt::print("PASS    {}\n", file);
  }
  return wrong ? wrong_input : done;
}

} // namespace equipoise::cli
