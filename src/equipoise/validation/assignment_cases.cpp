#include <cmath>

#include "equipoise/assignment/weapon_target.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

struct Instance {
  std::vector<double> values, kill;
  std::vector<int> rounds;
};

/// As the head of wta_small_exact.csv says; without a seed all targets are worth 1 and every round kills with
/// 0.56.
Instance instance_of(const Row& row) {
  const auto weapons = static_cast<std::size_t>(row.number("weapons")),
             targets = static_cast<std::size_t>(row.number("targets"));
  Instance instance{std::vector<double>(targets, 1.0), std::vector<double>(weapons * targets, 0.56),
                    std::vector<int>(weapons, 1)};
  if (row.text("seed") == "-") return instance;
  auto state = static_cast<std::uint64_t>(row.number("seed"));
  const auto draw = [&](std::uint64_t below) {
    state = (1103515245 * state + 12345) & 0x7fffffff;
    return static_cast<double>(state % below);
  };
  for (double& value : instance.values) value = 10.0 + draw(90);
  for (double& p : instance.kill) p = std::round(1e4 * (0.30 + 0.60 * draw(10000) / 9999)) / 1e4;
  return instance;
}

} // namespace

Cases assignment_cases(const Published& published) {
  const std::string name = "weapon-target assignment", source = "exhaustive search, wta_small_exact.csv";
  Worst found(name, source, "surviving value", "1e-9 relative: the column carries ten to twelve digits");
  Worst bound(name, source, "proved lower bound", "1e-8 relative: a proof ends within 1e-9");
  for (const Row& row : published.assignments) {
    const Instance instance = instance_of(row);
    const auto weapons = static_cast<int>(instance.rounds.size()),
               targets = static_cast<int>(instance.values.size());
    assignment::WeaponTargetSolver solver({weapons, targets, weapons});
    std::vector<int> fired(instance.kill.size());
    const auto result = solver.assign({instance.values, instance.rounds, instance.kill, {}, 1},
                                      assignment::WeaponTargetMethod::optimal, fired);
    const double optimum = row.number("optimum");
    found.add(result.surviving_value, optimum, 1e-9 * optimum, row.text("name"));
    bound.add(result.lower_bound, optimum, 1e-8 * optimum, row.text("name"));
  }
  return {found.result(), bound.result()};
}

} // namespace equipoise::validation
