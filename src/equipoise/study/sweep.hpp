#pragma once
#include <functional>
#include <map>
#include <string>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/stop.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/study/drawn_set.hpp"
#include "equipoise/study/share.hpp"
#include "equipoise/study/study.hpp"

namespace equipoise::study {

struct SweepControl {
  unsigned threads = 1;
  core::Stop stop;
  /// Share of the work done, and a word on what is being played. Called from one thread at a time.
  std::function<void(double share, const std::string& now)> progress;
  /// Work finished before, and where finished work is committed to. Called from one thread at a time.
  results::Records known;
  std::function<void(const results::ChunkRecord&)> commit_chunk;
  std::function<void(const results::PointRecord&)> commit_point;
  std::function<void(const results::SetRecord&)> commit_set;
  std::function<void(const results::CauseRecord&)> commit_cause;
  std::function<void(const results::RareRecord&)> commit_rare;
  std::function<void(const results::FieldRecord&)> commit_field;
  /// What is played here. The result of a part is not whole; what counts is what it commits.
  Share share;
};

/// The study's record beside what its drawn sets predict, under each belief. Assumes: a checked record.
std::vector<results::HeldClaim> hold_against_record(const Study& study, const catalogue::Catalogue& catalogue,
                                                    const results::StudyResult& result);

/// Plays a study of kind odds or sweep: first every point at nominal values, then the drawn parameter sets,
/// each at every point (ignorance outside, chance inside). All points see the same sets and the same draws,
/// so that their differences are paired. A nominal point that cannot be prepared is a fault; a drawn set that
/// cannot fly is counted. The result does not depend on the number of threads.
results::StudyResult sweep(const Study& study, const scenario::CaseSource& source,
                           const SweepControl& control, core::Diagnostics& diagnostics);

} // namespace equipoise::study
