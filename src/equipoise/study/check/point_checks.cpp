#include <algorithm>
#include <iterator>
#include <set>

#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/check/checks.hpp"
#include "equipoise/study/play/drawn_set.hpp"

namespace equipoise::study {
namespace {

using scenario::Setting;

constexpr std::size_t max_values_flown = 64; // of one factor, before the first point is played

void append_errors(const core::Diagnostics& from, core::Diagnostics& to) {
  std::copy_if(from.begin(), from.end(), std::back_inserter(to),
               [](const core::Diagnostic& d) { return d.severity == core::Severity::error; });
}

} // namespace

void check_ends(const scenario::CaseSource& source, const scenario::Case& base,
                core::Diagnostics& diagnostics, const core::Stop& stop) {
  const auto refused_at = [&](const scenario::UncertainValue& value, double si) {
    const Setting setting = drawn_setting(value, si);
    core::Diagnostics faults;
    source({setting}, faults);
    const std::size_t before = diagnostics.size();
    for (core::Diagnostic fault : faults) {
      if (fault.severity != core::Severity::error) continue;
      fault.message = setting.address + " at " + setting.value + ": " + fault.message;
      fault.at = value.range.at;
      fault.key = "ignorance";
      diagnostics.push_back(fault);
    }
    return diagnostics.size() > before;
  };
  for (const scenario::UncertainValue& value : base.scenario.ignorance) {
    if (stop.requested()) return;
    const bool low = refused_at(value, value.range.low), high = refused_at(value, value.range.high);
    // Whole ends say nothing of what lies between them, unless whole numbers are drawn.
    if (!low && !high && !value.whole) refused_at(value, scenario::quantile(value.range, 0.3));
  }
}

void check_points(const Study& study, const scenario::CaseSource& source, core::Diagnostics& diagnostics,
                  const core::Stop& stop) {
  simulation::FlightCache cache;
  const auto faults_at = [&](const std::vector<Setting>& settings, catalogue::Belief belief, bool fly) {
    core::Diagnostics all, errors;
    if (stop.requested()) return errors;
    const auto read = source(settings, all);
    if (read && fly) {
      const catalogue::ParameterSet nominal;
      const auto prepared =
          simulation::prepare(read->scenario, {read->catalogue, nominal}, belief, study.sensing, cache);
      all.insert(all.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
    }
    append_errors(all, errors);
    return errors;
  };
  if (const auto base = faults_at({}, study.beliefs.front(), true); !base.empty()) { // no factor is to blame
    diagnostics.insert(diagnostics.end(), base.begin(), base.end());
    return;
  }
  std::vector<std::pair<std::string, Factor>> factors;
  for (const Factor& factor : study.factors) factors.emplace_back("factor." + factor.address, factor);
  if (study.requirement) factors.emplace_back("requirement.set", study.requirement->ends);
  for (const auto& [key, factor] : factors) {
    std::set<std::string> told; // once for all values
    for (std::size_t i = 0; i < factor.values.size(); ++i)
      for (core::Diagnostic fault : faults_at({{factor.address, factor.values[i], factor.at}},
                                              study.beliefs.front(), i < max_values_flown)) {
        if (!told.insert(fault.key + fault.message).second) continue;
        fault.message = fault.key + " at " + factor.values[i] + ": " + fault.message;
        fault.at = factor.at;
        fault.key = key;
        diagnostics.push_back(fault);
      }
  }
  for (const Variant& variant : study.variants)
    for (core::Diagnostic fault : faults_at(variant.settings, variant.belief, true)) {
      if (fault.at.file != variant.at.file) { // of the scenario that the variant makes
        fault.message = fault.key + ": " + fault.message;
        fault.at = variant.at;
        fault.key = "variant." + variant.name;
      }
      diagnostics.push_back(fault);
    }
}

} // namespace equipoise::study
