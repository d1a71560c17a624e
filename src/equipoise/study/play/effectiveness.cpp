#include "equipoise/study/play/effectiveness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "equipoise/core/units.hpp"

namespace equipoise::study {
namespace {

/// The values of the one factor; empty unless they are counts in rising order.
std::vector<double> sizes_of(const Study& study) {
  std::vector<double> sizes;
  if (study.kind != Kind::sweep || study.factors.size() != 1 ||
      !study.factors.front().address.ends_with(".count"))
    return {};
  for (const std::string& value : study.factors.front().values) {
    const auto count = core::parse_quantity(value);
    if (!count || !(count->value > (sizes.empty() ? 0.0 : sizes.back()))) return {};
    sizes.push_back(count->value);
  }
  return sizes;
}

/// Whether nothing but the raid that the study sweeps can leak.
bool sweeps_all_that_leaks(const Study& study, const scenario::Case& base) {
  return std::all_of(base.scenario.raids.begin(), base.scenario.raids.end(), [&](const scenario::Raid& raid) {
    return raid.aim.has_value() == (raid.id + ".count" == study.factors.front().address);
  });
}

results::RaidLeakers leakers(double size, const std::vector<std::uint64_t>& counts) {
  std::vector<double> numbers(counts.begin(), counts.end());
  while (numbers.size() > 1 && numbers.back() == 0.0) numbers.pop_back();
  results::RaidLeakers raid{static_cast<unsigned>(size), results::normalised(numbers), 0};
  for (const std::uint64_t count : counts) raid.replications += count;
  return raid;
}

} // namespace

std::vector<std::pair<std::string, double>> drawn_values(const catalogue::Catalogue& used,
                                                         const scenario::Case& base, std::uint64_t seed,
                                                         std::uint64_t number) {
  const scenario::Draw draw = scenario::draw(used, base.scenario.ignorance, seed, number);
  std::vector<std::pair<std::string, double>> values;
  for (const auto& [name, value] : draw.catalogue) values.emplace_back(name.first + "." + name.second, value);
  values.insert(values.end(), draw.scenario_values.begin(), draw.scenario_values.end());
  return values;
}

bool sweeps_a_count(const Study& study) {
  return !sizes_of(study).empty();
}

bool makes_curves(const Study& study, const scenario::Case& base) {
  return study.effectiveness.value_or(true) && sweeps_a_count(study) && sweeps_all_that_leaks(study, base);
}

void check_curves(const Study& study, const scenario::Case& base, const std::string& file,
                  core::Diagnostics& diagnostics) {
  const core::Location at =
      study.effectiveness ? study.effectiveness_at
                          : (study.factors.empty() ? core::Location{file, 1, 1} : study.factors.front().at);
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, at, "effectiveness", message});
  };
  if (!makes_curves(study, base)) {
    if (study.effectiveness.value_or(false))
      fault("needs a sweep over one factor, the count of the only raid that can leak, in rising order");
    return;
  }
  if (core::has_errors(diagnostics)) return;      // the size would be that of faulty values
  constexpr double max_bytes = 64.0 * (1U << 20); // of any file that is read
  constexpr double bytes_a_value = 48.0;          // an address and a number
  const double bytes_a_count =
      2.0 + std::ceil(std::log10(1.0 + static_cast<double>(study.replications_per_set)));
  double set = 0.0;
  for (const auto& group : scenario::groups(scenario::used_catalogue(base), base.scenario.ignorance))
    set += bytes_a_value * static_cast<double>(group.members.size());
  for (const double size : sizes_of(study)) set += 32.0 + bytes_a_count * (size + 1.0);
  const double bytes = set * static_cast<double>(study.beliefs.size() * (study.ignorance + 1));
  if (bytes > max_bytes)
    fault(
        fmt::format("the curves of {} parameter sets under {} beliefs make a file of {:.0f} MB; allowed: "
                    "{:.0f} MB; {:.0f} sets fit, or any number with effectiveness = false",
                    study.ignorance, study.beliefs.size(), bytes / 1e6, max_bytes / 1e6,
                    max_bytes / bytes * static_cast<double>(study.ignorance + 1) - 1.0));
}

results::Effectiveness curves_of(const Study& study, const scenario::Case& base,
                                 const results::StudyResult& result) {
  results::Effectiveness all{study.title, "", {}};
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  for (const catalogue::Belief belief : study.beliefs) {
    std::map<std::uint64_t, results::EffectivenessSet> curves;
    for (const results::Point& point : result.points) {
      if (point.belief != name_of(belief) || !point.variant.empty()) continue;
      const double size = point.factors.front().second;
      const auto add = [&](std::uint64_t number, const std::vector<std::uint64_t>& counts) {
        results::EffectivenessSet& curve = curves[number];
        if (curve.raids.empty()) {
          curve.belief = point.belief;
          curve.set = number;
          if (number > 0) curve.values = drawn_values(used, base, study.seed, number - 1);
          curve.raids.push_back({0, {1.0}, 0});
        }
        curve.raids.push_back(leakers(size, counts));
      };
      add(0, point.nominal.leakers);
      for (const results::SetEstimate& set : point.sets) add(set.set + 1, set.leakers);
    }
    for (auto& [number, curve] : curves) all.sets.push_back(std::move(curve));
  }
  return all;
}

} // namespace equipoise::study
