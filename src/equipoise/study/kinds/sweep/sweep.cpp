#include "equipoise/study/kinds/sweep/sweep.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>

#include "equipoise/parallel/one_by_one.hpp"
#include "equipoise/parallel/parallel_for.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/kinds/compare/comparison.hpp"
#include "equipoise/study/kinds/sweep/plan.hpp"
#include "equipoise/study/kinds/sweep/precise_point.hpp"
#include "equipoise/study/play/drawn_set.hpp"
#include "equipoise/study/play/executor.hpp"

namespace equipoise::study {
namespace {

using results::Point;
using results::StudyResult;
using scenario::Case;

void append_errors(const core::Diagnostics& from, core::Diagnostics& to) {
  std::copy_if(from.begin(), from.end(), std::back_inserter(to),
               [](const core::Diagnostic& d) { return d.severity == core::Severity::error; });
}

class Sweep {
 public:
  Sweep(const Study& study, const scenario::CaseSource& source, const SweepControl& control,
        core::Diagnostics& diagnostics)
      : study_(study),
        source_(source),
        control_(control),
        diagnostics_(diagnostics),
        plans_(all_points(study)) {
    for (const PlannedPoint& plan : plans_) {
      result_.points.push_back(
          {plan.factors, std::string(name_of(plan.belief)), plan.variant, {}, {}, "", {}, {}});
      nominal_work_ += cost(plan) * static_cast<double>(study.replications);
      if (drawn(plan)) set_work_ += cost(plan) * static_cast<double>(study.replications_per_set);
    }
  }

  StudyResult run() {
    const auto begin = std::chrono::steady_clock::now();
    play_nominal();
    if (!core::has_errors(diagnostics_)) play_sets();
    const auto missing = [](const Point& point) { return point.nominal.replications == 0; };
    if (result_.parameter_sets_done < study_.ignorance ||
        std::any_of(result_.points.begin(), result_.points.end(), missing))
      result_.status = results::Status::partial;
    result_.parameter_sets = study_.ignorance;
    result_.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    core::Sha256 all;
    for (const Point& point : result_.points) {
      const core::Digest bytes = core::from_hex(point.outcomes_sha256);
      all.update(std::span<const std::uint8_t>(bytes));
    }
    result_.outcomes_sha256 = core::to_hex(all.finish());
    return std::move(result_);
  }

 private:
  /// Whether parameter sets are drawn there: of variants, only where they are what is asked about.
  bool drawn(const PlannedPoint& plan) const { return plan.variant.empty() || study_.kind == Kind::compare; }

  bool stopped() const { return control_.stop.requested(); }

  /// Work grows with the threats; only for the progress display.
  static double cost(const PlannedPoint& plan) {
    double size = 1.0;
    for (const auto& [address, value] : plan.factors)
      if (address.ends_with(".count") && value > 0.0) size *= value;
    return size + 2.0;
  }

  void report(double work, const std::string& now) {
    if (!control_.progress) return;
    const double total = nominal_work_ + set_work_ * static_cast<double>(study_.ignorance);
    control_.progress(std::min(1.0, work / total), now);
  }

  void play_nominal() {
    simulation::FlightCache cache;
    Comparison comparison(study_, source_, control_);
    const std::vector<unsigned> owners = split_points();
    const auto mine = [&](std::size_t p, std::uint64_t chunk) {
      return owners[p * chunks() + chunk] == control_.share.index;
    };
    double work = 0.0;
    for (std::size_t p = 0; p < plans_.size(); ++p) {
      if (const auto known = control_.known.points.find(p); known != control_.known.points.end()) {
        keep(known->second);
      } else if (!stopped()) {
        bool any = false;
        for (std::uint64_t c = 0; c < chunks(); ++c) any = any || mine(p, c);
        if (any && !play_point(
                       p, [&](std::uint64_t c) { return mine(p, c); }, work, comparison, cache))
          return;
      }
      work += cost(plans_[p]) * static_cast<double>(study_.replications);
    }
  }

