#pragma once
// A claim made in public, and the proposition that stands in for it: a number of a study against a threshold.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "equipoise/results/study_result.hpp"

namespace equipoise::ledger {

/// The numbers that a proposition may be about.
enum class Measure {
  gap,                    ///< P(no leaker) under the brochure belief, less under the belief asked
  no_leaker_change,       ///< P(no leaker) of a variant, less of the scenario as it is
  leakers_change,         ///< leakers a raid, the same
  wasted_change,          ///< rounds a raid launched at targets that were dead already
  friendly_shots_change,  ///< rounds a raid launched at friends
  detection_range,        ///< of a visiting aircraft, of those raids that detected it, m
  first_shot_range,       ///< the same at the first launch, m
  exposed_time,           ///< of visiting aircraft, a raid, s
  arrivals_lost,          ///< P(at least K arrive) of one side's answer without the defence, less with it
  missiles_added,         ///< in a year with the purchase as delivered, less without it
  years_to_restore,       ///< until the offence has what it wanted, after the first lot
  share_late,             ///< of aim points covered in a year as contracted, less as delivered
  share_lost_to_sanctions ///< of aim points covered in a year without the shock to cost, less with it
};

/// How a measure is told: its name in files, its unit, the factor from SI to it, and its decimals.
struct MeasureWords {
  Measure measure;
  std::string_view name, unit;
  double scale;
  int decimals;
};
inline constexpr std::array<MeasureWords, 13> measures{{
    {Measure::gap, "gap", "points", 100.0, 0},
    {Measure::no_leaker_change, "no_leaker_change", "points", 100.0, 1},
    {Measure::leakers_change, "leakers_change", "threats a raid", 1.0, 2},
    {Measure::wasted_change, "wasted_change", "rounds a raid", 1.0, 2},
    {Measure::friendly_shots_change, "friendly_shots_change", "rounds a raid", 1.0, 3},
    {Measure::detection_range, "detection_range", "km", 1e-3, 0},
    {Measure::first_shot_range, "first_shot_range", "km", 1e-3, 0},
    {Measure::exposed_time, "exposed_time", "s", 1.0, 0},
    {Measure::arrivals_lost, "arrivals_lost", "points", 100.0, 0},
    {Measure::missiles_added, "missiles_added", "missiles", 1.0, 0},
    {Measure::years_to_restore, "years_to_restore", "years", 1.0, 0},
    {Measure::share_late, "share_late", "points", 100.0, 0},
    {Measure::share_lost_to_sanctions, "share_lost_to_sanctions", "points", 100.0, 0},
}};
constexpr const MeasureWords& words_of(Measure measure) {
  return measures[static_cast<std::size_t>(measure)];
}

struct Proposition {
  std::string study; ///< by its id in the ledger
  Measure measure = Measure::gap;
  std::vector<std::pair<std::string, std::string>> at; ///< settings of the point: address and value
  std::string variant;                                 ///< of a change
  std::string by;                                      ///< the side whose answer arrives
  unsigned arrive = 1;                                 ///< K
  int year = 0;
  bool at_least = true;   ///< else: at most
  double threshold = 0.0; ///< SI
  std::string words;      ///< one sentence; the threshold stands in it
};

bool holds(const Proposition& proposition, double value);
/// "25 points": a value of the measure in its unit. "never" for years that do not end.
std::string told(Measure measure, double value);
/// "25 points (20 to 31)"; without the interval where there is none.
std::string told(Measure measure, const results::Estimate& measured);

/// What happened afterwards, as recorded.
struct Event {
  std::string day, what;
  std::vector<std::string> sources; ///< keys
};
/// One side's account of what is disputed.
struct Version {
  std::string by, says, source;
};

/// A figure of a study's report that belongs to a claim.
struct FigureName {
  std::string study, figure;
};

/// In the words of this project, never a quotation.
struct Claim {
  std::string id, title;
  std::string speaker, date, said;
  std::vector<std::string> said_sources; ///< keys of the catalogue's sources
  std::string meant, measured, left_out, condition, would_change;
  std::string analogy; ///< why the claim stands here though nobody is on record for it; usually empty
  Proposition proposition;
  std::vector<FigureName> figures;
  std::vector<Event> afterwards;
  std::vector<Version> versions;
};

} // namespace equipoise::ledger
