#pragma once
// Variants beside the scenario as it is, under the same draws.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"
#include "equipoise/study/play/executor.hpp"

namespace equipoise::study {

/// Listens to the points of a comparison as they are played: keeps what came of each replication of the
/// scenario as it is, and pairs those of a variant with them. Listens to nothing in a study
/// of another kind.
class Comparison {
 public:
  Comparison(const Study& study, const scenario::CaseSource& source, const SweepControl& control)
      : study_(study), source_(source), control_(control) {}

  /// Before a point is played from its first replication on. Without a wanted precision plays the scenario as
  /// it is once more where a variant needs it and it was finished before a resume; with one that is
  /// `reach`'s.
  void listen(catalogue::Belief belief, const std::string& variant, Execution& execution);

  /// Sees to it that so many replications of the scenario as it is are there to be paired with.
  void reach(catalogue::Belief belief, std::uint64_t replications);

  /// Of the point listened to last; nothing if that was no variant.
  const std::optional<results::Pairs>& pairs() const { return pairs_; }

  /// What is kept of a replication: threats, then rounds.
  struct Row {
    std::uint32_t leaked, fired, wasted, doubled, friendly_shots;
  };
  static double bytes(const Study& study) {
    return study.kind != Kind::compare
               ? 0.0
               : static_cast<double>(sizeof(Row)) * static_cast<double>(study.replications) *
                     static_cast<double>(study.beliefs.size());
  }

 private:
  using Rows = std::vector<Row>;
  void keep(catalogue::Belief belief, Execution& execution);

  const Study& study_;
  const scenario::CaseSource& source_;
  const SweepControl& control_;
  std::map<catalogue::Belief, Rows> rows_;
  std::optional<results::Pairs> pairs_;
};

} // namespace equipoise::study
