#pragma once
// How a study is played, whatever its kind: threads, what is known already, where finished work goes.
#include <functional>
#include <string>

#include "equipoise/core/stop.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/study/plan/share.hpp"

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

} // namespace equipoise::study
