#include "equipoise/study/kinds/requirement/requirement.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "equipoise/analysis/curve/requirement.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/play/executor.hpp"

namespace equipoise::study {
namespace {

constexpr std::uint64_t first_look = 250; ///< replications at each value, doubled until it is decided

double value_of(const Requirement& r, std::uint64_t k) {
  return r.min + static_cast<double>(k) * r.step;
}

/// One belief's search: prepares a value when it is first asked for and adds up what is played there.
class Search {
 public:
  Search(const Study& study, const scenario::CaseSource& source, const SweepControl& control,
         core::Diagnostics& diagnostics, catalogue::Belief belief)
      : study_(study), source_(source), control_(control), diagnostics_(diagnostics), belief_(belief) {}

  analysis::Requirement run() {
    analysis::RequirementSearch search;
    search.high = study_.requirement->steps();
    search.wanted = study_.requirement->wanted;
    search.max_trials = study_.replications;
    search.first_trials = std::min(first_look, study_.replications);
    return analysis::find_requirement(
        search, [this](std::uint64_t k, std::uint64_t first, std::uint64_t n) { return play(k, first, n); });
  }

  bool complete() const { return complete_; }

  /// What was played, by value.
  std::vector<results::Point> points() {
    std::vector<results::Point> list;
    for (auto& [k, played] : played_) {
      results::Point point;
      point.factors = {{study_.requirement->ends.address, value_of(*study_.requirement, k)}};
      point.belief = std::string(name_of(belief_));
      point.nominal = std::move(played.tally);
      point.outcomes_sha256 = core::to_hex(played.digests.finish());
      list.push_back(std::move(point));
    }
    return list;
  }

 private:
  struct Played {
    results::Tally tally;
    core::Sha256 digests;
  };

  /// Replications without a leaker; none once something is wrong or it is to stop, so that the search ends
  /// soon.
  std::uint64_t play(std::uint64_t k, std::uint64_t first, std::uint64_t n) {
    if (!complete_ || !prepare(k)) return 0;
    Execution execution;
    execution.threads = control_.threads;
    execution.stop = control_.stop;
    const ExecutionResult result = execute(*theatre_, study_.seed, first, n, execution);
    complete_ = result.complete;
    if (!complete_) return 0;
    Played& played = played_[k];
    played.tally.add(result.tally);
    const core::Digest digest = core::from_hex(result.outcomes_sha256);
    played.digests.update(std::span<const std::uint8_t>(digest));
    return result.tally.without_leaker;
  }

  bool prepare(std::uint64_t k) {
    if (theatre_ && prepared_ == k) return true;
    core::Diagnostics faults;
    const auto read = source_({requirement_setting(*study_.requirement, k)}, faults);
    const catalogue::ParameterSet nominal;
    theatre_.reset();
    if (read) {
      auto prepared =
          simulation::prepare(read->scenario, {read->catalogue, nominal}, belief_, study_.sensing, cache_);
      faults.insert(faults.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
      theatre_ = std::move(prepared.theatre);
    }
    prepared_ = k;
    complete_ = theatre_.has_value();
    for (const core::Diagnostic& fault : faults)
      if (!complete_ && fault.severity == core::Severity::error) diagnostics_.push_back(fault);
    if (control_.progress)
      control_.progress(
          0.0, std::string(name_of(belief_)) + ", " + requirement_setting(*study_.requirement, k).value);
    return complete_;
  }

  const Study& study_;
  const scenario::CaseSource& source_;
  const SweepControl& control_;
  core::Diagnostics& diagnostics_;
  catalogue::Belief belief_;
  simulation::FlightCache cache_;
  std::optional<simulation::Theatre> theatre_;
  std::uint64_t prepared_ = 0;
  std::map<std::uint64_t, Played> played_;
  bool complete_ = true;
};

} // namespace

scenario::Setting requirement_setting(const Requirement& r, std::uint64_t k) {
  return {r.ends.address, core::format_number(value_of(r, k)), r.ends.at};
}

results::StudyResult find_requirements(const Study& study, const scenario::CaseSource& source,
                                       const SweepControl& control, core::Diagnostics& diagnostics) {
  const auto begin = std::chrono::steady_clock::now();
  results::StudyResult result;
  result.requirement_step = study.requirement->step;
  core::Sha256 all;
  for (const catalogue::Belief belief : study.beliefs) {
    Search search(study, source, control, diagnostics, belief);
    const analysis::Requirement found = search.run();
    if (core::has_errors(diagnostics)) return result;
    const auto value = [&](const std::optional<std::uint64_t>& k) {
      return k ? std::optional(value_of(*study.requirement, *k)) : std::nullopt;
    };
    if (search.complete())
      result.requirements.push_back({study.requirement->ends.address, std::string(name_of(belief)),
                                     study.requirement->wanted, study.requirement->min,
                                     study.requirement->last(), value(found.count), value(found.too_few),
                                     value(found.enough)});
    else
      result.status = results::Status::partial;
    for (results::Point& point : search.points()) {
      const core::Digest digest = core::from_hex(point.outcomes_sha256);
      all.update(std::span<const std::uint8_t>(digest));
      result.replications_played += point.nominal.replications;
      result.points.push_back(std::move(point));
    }
    if (!search.complete()) break;
  }
  result.outcomes_sha256 = core::to_hex(all.finish());
  result.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

} // namespace equipoise::study