  /// Plays what is `mine` of a point and keeps the point if that makes it whole. False if it cannot be
  /// prepared: the faults are told.
  bool play_point(std::size_t p, const std::function<bool(std::uint64_t)>& mine, double work,
                  Comparison& comparison, simulation::FlightCache& cache) {
    const PlannedPoint& plan = plans_[p];
    const catalogue::ParameterSet nominal;
    core::Diagnostics faults; // warnings are for `check`
    const auto read = source_(plan.settings, faults);
    append_errors(faults, diagnostics_);
    if (!read) return false;
    auto prepared =
        simulation::prepare(read->scenario, {read->catalogue, nominal}, plan.belief, study_.sensing, cache);
    diagnostics_.insert(diagnostics_.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
    if (!prepared.theatre) return false;
    Execution execution;
    execution.threads = control_.threads;
    execution.stop = control_.stop;
    execution.progress = [&](std::uint64_t played) {
      report(work + cost(plan) * static_cast<double>(played), "nominal values");
    };
    comparison.listen(plan.belief, plan.variant, execution);
    if (chunks() > 1) { // of a point that is one chunk, the point is committed
      execution.known = &control_.known;
      execution.point = p;
      execution.mine = mine;
      execution.commit = control_.commit_chunk;
    }
    const auto begin = std::chrono::steady_clock::now();
    ExecutionResult played =
        study_.precision
            ? play_precisely(study_, *prepared.theatre, plan.belief, plan.variant, execution, comparison)
            : execute(*prepared.theatre, study_.seed, 0, study_.replications, execution);
    if (!played.complete) return true;
    results::PointRecord record{p, std::move(played.tally), {}, played.outcomes_sha256, comparison.pairs()};
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (std::size_t a = 0; a < played.by_arrival.size() && prepared.theatre->arrivals() > 1; ++a)
      record.arrivals.push_back({prepared.theatre->arrival(a), std::move(played.by_arrival[a])});
    if (control_.commit_point) control_.commit_point(record);
    keep(record);
    return true;
  }

  /// Chunks that a point is split into: none where its rows are paired with those of another, or where what
  /// is seen says how many there are.
  std::uint64_t chunks() const {
    return study_.kind == Kind::compare || study_.precision ? 1 : chunks_of(study_.replications);
  }

  /// Which part of the work plays each chunk, point by point.
  std::vector<unsigned> split_points() const {
    std::vector<double> costs;
    for (const PlannedPoint& plan : plans_) costs.insert(costs.end(), chunks(), cost(plan));
    return split(costs, control_.share.of);
  }

  void keep(const results::PointRecord& record) {
    Point& point = result_.points[record.point];
    point.nominal = record.tally;
    point.outcomes_sha256 = record.outcomes_sha256;
    point.pairs = record.pairs;
    point.arrivals = record.arrivals;
    point.seconds = record.seconds;
    add_precision(study_, point);
    result_.replications_played += record.tally.replications;
  }

  void play_sets() {
    if (study_.ignorance == 0) return;
    core::Diagnostics ignored;
    const auto base = source_({}, ignored);
    if (!base) return;
    used_ = scenario::used_catalogue(*base);
    std::vector<std::optional<results::SetRecord>> sets(study_.ignorance);
    std::uint64_t done = 0;
    for (const auto& [number, record] : control_.known.sets)
      if (number < sets.size() && record.estimates.size() <= drawn_points()) {
        sets[number] = record;
        ++done;
      }
    parallel::OneByOne committing;
    parallel::parallel_for(control_.threads, study_.ignorance, control_.stop, [&](std::uint64_t s) {
      if (sets[s] || !control_.share.holds(s)) return true;
      sets[s] = play_set(*base, s);
      if (!sets[s]) return false;
      return committing([&] {
        if (control_.commit_set) control_.commit_set(*sets[s]);
        ++done;
        report(nominal_work_ + set_work_ * static_cast<double>(done),
               "parameter set " + std::to_string(done) + " of " + std::to_string(study_.ignorance));
      });
    });
    for (const auto& set : sets) {
      if (!set) continue;
      ++result_.parameter_sets_done;
      if (!set->flies) result_.cannot_fly.push_back(set->set);
      for (std::size_t p = 0; p < set->estimates.size(); ++p) {
        result_.points[p].sets.push_back(set->estimates[p]);
        result_.replications_played += set->estimates[p].replications;
      }
    }
  }

  /// One parameter set at every point at which sets are drawn (they come first). Nothing if it was
  /// interrupted.
  std::optional<results::SetRecord> play_set(const Case& base, std::uint64_t number) const {
    results::SetRecord set{number, true, {}};
    const scenario::Draw draw = scenario::draw(used_, base.scenario.ignorance, study_.seed, number);
    simulation::FlightCache cache;
    for (const PlannedPoint& plan : plans_) {
      if (!drawn(plan)) break;
      if (stopped()) return std::nullopt;
      // Other replications for each set and belief, and each variant compared, so that the noise of sets and
      // of gaps is independent.
      const std::uint64_t part = study_.kind == Kind::compare
                                     ? static_cast<std::uint64_t>(&plan - plans_.data())
                                     : static_cast<std::uint64_t>(plan.belief);
      const std::uint64_t parts = study_.kind == Kind::compare ? plans_.size() : 3;
      const std::uint64_t first = (number * parts + part) * study_.replications_per_set;
      const auto estimate = play_drawn(study_, source_, base, draw,
                                       {plan.settings, plan.belief, number, first, control_.stop}, cache);
      if (stopped()) return std::nullopt;
      if (!estimate) return results::SetRecord{number, false, {}};
      set.estimates.push_back(*estimate);
    }
    return set;
  }

  std::size_t drawn_points() const {
    return static_cast<std::size_t>(
        std::count_if(plans_.begin(), plans_.end(), [this](const PlannedPoint& p) { return drawn(p); }));
  }

  const Study& study_;
  const scenario::CaseSource& source_;
  const SweepControl& control_;
  core::Diagnostics& diagnostics_;
  std::vector<PlannedPoint> plans_;
  StudyResult result_;
  catalogue::Catalogue used_;
  double nominal_work_ = 0.0, set_work_ = 0.0;
};

} // namespace

results::StudyResult sweep(const Study& study, const scenario::CaseSource& source,
                           const SweepControl& control, core::Diagnostics& diagnostics) {
  return Sweep(study, source, control, diagnostics).run();
}

} // namespace equipoise::study
