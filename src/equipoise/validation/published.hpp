#pragma once
// The published numbers as the comparisons want them. io reads them.
#include <map>
#include <string>
#include <vector>

#include "equipoise/scenario/case.hpp"

namespace equipoise::validation {

/// A line of a table by column: as it was written, and as a number where it is one.
struct Row {
  struct Cell {
    std::string text;
    double number;
  };
  std::map<std::string, Cell> cells;

  /// Empty, or not a number, where there is no such cell: no comparison with it holds.
  std::string text(const std::string& column) const;
  double number(const std::string& column) const;
};

using Table = std::vector<Row>;

/// A trajectory of one of NASA's check cases, by simulator. SI, angles in radians.
struct CheckCaseHistory {
  struct Sample {
    double time_s, altitude_m, latitude_rad, longitude_rad;
    double north_m_per_s, east_m_per_s, down_m_per_s;
  };
  int number = 0;        ///< of the atmospheric check case
  std::string simulator; ///< "sim_04", or empty
  std::string file;
  std::vector<Sample> samples;
};

struct Published {
  Table atmosphere, gravity, horizon, arcs, flyouts, entries;
  Table detection, required_snr, gases, point_sets, intervals, barrages, magazines;
  Table salvos, stochastic_salvos, duels, requirements, assignments;
  Table strike_costs, stability_indices, race_states, race_1909;
  Table spending, reaction_fits, reaction_fits_shipped; ///< data/sipri, which may be missing: then empty
  Table sensitivity, rare_events;
  Table check_case_ends;
  std::vector<CheckCaseHistory> check_cases;
  scenario::CaseSource barrage; ///< scenarios/textbook/wilkening.toml
};

} // namespace equipoise::validation
