#pragma once
// A shipped scenario, read with settings and prepared, for the end-to-end tests.
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/io/file.hpp"
#include "equipoise/io/read/scenario/case.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "tests/source.hpp"

namespace equipoise::tests {

using Settings = std::vector<std::pair<std::string, std::string>>;

inline const io::CaseReader& reader(const std::string& scenario) {
  static std::map<std::string, io::CaseReader> readers;
  const std::filesystem::path root = source();
  const auto found = readers.find(scenario);
  if (found != readers.end()) return found->second;
  core::Diagnostics diagnostics;
  io::CaseReader made(io::DiskFiles(), root / "scenarios" / scenario,
                      {root / "catalogue", root / "tests/data/catalogue"}, diagnostics);
  for (const auto& d : diagnostics) throw std::runtime_error(core::to_string(d));
  return readers.emplace(scenario, std::move(made)).first->second;
}

inline simulation::Theatre theatre(const std::string& scenario, const Settings& settings = {},
                                   catalogue::Belief belief = catalogue::Belief::assessed,
                                   scenario::Sensing sensing = scenario::Sensing::dwell) {
  static simulation::FlightCache cache;
  core::Diagnostics diagnostics;
  std::vector<scenario::Setting> list;
  for (const auto& [address, value] : settings) list.push_back({address, value, {"test", 0, 0}});
  const auto read = reader(scenario)(list, diagnostics);
  if (!read) throw std::runtime_error(core::to_string(diagnostics.at(0)));
  const catalogue::ParameterSet nominal;
  auto prepared = simulation::prepare(read->scenario, {read->catalogue, nominal}, belief, sensing, cache);
  if (!prepared.theatre) throw std::runtime_error(core::to_string(prepared.diagnostics.at(0)));
  return std::move(*prepared.theatre);
}

} // namespace equipoise::tests
