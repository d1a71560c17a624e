#pragma once
// What a study leaves behind: points, each played at nominal values and over drawn parameter sets.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/results/pairs.hpp"
#include "equipoise/results/tally.hpp"

namespace equipoise::results {

enum class Status { complete, partial };

/// What was counted in one parameter set after its first replications.
struct SetStage {
  std::uint64_t replications = 0, without_leaker = 0, leaked = 0, leaked_squares = 0;
};

/// One parameter set at one point.
struct SetEstimate {
  std::uint64_t set = 0;
  std::uint64_t replications = 0;
  std::uint64_t without_leaker = 0;
  std::uint64_t leaked = 0;
  std::uint64_t leaked_squares = 0;
  std::vector<std::uint64_t> leakers = {}; ///< replications by number of leakers, where they are asked for
  TransitTally transits = {};
  std::vector<SetStage> stages = {}; ///< on the way, each twice the one before, where they are asked for
};

struct ArrivalShare {
  std::string arrival; ///< "high path, body attached"
  Tally tally;
};

/// How precise a point was wanted and became: half-widths at 95 % of P(no leaker), of the difference where a
/// variant is compared.
struct Precision {
  double wanted = 0.0, half_width = 0.0;
  bool reached = false;
};

struct Point {
  std::vector<std::pair<std::string, double>> factors; ///< address and SI value
  std::string belief;
  std::string variant;                ///< empty: the scenario as it is
  Tally nominal;                      ///< every mode of arrival in equal shares
  std::vector<ArrivalShare> arrivals; ///< the same replications by mode of arrival
  std::string outcomes_sha256;        ///< of the nominal rows
  std::vector<SetEstimate> sets;      ///< by set; those that cannot fly are missing
  std::optional<Pairs> pairs;         ///< of a comparison's variant: beside the same belief without it
  /// Of each interval of chance: above 95 % where one looked more than once before it ended, so that 95 %
  /// holds for all looks together.
  double level = 0.95;
  std::optional<Precision> precision = {}; ///< where one is wanted
  double seconds = 0.0;                    ///< that the nominal values took
};

/// Finished work as it is committed: one chunk of a run or of a study's point, one point at nominal values,
/// one parameter set at all points, one choice of causes.
struct ChunkRecord {
  std::size_t point = 0; ///< of a run 0
  std::uint64_t chunk = 0;
  std::string sha256; ///< of its rows
  Tally tally;
  std::vector<Tally> by_arrival;
};
struct PointRecord {
  std::size_t point = 0;
  Tally tally;
  std::vector<ArrivalShare> arrivals;
  std::string outcomes_sha256;
  std::optional<Pairs> pairs = {};
  double seconds = 0.0;
};
struct SetRecord {
  std::uint64_t set = 0;
  bool flies = true;
  std::vector<SetEstimate> estimates; ///< by point
};

struct CauseRecord {
  unsigned causes = 0;             ///< switched on, one bit each
  std::vector<std::uint64_t> held; ///< replications without a leaker, by batch
};

/// A number with its 95 % interval.
struct Estimate {
  double value = 0.0, low = 0.0, high = 0.0;
};

struct RareStep {
  std::uint64_t samples = 0;
  Estimate probability;
};

/// What weighted samples add up to.
struct RareSums {
  std::array<double, 7> weights{}; ///< of analysis::WeightedSamples
  std::uint64_t hits = 0, plain = 0, plain_hits = 0;
  double plain_work = 0.0;
  std::array<double, reason_names.size()> reasons{}; ///< weight by reason
};

/// A chunk of weighted samples of one estimate. The sums are of this chunk and all before it: sums of parts
/// added up would differ in their last digits from those of a run in one go.
struct RareRecord {
  std::size_t estimate = 0;
  std::uint64_t chunk = 0;
  std::string sha256; ///< of the chunk's weights
  RareSums sums;
  std::vector<RareStep> steps; ///< told so far
};

/// A row of a footprint's grid. Its fields are numbered through belief by belief, nominal values first, then
/// the parameter sets.
struct FieldRecord {
  std::uint64_t field = 0, row = 0;
  bool flies = true;                            ///< else the whole field does not
  std::vector<std::vector<std::uint64_t>> held; ///< by column: raids without a leaker, by part of the raids
};

/// All that is finished, by what it is of.
struct Records {
  std::map<std::pair<std::size_t, std::uint64_t>, ChunkRecord> chunks; ///< by point and chunk
  std::map<std::size_t, PointRecord> points;
  std::map<std::uint64_t, SetRecord> sets;
  std::map<unsigned, CauseRecord> causes;
  std::map<std::pair<std::size_t, std::uint64_t>, RareRecord> rare;      ///< by estimate and chunk
  std::map<std::pair<std::uint64_t, std::uint64_t>, FieldRecord> fields; ///< by field and row

