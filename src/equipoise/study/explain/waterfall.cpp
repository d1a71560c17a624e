#include "equipoise/study/explain/waterfall.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/parallel/one_by_one.hpp"
#include "equipoise/parallel/parallel_for.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"

namespace equipoise::study {
namespace {

constexpr std::size_t batches = 20;
constexpr std::array<const char*, 6> names{"seen late or not at all",   "not ready",
                                           "slower than published",     "rounds and batteries that fail",
                                           "errors of kill assessment", "kill probability from the record"};
constexpr unsigned choices = 1U << names.size();

catalogue::Causes causes_of(unsigned mask) {
  catalogue::Causes on;
  on.seeing = (mask & 1U) != 0;
  on.readiness = (mask & 2U) != 0;
  on.timing = (mask & 4U) != 0;
  on.failures = (mask & 8U) != 0;
  on.kill_assessment = (mask & 16U) != 0;
  on.kill_probability = (mask & 32U) != 0;
  return on;
}

using Batches = std::array<double, batches>;

/// Replications without a leaker in each batch under one choice of causes; not whole if it is stopped.
std::vector<std::uint64_t> play(const simulation::Theatre& theatre, std::uint64_t seed,
                                std::uint64_t batch_replications, const std::function<bool()>& stopped) {
  std::vector<std::uint64_t> held(batches, 0);
  simulation::World world(theatre);
  for (std::size_t b = 0; b < batches; ++b)
    for (std::uint64_t i = 0; i < batch_replications && !stopped(); ++i)
      held[b] +=
          simulation::replicate(theatre, seed, b * batch_replications + i, world).leaked == 0 ? 1U : 0U;
  return held;
}

/// Choices in an order in which every n-th of them takes about as long: the causes that make a raid quicker
/// to play are the first bits.
unsigned turned(unsigned mask) {
  unsigned out = 0;
  for (std::size_t bit = 0; bit < names.size(); ++bit) out |= (mask >> bit & 1U) << (names.size() - 1 - bit);
  return out;
}

/// Weight of a set of causes that holds `size` of the others: size! (n - 1 - size)! / n!.
double weight(int size) {
  const int n = static_cast<int>(names.size());
  return std::tgamma(size + 1.0) * std::tgamma(n - size) / std::tgamma(n + 1.0);
}

results::Estimate measured(const std::vector<double>& values) {
  const analysis::Estimate e = analysis::mean_of(values);
  return {e.value, e.interval.low, e.interval.high};
}

} // namespace

ReferencePoint reference_point(const Study& study) {
  ReferencePoint point;
  if (study.footprint) point.settings = study.footprint->settings;
  for (std::size_t f = 0; f < study.factors.size(); ++f) {
    const Factor& factor = study.factors[f];
    // Of a grid of several factors the middle; of one factor the value nearest to twelve.
    const bool is_grid = study.factors.size() > 1;
    std::size_t nearest = is_grid ? (factor.values.size() - 1) / 2 : 0;
    double size = 0.0;
    if (const auto middle = core::parse_quantity(factor.values[nearest]); middle && is_grid)
      size = middle->value;
    for (std::size_t i = 0; !is_grid && i < factor.values.size(); ++i) {
      const auto quantity = core::parse_quantity(factor.values[i]);
      if (!quantity) continue;
      if (i == 0 || std::abs(quantity->value - 12.0) < std::abs(size - 12.0)) {
        nearest = i;
        size = quantity->value;
      }
    }
    if (f == 0) point.size = size;
    point.settings.push_back({factor.address, factor.values[nearest], {"study", 0, 0}});
  }
  return point;
}

std::optional<results::Waterfall> split_gap(const Study& study, const scenario::CaseSource& source,
                                            const SweepControl& control) {
  const auto has = [&](catalogue::Belief b) {
    return std::count(study.beliefs.begin(), study.beliefs.end(), b) > 0;
  };
  if (!has(catalogue::Belief::brochure) || !has(catalogue::Belief::assessed)) return std::nullopt;
  const ReferencePoint point = reference_point(study);
  core::Diagnostics ignored;
  const auto read = source(point.settings, ignored);
  if (!read) return std::nullopt;
  constexpr std::uint64_t enough = 6000; // where the study says how precise its points shall be, not this
  const std::uint64_t replications =
      study.precision ? std::min(enough, study.replications) : study.replications;
  const std::uint64_t batch_replications = std::max<std::uint64_t>(1, replications / batches);
  const auto stopped = [&] { return control.stop.requested(); };

  std::vector<std::optional<results::CauseRecord>> played(choices);
  for (const auto& [mask, record] : control.known.causes)
    if (mask < choices && record.held.size() == batches) played[mask] = record;
  unsigned done = 0;
  std::vector<simulation::FlightCache> caches(parallel::workers(control.threads));
  const catalogue::ParameterSet nominal;
  parallel::OneByOne committing;
  parallel::parallel_for(control.threads, choices, control.stop, [&](std::uint64_t turn, unsigned worker) {
    const auto mask = static_cast<unsigned>(turn);
    if (played[mask] || !control.share.holds(turned(mask))) return true;
    const auto prepared = simulation::prepare(read->scenario, {read->catalogue, nominal}, causes_of(mask),
                                              study.sensing, caches[worker]);
    if (!prepared.theatre) return false;
    results::CauseRecord record{mask, play(*prepared.theatre, study.seed, batch_replications, stopped)};
    if (stopped()) return false;
    return committing([&] {
      if (control.commit_cause) control.commit_cause(record);
      played[mask] = std::move(record);
      ++done;
      if (worker == 0 && control.progress)
        control.progress(static_cast<double>(done) / choices, "splitting the gap into its causes");
    });
  });
  if (std::any_of(played.begin(), played.end(), [](const auto& p) { return !p; })) return std::nullopt;
  std::vector<Batches> shares(choices);
  for (unsigned mask = 0; mask < choices; ++mask)
    for (std::size_t b = 0; b < batches; ++b)
      shares[mask][b] = static_cast<double>(played[mask]->held[b]) / static_cast<double>(batch_replications);

  results::Waterfall waterfall;
  waterfall.size = point.size;
  waterfall.replications = batches * batch_replications;
  waterfall.from = measured({shares[0].begin(), shares[0].end()});
  waterfall.to = measured({shares[choices - 1].begin(), shares[choices - 1].end()});
  for (unsigned cause = 0; cause < names.size(); ++cause) {
    std::vector<double> effects(batches, 0.0);
    for (unsigned mask = 0; mask < choices; ++mask) {
      if ((mask >> cause & 1U) != 0) continue;
      for (std::size_t b = 0; b < batches; ++b)
        effects[b] += weight(std::popcount(mask)) * (shares[mask | 1U << cause][b] - shares[mask][b]);
    }
    waterfall.causes.push_back({names[cause], measured(effects)});
  }
  return waterfall;
}

} // namespace equipoise::study
