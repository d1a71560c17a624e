#include "equipoise/study/rare.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <thread>

#include "equipoise/analysis/rare_event.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/simulation/prepare.hpp"
#include "equipoise/simulation/replicate.hpp"
#include "equipoise/study/executor.hpp"

namespace equipoise::study {
namespace {

using results::RareEstimate;
using simulation::WeightedOutcome;

constexpr double least_events = 100.0; ///< effective: fewer are not trusted (analysis::ImportanceEstimate)

/// One thread's scratch.
struct Player {
  simulation::World world;
  simulation::Tilt tilt;
};

/// Threads take blocks as they come free; each sample has its place.
void fill(const simulation::Theatre& theatre, const Study& study, const SweepControl& control,
          std::uint64_t first, std::span<WeightedOutcome> samples, std::vector<Player>& players) {
  constexpr std::size_t block = 64;
  std::atomic<std::size_t> next{0};
  const auto work = [&](Player& own) {
    for (std::size_t begin = next.fetch_add(block); begin < samples.size(); begin = next.fetch_add(block))
      for (std::size_t i = begin; i < std::min(samples.size(), begin + block); ++i) {
        if (control.stop.requested()) return;
        samples[i] = simulation::replicate_tilted(theatre, study.seed, first + i, own.world, own.tilt);
      }
  };
  std::vector<std::jthread> helpers;
  for (std::size_t t = 1; t < players.size(); ++t) helpers.emplace_back([&, t] { work(players[t]); });
  work(players.front());
}

/// What the samples so far say.
class Sums {
 public:
  void add(const WeightedOutcome& sample) {
    const bool hit = sample.row.leaked > 0;
    const double weight = hit ? sample.weight : 0.0;
    all_.add({weight, static_cast<double>(sample.events)});
    more_.hits += weight > 0.0 ? 1 : 0;
    if (sample.plain) {
      ++more_.plain;
      more_.plain_hits += hit ? 1 : 0;
      more_.plain_work += static_cast<double>(sample.events);
    }
    for (std::size_t r = 0; hit && r < more_.reasons.size(); ++r)
      more_.reasons[r] += weight * sample.row.reasons[r] / sample.row.leaked;
  }

  std::uint64_t count() const { return all_.count(); }

  results::RareSums sums() const {
    results::RareSums sums = more_;
    sums.weights = all_.sums();
    return sums;
  }
  void go_on_from(const results::RareSums& sums) {
    more_ = sums;
    all_ = analysis::WeightedSamples(sums.weights);
  }