  void add(ChunkRecord r) { chunks[{r.point, r.chunk}] = std::move(r); }
  void add(PointRecord r) { points[r.point] = std::move(r); }
  void add(SetRecord r) { sets[r.set] = std::move(r); }
  void add(CauseRecord r) { causes[r.causes] = std::move(r); }
  void add(RareRecord r) { rare[{r.estimate, r.chunk}] = std::move(r); }
  void add(FieldRecord r) { fields[{r.field, r.row}] = std::move(r); }
};

/// A recorded rate beside what the drawn sets say beforehand.
struct HeldClaim {
  std::string claim;                                                        ///< catalogue address
  double low = 0.0, nominal = 0.0, high = 0.0;                              ///< as recorded
  std::string belief;                                                       ///< under which it is predicted
  double predicted_low = 0.0, predicted_median = 0.0, predicted_high = 0.0; ///< 5 %, 50 %, 95 %
  bool covered = false; ///< the recorded nominal, or anything beyond it, is not rarer than 5 % on either side
};

/// The gap between two beliefs in P(no leaker), split into its causes: the mean effect of switching each on,
/// over all orders (Shapley, 1953). The effects sum to the gap.
struct Waterfall {
  struct Cause {
    std::string name;
    Estimate effect;
  };
  double size = 0.0; ///< the swept value at which it is played; 0: nothing is swept
  Estimate from, to; ///< P(no leaker) under the brochure and under the assessed belief
  std::vector<Cause> causes;
  std::uint64_t replications = 0; ///< of each choice of causes
};

/// What the answer depends on: P(no leaker) where a group of parameters is drawn from its upper third, less
/// where from its lower third.
struct Hinge {
  std::string group;
  std::vector<std::string> members;
  Estimate effect;
};

/// The smallest value that reaches a wanted P(no leaker) under one belief. It lies above `too_few` and not
/// above `enough` with 95 % confidence, if more never protects less.
struct Requirement {
  std::string address; ///< of what is searched
  std::string belief;
  double wanted = 0.0;
  double min = 0.0, max = 0.0;           ///< values searched
  std::optional<double> count;           ///< nothing: not even the largest reaches it
  std::optional<double> too_few, enough; ///< nothing: none was shown to be
};

/// What P(no leaker) depends on, of everything that is not known: groups by falling total index.
struct Sensitivity {
  struct Input {
    std::string group;
    std::vector<std::string> members;
    Estimate mean, mean_absolute, deviation; ///< Morris: elementary effects over the whole range
    Estimate first, total;                   ///< Sobol: shares of the variance
  };
  std::string belief;
  std::vector<Input> inputs;
  double mean = 0.0; ///< of P(no leaker) over the sets
  Estimate variance; ///< chance inside the sets taken out
  std::uint64_t trajectories = 0, samples = 0, samples_used = 0;
  std::uint64_t sets = 0, cannot_fly = 0;
};

/// One measure at one point with what is not known and chance told apart.
struct Separated {
  Estimate mean;                            ///< over the sets
  Estimate low, high;                       ///< ends of the band: 5 % and 95 % of the sets
  double raw_low = 0.0, raw_high = 0.0;     ///< the same with the chance inside the sets left in
  std::vector<double> quantiles;            ///< of the sets, the least to the greatest in 40 steps
  Estimate ignorance, chance;               ///< shares of the variance of one raid
  double variance = 0.0;                    ///< of one raid, the sets alike
  double within = 0.0;                      ///< half-width at 95 % inside a set, root mean square
  std::uint64_t sets = 0, replications = 0; ///< behind it; replications of each set
};

/// Ignorance outside, chance inside, under one belief.
struct Uncertainty {
  std::string belief;
  Separated no_leaker, leakers;
  std::vector<double> predictive;                         ///< chance of so many leakers, the sets alike
  std::vector<Separated> by_sets, by_replications;        ///< P(no leaker) on the way there
  bool ignorance_reached = false, chance_reached = false; ///< as precise as wanted
};
struct Uncertainties {
  double ignorance_wanted = 0.0, chance_wanted = 0.0; ///< half-widths of P(no leaker)
  std::uint64_t replications = 0;                     ///< of each set
  std::vector<Uncertainty> beliefs;
};

/// The same force by two schedules of delivery.
struct ByYear {
  struct Delivery {
    std::string schedule, battery, from;     ///< a catalogue address, or empty
    double day = 0.0, low = 0.0, high = 0.0; ///< since 1 January 1970; the range as published
  };
  /// One point of the result, in their order.
  struct Force {
    int year = 0; ///< at its end
    std::string schedule;
    std::vector<std::string> batteries;        ///< that are there
    double defended = 0.0;                     ///< share of the places' value with a battery that defends it
    Estimate leaker_share;                     ///< of the threats launched; chance
    std::optional<Estimate> leaker_share_band; ///< over the sets, 5 % to 95 %
  };
  /// As contracted less as delivered, the same raids on both sides.
  struct Difference {
    int year = 0;
    std::string belief;
    double defended = 0.0;
    Estimate no_leaker, leaker_share; ///< chance
    std::optional<Estimate> no_leaker_band, leaker_share_band;
  };
  std::vector<Delivery> deliveries;
  std::vector<Force> forces;
  std::vector<Difference> differences;
};

/// P(any leaker) where it is too small to be counted, under one belief or variant.
struct RareEstimate {
  std::string belief, variant;
  std::uint64_t samples = 0, hits = 0;
  std::uint64_t plain_samples = 0, plain_hits = 0; ///< among those: drawn at the raid's own chances
  Estimate probability;
  bool trusted =
      false; ///< enough effective events; else the interval begins at 0 and ends where plain raids would
  double effective_events = 0.0, largest_share = 0.0;
  double gain = 0.0;           ///< work of plain raids over work of these for the same variance; NaN: unknown
  double unseen_at_most = 0.0; ///< what ways of leaking that no sample met may add; 0: all are sampled
  std::vector<std::pair<std::string, double>>
      reasons;                 ///< of the leakers, as shares of the chance; largest first
  std::vector<RareStep> steps; ///< the estimate as the samples came in
  std::string outcomes_sha256;
};

/// Where what a battery defends may stand, under one belief.
struct Footprint {
  struct Line {
    std::vector<std::pair<double, double>> points; ///< m east and north
    bool closed = false;
  };
  struct Level {
    double level = 0.0;
    Estimate area_m2;                                   ///< inside the grid; the interval is of chance
    std::optional<std::pair<double, double>> over_sets; ///< of the area: 5 % and 95 % of the parameter sets
    double coarser_area_m2 = 0.0; ///< by every second point alone: how far the step matters
    bool beyond = false;          ///< the region touches the border of the grid
    std::vector<Line> lines;
  };
  std::string belief;
  std::uint64_t replications = 0; ///< at each point
  std::vector<double> east_m, north_m;
  std::vector<std::uint64_t> without_leaker; ///< by row to the north, then east
  std::uint64_t sets = 0, cannot_fly = 0;
  std::vector<Level> levels;
};

struct FootprintMap {
  struct Site {
    std::string id;
    double east_m = 0.0, north_m = 0.0;
  };
  std::string asset;
  std::vector<Site> batteries;
  std::vector<Site> from; ///< of each raid, seen from the asset
  std::vector<Footprint> beliefs;
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
  std::optional<Waterfall> waterfall;
  std::optional<Sensitivity> sensitivity;
  std::optional<Uncertainties> uncertainty;
  std::optional<ByYear> by_year;
  std::vector<Requirement> requirements; ///< by belief, of a study of that kind
  double requirement_step = 1.0;
  std::vector<RareEstimate> rare;        ///< by belief, then by variant, of a study of that kind
  std::optional<FootprintMap> footprint; ///< of a study of that kind
  std::vector<Hinge> drivers;            ///< at the waterfall's size under the last belief, largest first
};

} // namespace equipoise::results
