#include "equipoise/study/play.hpp"

#include <algorithm>

#include "equipoise/core/units.hpp"
#include "equipoise/study/check/checks.hpp"
#include "equipoise/study/explain/drivers.hpp"
#include "equipoise/study/explain/record.hpp"
#include "equipoise/study/explain/waterfall.hpp"
#include "equipoise/study/kinds/by_year/by_year.hpp"
#include "equipoise/study/kinds/footprint/footprint.hpp"
#include "equipoise/study/kinds/rare/rare.hpp"
#include "equipoise/study/kinds/requirement/requirement.hpp"
#include "equipoise/study/kinds/sensitivity/sensitivity.hpp"
#include "equipoise/study/kinds/sweep/sweep.hpp"
#include "equipoise/study/kinds/uncertainty/uncertainty.hpp"
#include "equipoise/study/play/effectiveness.hpp"

namespace equipoise::study {
namespace {

using catalogue::Belief;
using results::Point;
using results::StudyResult;

/// The point at the study's reference under one belief; null if it was not played.
const Point* reference_of(const Study& study, const StudyResult& result, Belief belief) {
  const double size = reference_point(study).size;
  for (const Point& p : result.points)
    if (p.belief == name_of(belief) && p.variant.empty() && p.nominal.replications > 0 &&
        (p.factors.empty() || p.factors.front().second == size))
      return &p;
  return nullptr;
}

/// On what the gap between the brochure and the assessed belief drivers; with one belief alone, its chance.
std::vector<results::Hinge> drivers_of(const Study& study, const StudyResult& result,
                                       const scenario::Case& base) {
  const auto has = [&](Belief b) { return std::count(study.beliefs.begin(), study.beliefs.end(), b) > 0; };
  const bool gap = has(Belief::brochure) && has(Belief::assessed);
  const Point* low = reference_of(study, result, gap ? Belief::assessed : study.beliefs.back());
  const Point* high = gap ? reference_of(study, result, Belief::brochure) : nullptr;
  if (low == nullptr) return {};
  return high == nullptr ? drivers(base, study.seed, low->sets)
                         : drivers(base, study.seed, high->sets, low->sets);
}

/// Whether the work of a study is known beforehand, so that processes can share it. Another is played where
/// the parts are merged.
bool can_be_shared(Kind kind) {
  return kind == Kind::odds || kind == Kind::sweep || kind == Kind::compare || kind == Kind::sensitivity;
}

/// Where the question is another than that gap, it is not split into its causes.
bool is_gap_split(Kind kind) {
  return kind == Kind::odds || kind == Kind::sweep || kind == Kind::compare;
}

} // namespace

void check(const Study& study, const std::string& file, const scenario::CaseSource& source,
           const scenario::Case& base, core::Diagnostics& diagnostics, const core::Stop& stop) {
  constexpr std::uint64_t min = 20; // of what is told by parts of them
  if ((study.kind == Kind::rare || study.kind == Kind::footprint) && study.replications < min)
    diagnostics.push_back({core::Severity::error,
                           {file, 1, 1},
                           "replications",
                           "must be at least 20 in a study of kind " + std::string(name_of(study.kind))});
  check_ends(source, base, diagnostics, stop);
  check_record(study, base.catalogue, diagnostics);
  check_sensitivity(study, base, diagnostics);
  check_uncertainty(study, base, diagnostics);
  check_by_year(study, base, diagnostics);
  check_points(study, source, diagnostics, stop);
  check_footprint(study, source, diagnostics);
  admit(study, base, file, diagnostics);
  check_curves(study, base, file, diagnostics);
}

StudyResult play(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                 const SweepControl& control, core::Diagnostics& diagnostics) {
  if (!control.share.all() && !can_be_shared(study.kind)) return {};
  if (control.stop.requested()) { // as a rule its check was stopped
    StudyResult nothing;
    nothing.status = results::Status::partial;
    nothing.parameter_sets = study.ignorance;
    return nothing;
  }
  if (study.kind == Kind::requirement) return find_requirements(study, source, control, diagnostics);
  if (study.kind == Kind::by_year) return play_by_year(study, source, base, control, diagnostics);
  if (study.kind == Kind::rare) return play_rare(study, source, control, diagnostics);
  if (study.kind == Kind::footprint) return play_footprint(study, source, base, control, diagnostics);
  StudyResult result = sweep(study, source, control, diagnostics);
  if (core::has_errors(diagnostics)) return result;
  if (!control.share.all() || result.status == results::Status::complete) {
    if (study.sensitivity) add_sensitivity(study, source, base, control, result);
    if (study.uncertainty) add_uncertainty(study, source, base, control, result);
    if (is_gap_split(study.kind)) result.waterfall = split_gap(study, source, control);
    result.drivers = drivers_of(study, result, base);
    if (control.stop.requested()) result.status = results::Status::partial;
  }
  result.held = hold_against_record(study, base.catalogue, result);
  return result;
}

} // namespace equipoise::study
