#include "equipoise/study/precise_point.hpp"

#include "equipoise/analysis/paired.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::study {
namespace {

analysis::Interval interval_of(const results::Tally& tally, const std::optional<results::Pairs>& pairs,
                               double level) {
  return pairs ? analysis::paired_difference(pairs->no_leaker, level).interval
               : analysis::clopper_pearson(tally.without_leaker, tally.replications, level);
}

} // namespace

std::vector<analysis::Look> looks_of(const Study& study, const std::string& variant) {
  EQUIPOISE_PRECONDITION(study.precision.has_value());
  const bool paired = study.kind == Kind::compare && !variant.empty();
  return paired ? analysis::difference_looks(*study.precision) : analysis::looks(*study.precision);
}

std::uint64_t most_replications(double precision, bool compared) {
  return (compared ? analysis::difference_looks(precision) : analysis::looks(precision)).back().trials;
}

ExecutionResult play_precisely(const Study& study, const simulation::Theatre& theatre,
                               catalogue::Belief belief, const std::string& variant,
                               const Execution& execution, Comparison& comparison) {
  GrowingRun run(theatre, study.seed, execution);
  bool complete = true;
  analysis::play_looks(looks_of(study, variant), *study.precision, study.replications,
                       [&](std::uint64_t replications, double level) {
                         if (comparison.pairs()) comparison.reach(belief, replications);
                         complete = complete && run.play_to(replications);
                         if (!complete) return analysis::Interval{0.0, 0.0}; // ends the looking
                         return interval_of(run.result().tally, comparison.pairs(), level);
                       });
  ExecutionResult result = run.result();
  result.complete = complete;
  return result;
}

void add_precision(const Study& study, results::Point& point) {
  if (!study.precision || point.nominal.replications == 0) return;
  point.level = analysis::level_after(looks_of(study, point.variant), point.nominal.replications);
  const analysis::Interval i = interval_of(point.nominal, point.pairs, point.level);
  const double half_width = 0.5 * (i.high - i.low);
  point.precision = {*study.precision, half_width, half_width <= *study.precision};
}

} // namespace equipoise::study
