#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common.hpp"
#include "equipoise/catalogue/closure.hpp"
#include "equipoise/io/catalogue_file.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/study_file.hpp"
#include "equipoise/io/table_reader.hpp"
#include "equipoise/scenario/admission.hpp"
#include "equipoise/simulation/prepare.hpp"
#include "equipoise/simulation/review.hpp"
#include "equipoise/study/bite.hpp"
#include "equipoise/study/sweep.hpp"

namespace equipoise::cli {
namespace {

using catalogue::Belief;
using core::Diagnostics;
using core::Severity;
using scenario::Setting;

constexpr std::size_t most_points_prepared = 64;

void warn(const core::Location& at, const std::string& key, const std::string& message, Diagnostics& diagnostics) {
  diagnostics.push_back({Severity::warning, at, key, message});
}

/// Prepares one case under a belief; says whether that went well.
std::optional<simulation::Theatre> prepare(const scenario::Case& resolved, Belief belief, scenario::Sensing sensing,
                                           simulation::FlightShelf& shelf, Diagnostics& diagnostics) {
  const catalogue::ParameterSet nominal;
  auto prepared = simulation::prepare(resolved.scenario, {resolved.catalogue, nominal}, belief, sensing, shelf);
  diagnostics.insert(diagnostics.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
  return std::move(prepared.theatre);
}

/// A value of the scenario that is drawn between two ends, with the other values nominal: does it change anything?
void check_ignorance(const io::CaseReader& reader, const scenario::Case& resolved, Belief belief,
                     Diagnostics& diagnostics) {
  const scenario::Scenario& s = resolved.scenario;
  study::check_ends(reader, resolved, diagnostics);
  if (core::has_errors(diagnostics)) return;
  for (const scenario::UncertainValue& value : s.ignorance) {
    const std::array ends{std::vector<Setting>{study::drawn_setting(value, value.range.low)},
                          std::vector<Setting>{study::drawn_setting(value, value.range.high)}};
    const auto alike = study::play_alike(reader, ends, std::array{belief}, s.sensing, s.seed);
    if (alike && *alike)
      warn(value.range.at, "ignorance", value.address + " changes nothing between its ends", diagnostics);
  }
}

/// Everything a run would find wrong, and what an analyst would question.
void check_scenario(const std::filesystem::path& path, const Options& options, Diagnostics& diagnostics) {
  const io::CaseReader reader(path, catalogue_folders(options), diagnostics);
  if (core::has_errors(diagnostics)) return;
  const auto resolved = reader({}, diagnostics);
  if (!resolved) return;
  const scenario::Scenario& s = resolved->scenario;
  scenario::admit_work(*resolved, static_cast<double>(s.replications), "run.replications", {path.string(), 1, 1},
                       diagnostics);
  simulation::FlightShelf shelf;
  const auto theatre = prepare(*resolved, s.belief, s.sensing, shelf, diagnostics);
  if (!theatre) return;
  warn_of_idle_settings(*resolved, reader.own_settings(), diagnostics);
  const Diagnostics review = simulation::review(s, *theatre);
  diagnostics.insert(diagnostics.end(), review.begin(), review.end());
  check_ignorance(reader, *resolved, s.belief, diagnostics);
}

std::string names_of(const std::vector<Belief>& beliefs) {
  std::string names;
  for (const Belief belief : beliefs) names += (names.empty() ? "" : ", ") + std::string(name_of(belief));
  return names;
}

/// Every value of every factor by itself: can it be read and flown, and does the factor change anything?
void check_factor(const io::CaseReader& reader, const scenario::Case& base, const study::Study& study,
                  const study::Factor& factor, Diagnostics& diagnostics) {
  std::vector<std::vector<Setting>> variations;
  simulation::FlightShelf shelf;
  const std::size_t before = diagnostics.size();
  for (std::size_t i = 0; i < factor.values.size(); ++i) {
    const Setting setting{factor.address, factor.values[i], factor.at};
    if (std::find(factor.values.begin(), factor.values.begin() + static_cast<std::ptrdiff_t>(i), factor.values[i]) !=
        factor.values.begin() + static_cast<std::ptrdiff_t>(i))
      warn(factor.at, "factor." + factor.address, "has the value " + factor.values[i] + " twice", diagnostics);
    Diagnostics faults;
    const auto read = reader({setting}, faults);
    if (read && i < most_points_prepared) prepare(*read, study.beliefs.front(), study.sensing, shelf, faults);
    for (core::Diagnostic fault : faults) {
      if (fault.severity == Severity::warning) continue;
      fault.message = fault.key + " at " + factor.values[i] + ": " + fault.message;
      fault.at = factor.at;
      fault.key = "factor." + factor.address;
      diagnostics.push_back(fault);
    }
    variations.push_back({setting});
  }
  if (diagnostics.size() > before || variations.size() < 2) return;
  if (variations.size() > 3) variations = {variations.front(), variations[variations.size() / 2], variations.back()};
  const auto alike = study::play_alike(reader, variations, study.beliefs, study.sensing, study.seed);
  if (!alike || !*alike) return;
  const std::string why = study::why_no_bite(base, factor.address);
  warn(factor.at, "factor." + factor.address,
       why.empty() ? fmt::format("cannot bite: {} replications are alike at {} and {} under {}",
                                 study::bite_replications, factor.values.front(), factor.values.back(),
                                 names_of(study.beliefs))
                   : "cannot bite: " + why,
       diagnostics);
}

void check_variant(const io::CaseReader& reader, const study::Study& study, const study::Variant& variant,
                   const scenario::Case& base, Diagnostics& diagnostics) {
  warn_of_idle_settings(base, variant.settings, diagnostics);
  const std::array variations{std::vector<Setting>{}, variant.settings};
  Diagnostics faults;
  simulation::FlightShelf shelf;
  if (const auto read = reader(variant.settings, faults)) prepare(*read, variant.belief, study.sensing, shelf, faults);
  diagnostics.insert(diagnostics.end(), faults.begin(), faults.end());
  if (core::has_errors(faults)) return;
  // A factor may be what the variant acts on: it is compared at the ends of the first factor too.
  bool alike = true;
  std::vector<std::vector<Setting>> ends{{}};
  if (!study.factors.empty())
    for (const std::string& value : {study.factors.front().values.front(), study.factors.front().values.back()})
      ends.push_back({{study.factors.front().address, value, variant.at}});
  for (std::vector<Setting> point : ends) {
    std::vector<Setting> varied = point;
    varied.insert(varied.end(), variant.settings.begin(), variant.settings.end());
    const auto same = study::play_alike(reader, std::array{point, varied}, std::array{variant.belief}, study.sensing,
                                        study.seed);
    alike = alike && same.value_or(false);
  }
  if (alike) warn(variant.at, "variant." + variant.name, "plays like the scenario without it", diagnostics);
}

void check_study(const std::filesystem::path& path, const Options& options, Diagnostics& diagnostics) {
  const io::StudyFile file = io::read_study(path, diagnostics);
  if (file.scenario.empty()) return;
  const io::CaseReader reader(file.scenario, catalogue_folders(options), diagnostics);
  const auto base = reader({}, diagnostics);
  if (!base) return;
  study::admit(file.study, *base, path.string(), diagnostics);
  study::check_record(file.study, base->catalogue, diagnostics);
  if (core::has_errors(diagnostics)) return;
  simulation::FlightShelf shelf;
  const auto theatre = prepare(*base, file.study.beliefs.back(), file.study.sensing, shelf, diagnostics);
  if (!theatre) return;
  const Diagnostics review = simulation::review(base->scenario, *theatre);
  diagnostics.insert(diagnostics.end(), review.begin(), review.end());
  for (const study::Factor& factor : file.study.factors)
    check_factor(reader, *base, file.study, factor, diagnostics);
  for (const study::Variant& variant : file.study.variants)
    check_variant(reader, file.study, variant, *base, diagnostics);
  if (file.study.ignorance > 0) check_ignorance(reader, *base, file.study.beliefs.back(), diagnostics);
}

/// An entry or a list of sources, laid over the catalogue.
void check_catalogue(const std::filesystem::path& path, const Options& options, Diagnostics& diagnostics) {
  auto folders = catalogue_folders(options);
  folders.push_back(path);
  const catalogue::Catalogue all = io::read_catalogue(folders, diagnostics);
  if (core::has_errors(diagnostics)) return;
  for (const auto& [key, entry] : all.entries)
    if (entry.at.file == path.string())
      for (const std::string& contradiction : catalogue::close(all, key).contradictions)
        warn(entry.at, key, contradiction, diagnostics);
}

void check_file(const std::string& file, const Options& options, Diagnostics& diagnostics) {
  const io::toml::Table root = io::parse_toml(io::read_file(file), file, diagnostics);
  if (core::has_errors(diagnostics)) return;
  io::TableReader reader(root, file, "", {1, 1}, diagnostics);
  const auto format = reader.word(
      "format", {"equipoise-scenario/1", "equipoise-study/1", "equipoise-catalogue/1", "equipoise-sources/1"});
  if (!format) return;
  if (*format == "equipoise-scenario/1")
    check_scenario(file, options, diagnostics);
  else if (*format == "equipoise-study/1")
    check_study(file, options, diagnostics);
  else
    check_catalogue(file, options, diagnostics);
}

} // namespace

int check(const Options& options) {
  bool wrong = false;
  for (const std::string& file : options.files) {
    Diagnostics diagnostics;
    try {
      check_file(file, options, diagnostics);
    } catch (const io::CannotRead& error) { // the other files are still looked at
      diagnostics.push_back({Severity::error, {}, "", error.what()});
    }
    wrong = report(diagnostics, true) || wrong;
    if (!core::has_errors(diagnostics)) fmt::print("PASS    {}\n", file);
  }
  return wrong ? wrong_input : done;
}

} // namespace equipoise::cli
