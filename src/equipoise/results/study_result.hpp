#pragma once
// What a study leaves behind: points, each played at nominal values and over drawn parameter sets.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/results/tally.hpp"

namespace equipoise::results {

enum class Status { complete, partial };

/// One parameter set at one point.
struct SetEstimate {
  std::uint64_t set = 0;
  std::uint64_t replications = 0;
  std::uint64_t without_leaker = 0;
  std::uint64_t leaked = 0;
  std::uint64_t leaked_squares = 0;
  std::vector<std::uint64_t> leakers = {}; ///< replications by number of leakers, where a record asks for it
};

struct ArrivalShare {
  std::string arrival; ///< "high path, body attached"
  Tally tally;
};

struct Point {
  std::vector<std::pair<std::string, double>> factors; ///< address and SI value
  std::string belief;
  std::string variant;                ///< empty: the scenario as it is
  Tally nominal;                      ///< every way of arriving in equal shares
  std::vector<ArrivalShare> arrivals; ///< the same replications by way of arriving
  std::string outcomes_sha256;        ///< of the nominal rows
  std::vector<SetEstimate> sets;      ///< by set; those that cannot fly are missing
};

/// Finished work as it is committed: one chunk of a run, one point at nominal values, one parameter set at
/// all points.
struct ChunkRecord {
  std::string sha256; ///< of its rows
  Tally tally;
  std::vector<Tally> by_arrival;
};
struct PointRecord {
  std::size_t point = 0;
  Tally tally;
  std::vector<Tally> by_arrival;
  std::string outcomes_sha256;
};
struct SetRecord {
  std::uint64_t set = 0;
  bool flies = true;
  std::vector<SetEstimate> estimates; ///< by point
};

/// A recorded rate beside what the drawn sets say beforehand.
struct HeldClaim {
  std::string claim;                                       ///< catalogue address
  double low = 0.0, nominal = 0.0, high = 0.0;             ///< as recorded
  std::string belief;                                      ///< under which it is predicted
  double predicted_low = 0.0, predicted_median = 0.0, predicted_high = 0.0; ///< 5 %, 50 %, 95 %
  bool covered = false; ///< the recorded nominal, or anything beyond it, is not rarer than 5 % on either side
};

struct StudyResult {
  Status status = Status::complete;
  std::vector<Point> points;
  std::uint64_t parameter_sets = 0; ///< asked for
  std::uint64_t parameter_sets_done = 0;
  std::vector<std::uint64_t> cannot_fly; ///< sets that contradict themselves: counted, not redrawn
  std::uint64_t replications_played = 0;
  double elapsed_s = 0.0;
  std::string outcomes_sha256; ///< of the points' digests in order
  std::vector<HeldClaim> held; ///< against the record, where the study asks for it
};

} // namespace equipoise::results
