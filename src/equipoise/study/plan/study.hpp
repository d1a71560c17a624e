#pragma once
// A question: what is varied, how often it is played, under which beliefs.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::study {

enum class Kind { odds, sweep, compare, requirement, sensitivity, uncertainty, by_year, rare, footprint };

inline constexpr std::array kinds{Kind::odds,        Kind::sweep,       Kind::compare,
                                  Kind::requirement, Kind::sensitivity, Kind::uncertainty,
                                  Kind::by_year,     Kind::rare,        Kind::footprint};

constexpr std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::odds:
      return "odds";
    case Kind::sweep:
      return "sweep";
    case Kind::compare:
      return "compare";
    case Kind::requirement:
      return "requirement";
    case Kind::sensitivity:
      return "sensitivity";
    case Kind::uncertainty:
      return "uncertainty";
    case Kind::by_year:
      return "by-year";
    case Kind::rare:
      return "rare";
    case Kind::footprint:
      return "footprint";
  }
  return "";
}

constexpr std::optional<Kind> kind_from(std::string_view name) {
  for (const Kind kind : kinds)
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

/// One thing that is varied: an address and the values it takes, as written.
struct Factor {
  std::string address;
  std::vector<std::string> values;
  core::Location at;
};

/// The scenario with some settings changed, played at nominal values at every point of the grid: for "what
/// if".
struct Variant {
  std::string name;
  catalogue::Belief belief = catalogue::Belief::assessed;
  std::vector<scenario::Setting> settings;
  core::Location at;
};

/// Recorded rates of threats stopped, held against what the study predicts.
struct Record {
  unsigned raids = 1;              ///< as many raids of the scenario's kind as the record counts
  std::vector<std::string> claims; ///< catalogue addresses: "record-patriot-1991.rate.gao_strong_evidence"
  core::Location at, claims_at;
};

/// What is searched by a study of kind requirement: least, least + step, ... up to most.
struct Requirement {
  Factor ends; ///< its address, its least and its greatest value
  double min = 0.0, max = 0.0, step = 1.0;
  double wanted = 0.9; ///< P(no leaker)

  /// Number of the greatest value that steps from the least one reach.
  std::uint64_t steps() const { return static_cast<std::uint64_t>((max - min) / step + 1e-9); }
  double last() const { return min + static_cast<double>(steps()) * step; }
};

/// The designs of a study of kind sensitivity.
struct Sensitivity {
  std::uint64_t trajectories = 20, levels = 4; ///< Morris
  std::uint64_t base = 64, blocks = 8;         ///< Sobol: samples of each of the independent blocks
  core::Location at;
};

/// The design of a study of kind uncertainty: ignorance outside, chance inside. Raids are added to every
/// parameter set until the chance inside is known, then sets until what is not known is. Half-widths at 95 %
/// of P(no leaker).
struct Uncertainty {
  double chance_within = 0.05;    ///< inside a set: root mean square over the sets
  double ignorance_within = 0.05; ///< of the mean over the sets and of both ends of their band
  std::uint64_t min_sets = 64, max_sets = 1024;
  std::uint64_t min_replications = 50, max_replications = 3200; ///< of a set
  core::Location at;
};

/// From which day a battery of the scenario is there.
struct Delivery {
  std::string battery;
  std::string day; ///< "2021-12-15", or the catalogue address of a day
  core::Location at;
};

/// A force that grows by date, as contracted and as delivered. A battery that a schedule does not name was
/// there before.
struct ByYear {
  int first = 0, last = 0; ///< years, each counted at its end
  std::vector<Delivery> contracted, delivered;
  core::Location at;
};

/// The grid of a study of kind footprint: where the asset stands, and its raid with it, beside the batteries.
struct Footprint {
  std::string asset;
  double west_m = 0.0, east_m = 0.0, south_m = 0.0, north_m = 0.0; ///< from the stage's origin, in its frame
  double step_m = 0.0;
  std::vector<double> levels{0.5, 0.9};
  std::vector<scenario::Setting> settings; ///< laid over the scenario at every point
  core::Location at, asset_at;

  std::uint64_t columns() const { return static_cast<std::uint64_t>((east_m - west_m) / step_m + 1e-9) + 1; }
  std::uint64_t rows() const { return static_cast<std::uint64_t>((north_m - south_m) / step_m + 1e-9) + 1; }
};

struct Study {
  std::string title;
  Kind kind = Kind::odds;
  std::vector<Factor> factors; ///< their grid is played
  std::vector<catalogue::Belief> beliefs;
  std::uint64_t ignorance = 0;         ///< parameter sets drawn around each point; 0: nominal only
  std::uint64_t replications = 10'000; ///< at nominal values, at each point; with a precision the most
  /// Wanted half-width at 95 % of P(no leaker) at nominal values, of a variant's difference where compared.
  std::optional<double> precision;
  std::uint64_t replications_per_set = 0; ///< of each drawn set, at each point
  std::vector<Variant> variants;
  std::optional<Record> record;           ///< of a study of kind odds
  std::optional<Requirement> requirement; ///< of a study of that kind
  std::optional<Sensitivity> sensitivity; ///< of a study of that kind
  /// Whether the leakers of every set are kept for effectiveness curves; if not said, wherever they make
  /// some.
  std::optional<bool> effectiveness;
  core::Location effectiveness_at;
  std::optional<Uncertainty> uncertainty; ///< of a study of that kind
  std::optional<ByYear> by_year;          ///< of a study of that kind
  std::optional<Footprint> footprint;     ///< of a study of that kind
  std::uint64_t seed = 1;
  scenario::Sensing sensing = scenario::Sensing::table; ///< every look drawn takes a hundred times as long
};

} // namespace equipoise::study
