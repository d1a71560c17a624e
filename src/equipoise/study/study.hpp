#pragma once
// A question: what is varied, how often it is played, under which beliefs.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::study {

enum class Kind { odds, sweep, compare, requirement, sensitivity };

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
  }
  return "";
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
  double least = 0.0, greatest = 0.0, step = 1.0;
  double wanted = 0.9; ///< P(no leaker)

  /// Number of the greatest value that steps from the least one reach.
  std::uint64_t steps() const { return static_cast<std::uint64_t>((greatest - least) / step + 1e-9); }
  double most() const { return least + static_cast<double>(steps()) * step; }
};

/// The designs of a study of kind sensitivity.
struct Sensitivity {
  std::uint64_t trajectories = 20, levels = 4; ///< Morris
  std::uint64_t base = 64, blocks = 8;         ///< Sobol: samples of each of the independent blocks
  core::Location at;
};

struct Study {
  std::string title;
  Kind kind = Kind::odds;
  std::vector<Factor> factors; ///< their grid is played
  std::vector<catalogue::Belief> beliefs;
  std::uint64_t ignorance = 0;            ///< parameter sets drawn around each point; 0: nominal only
  std::uint64_t replications = 10'000;    ///< at nominal values, at each point
  std::uint64_t replications_per_set = 0; ///< of each drawn set, at each point
  std::vector<Variant> variants;
  std::optional<Record> record;           ///< of a study of kind odds
  std::optional<Requirement> requirement; ///< of a study of that kind
  std::optional<Sensitivity> sensitivity; ///< of a study of that kind
  /// Whether the leakers of every set are kept for effectiveness curves; if not said, wherever they make
  /// some.
  std::optional<bool> effectiveness;
  core::Location effectiveness_at;
  std::uint64_t seed = 1;
  scenario::Sensing sensing = scenario::Sensing::table; ///< every look drawn takes a hundred times as long
};

} // namespace equipoise::study
