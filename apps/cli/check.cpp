#include <fmt/format.h>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/study_file.hpp"
#include "equipoise/simulation/prepare.hpp"

namespace equipoise::cli {
namespace {

/// Everything a run would find wrong, under the belief of the file.
void check_scenario(const std::filesystem::path& path, const Options& options,
                    core::Diagnostics& diagnostics) {
  const io::CaseReader reader(path, catalogue_folders(options), diagnostics);
  if (core::has_errors(diagnostics)) return;
  const auto resolved = reader({}, diagnostics);
  if (!resolved) return;
  simulation::FlightShelf shelf;
  const catalogue::ParameterSet nominal;
  const auto prepared = simulation::prepare(resolved->scenario, {resolved->catalogue, nominal},
                                            resolved->scenario.belief, resolved->scenario.sensing, shelf);
  diagnostics.insert(diagnostics.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
}

void check_study(const std::filesystem::path& path, const Options& options, core::Diagnostics& diagnostics) {
  const io::StudyFile file = io::read_study(path, diagnostics);
  if (core::has_errors(diagnostics)) return;
  const io::CaseReader reader(file.scenario, catalogue_folders(options), diagnostics);
  if (core::has_errors(diagnostics)) return;
  reader({}, diagnostics);
  for (const study::Factor& factor : file.study.factors)
    for (const std::string& value : factor.values)
      reader({{factor.address, value, {path.string(), 1, 1}}}, diagnostics);
  for (const study::Variant& variant : file.study.variants) reader(variant.settings, diagnostics);
}

} // namespace

int check(const Options& options) {
  bool wrong = false;
  for (const std::string& file : options.files) {
    core::Diagnostics diagnostics;
    const bool is_study = io::read_file(file).find("equipoise-study/") != std::string::npos;
    is_study ? check_study(file, options, diagnostics) : check_scenario(file, options, diagnostics);
    for (const core::Diagnostic& d : diagnostics)
      fmt::print("{} {}\n", d.severity == core::Severity::warning ? "WARNING" : "ERROR  ",
                 core::to_string(d));
    if (!core::has_errors(diagnostics)) fmt::print("PASS    {}\n", file);
    wrong = wrong || core::has_errors(diagnostics);
  }
  return wrong ? wrong_input : done;
}

} // namespace equipoise::cli