  /// With fewer effective events than are trusted the interval is what the plain raids among the samples
  /// allow.
  void tell(RareEstimate& to, bool reaches_all) {
    to.samples = all_.count();
    to.hits = more_.hits;
    to.plain_samples = more_.plain;
    to.plain_hits = more_.plain_hits;
    const analysis::ImportanceEstimate e = all_.estimate(std::max<std::uint64_t>(1, more_.plain));
    to.effective_events = e.effective_events;
    to.largest_share = e.largest_share;
    to.trusted = e.effective_events >= least_events;
    to.probability = {e.probability, e.interval.low, e.interval.high};
    const double plain_high =
        more_.plain == 0 ? 1.0 : analysis::clopper_pearson(more_.plain_hits, more_.plain).high;
    if (!to.trusted) to.probability = {e.probability, 0.0, std::max(e.interval.high, plain_high)};
    to.unseen_at_most = reaches_all        ? 0.0
                        : more_.plain == 0 ? 1.0
                                           : analysis::clopper_pearson(0, more_.plain).high;
    to.gain = to.trusted && more_.plain > 0 && e.run_variance > 0.0
                  ? analysis::work_normalised_gain(e, e.probability,
                                                   more_.plain_work / static_cast<double>(more_.plain))
                  : results::none;
    to.reasons.clear();
    double total = 0.0;
    for (const double share : more_.reasons) total += share;
    for (std::size_t r = 0; r < more_.reasons.size(); ++r)
      if (more_.reasons[r] > 0.0) to.reasons.emplace_back(results::reason_names[r], more_.reasons[r] / total);
    std::stable_sort(to.reasons.begin(), to.reasons.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    to.steps.push_back({to.samples, to.probability});
  }

 private:
  analysis::WeightedSamples all_;
  results::RareSums more_; ///< all but the weights
};

std::string digest(std::span<const WeightedOutcome> samples) {
  core::Sha256 hash;
  std::array<std::uint8_t, 8> bytes{};
  for (const WeightedOutcome& sample : samples) {
    const double weight = sample.row.leaked > 0 ? sample.weight : 0.0;
    for (int k = 0; k < 8; ++k)
      bytes[static_cast<std::size_t>(k)] =
          static_cast<std::uint8_t>(std::bit_cast<std::uint64_t>(weight) >> (8 * k));
    hash.update(std::span<const std::uint8_t>(bytes));
  }
  return core::to_hex(hash.finish());
}

} // namespace

RareEstimate estimate_rare(const simulation::Theatre& theatre, const Study& study,
                           const SweepControl& control, std::size_t number) {
  EQUIPOISE_PRECONDITION(study.replications >= 1);
  std::vector<Player> players;
  for (unsigned t = 0; t < std::max(1U, control.threads); ++t)
    players.push_back({simulation::World(theatre), simulation::Tilt(theatre)});
  const bool reaches_all = simulation::reaches_every_leak(theatre);
  const std::uint64_t count = study.replications;
  std::vector<WeightedOutcome> samples(std::min(count, chunk_replications));
  RareEstimate result;
  Sums sums;
  core::Sha256 digests;
  std::uint64_t told = std::max<std::uint64_t>(2, count / 64); // then at every doubling
  for (std::uint64_t c = 0, done = 0; done < count; ++c, done += samples.size()) {
    const std::span<WeightedOutcome> part(samples.data(),
                                          std::min<std::uint64_t>(samples.size(), count - done));
    results::RareRecord record{number, c, "", {}, {}};
    if (const auto known = control.known.rare.find({number, c}); known != control.known.rare.end()) {
      record = known->second;
      sums.go_on_from(record.sums);
      result.steps = record.steps;
      while (told <= sums.count() && told != count) told *= 2;
    } else {
      fill(theatre, study, control, done, part, players);
      if (control.stop.requested()) break;
      for (const WeightedOutcome& sample : part) {
        sums.add(sample);
        if (sums.count() != told || told == count) continue;
        sums.tell(result, reaches_all);
        told *= 2;
      }
      record.sha256 = digest(part);
      record.sums = sums.sums();
      record.steps = result.steps;
      if (control.commit_rare) control.commit_rare(record);
    }
    const core::Digest bytes = core::from_hex(record.sha256);
    digests.update(std::span<const std::uint8_t>(bytes));
  }
  if (sums.count() >= 2) sums.tell(result, reaches_all);
  result.outcomes_sha256 = core::to_hex(digests.finish());
  return result;
}

results::StudyResult play_rare(const Study& study, const scenario::CaseSource& source,
                               const SweepControl& control, core::Diagnostics& diagnostics) {
  const auto begin = std::chrono::steady_clock::now();
  results::StudyResult result;
  std::vector<Variant> cases;
  for (const catalogue::Belief belief : study.beliefs) cases.push_back({"", belief, {}, {}});
  cases.insert(cases.end(), study.variants.begin(), study.variants.end());
  simulation::FlightShelf shelf;
  core::Sha256 all;
  for (std::size_t c = 0; c < cases.size(); ++c) {
    const std::string belief(name_of(cases[c].belief));
    if (control.progress)
      control.progress(static_cast<double>(c) / static_cast<double>(cases.size()),
                       cases[c].name.empty() ? belief : cases[c].name);
    core::Diagnostics faults;
    const auto read = source(cases[c].settings, faults);
    const catalogue::ParameterSet nominal;
    std::optional<simulation::Theatre> theatre;
    if (read) {
      auto prepared = simulation::prepare(read->scenario, {read->catalogue, nominal}, cases[c].belief,
                                          study.sensing, shelf);
      faults.insert(faults.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
      theatre = std::move(prepared.theatre);
    }
    if (!theatre) {
      diagnostics.insert(diagnostics.end(), faults.begin(), faults.end());
      return result;
    }
    RareEstimate estimate = estimate_rare(*theatre, study, control, c);
    estimate.belief = belief;
    estimate.variant = cases[c].name;
    result.replications_played += estimate.samples;
    const core::Digest digest = core::from_hex(estimate.outcomes_sha256);
    all.update(std::span<const std::uint8_t>(digest));
    const bool complete = estimate.samples == study.replications;
    if (estimate.samples > 0) result.rare.push_back(std::move(estimate));
    if (!complete) {
      result.status = results::Status::partial;
      break;
    }
  }
  result.outcomes_sha256 = core::to_hex(all.finish());
  result.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

} // namespace equipoise::study
