#include "equipoise/strategy/exchange.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "equipoise/core/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {

void check(const Side& side, const core::Location& at, core::Diagnostics& diagnostics) {
  std::uint64_t warheads = 0;
  const auto fault = [&](const std::string& key, const std::string& message) {
    diagnostics.push_back({core::Severity::error, at, side.name + "." + key, message});
  };
  for (const LauncherClass& l : side.launchers) {
    using Share = std::pair<const char*, double>;
    for (const auto& [name, value] :
         std::array{Share{"availability", l.availability}, Share{"survivability", l.survivability},
                    Share{"reliability", l.reliability}})
      if (!(value >= 0.0 && value <= 1.0)) fault(l.name + "." + name, "must lie between 0 and 1");
    if (l.warheads == 0) fault(l.name + ".warheads", "must be at least 1");
    warheads += std::uint64_t{l.count} * l.warheads;
  }
  if (warheads > most_warheads)
    fault("launchers",
          std::to_string(warheads) + " warheads in all; allowed: at most " + std::to_string(most_warheads));
}

Arriving arriving(const Side& side, bool struck) {
  Arriving sum;
  for (const LauncherClass& l : side.launchers) {
    const double works = l.availability * (struck ? l.survivability : 1.0) * l.reliability;
    Pmf& group = l.met ? sum.met : sum.unmet;
    group = convolve(group, stretch(binomial(l.count, works), l.warheads));
  }
  return sum;
}

Pmf through(const Arriving& arriving, const std::vector<Pmf>& by_threats) {
  return convolve(mixture(arriving.met, by_threats), arriving.unmet);
}

double value_destroyed(double warheads, double w80) {
  EQUIPOISE_PRECONDITION(warheads >= 0.0 && w80 > 0.0);
  return -core::expm1(-warheads * core::log(5.0) / w80);
}

double expected_value_destroyed(const Pmf& leakers, double w80) {
  double sum = 0.0;
  for (std::size_t k = 0; k < leakers.size(); ++k)
    sum += leakers[k] * value_destroyed(static_cast<double>(k), w80);
  return sum;
}

namespace {

[[maybe_unused]] bool are_weights(const std::vector<double>& weights) { // for a condition
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  return std::all_of(weights.begin(), weights.end(), [](double w) { return w >= 0.0; }) &&
         1.0 - 1e-9 <= sum && sum <= 1.0 + 1e-9;
}

} // namespace

Pmf weighted(const std::vector<double>& weights, const std::vector<Pmf>& by_belief) {
  EQUIPOISE_PRECONDITION(are_weights(weights) && weights.size() == by_belief.size());
  Pmf sum{0.0};
  for (std::size_t b = 0; b < weights.size(); ++b) add(sum, weights[b], by_belief[b]);
  return sum;
}

} // namespace equipoise::strategy
