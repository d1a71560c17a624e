#pragma once
// A footprint's grid, played under one belief and one set of values.
#include <array>
#include <optional>
#include <vector>

#include "equipoise/analysis/curve/contour.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

inline constexpr std::size_t footprint_parts = 10; ///< of the replications, for the jackknife
/// Raids without a leaker at one place of the asset, by part.
using PartCounts = std::array<std::uint64_t, footprint_parts>;

/// The asset's place in the scenario's list.
std::optional<std::size_t> asset_of(const scenario::Scenario& scenario, const std::string& id);

/// Plays fields, row by row committed; what is known of them is not played again.
class FieldPlayer {
 public:
  FieldPlayer(const Study& study, const SweepControl& control);

  /// Its places, without values.
  const analysis::Grid& grid() const { return grid_; }
  std::size_t nodes() const { return grid_.x.size() * grid_.y.size(); }
  bool stopped() const { return control_.stop.requested(); }

  /// Every point of the grid, replications [first, first + replications) at each; nothing if it was stopped
  /// or the raid cannot fly. `number` names the field among all of the study.
  std::optional<std::vector<PartCounts>> play(std::uint64_t number, const scenario::Case& read,
                                              const catalogue::ParameterSet& set, catalogue::Belief belief,
                                              std::uint64_t first, std::uint64_t replications);

 private:
  class Field;

  const Study& study_;
  const Footprint& plan_;
  const SweepControl& control_;
  analysis::Grid grid_;
  std::vector<simulation::FlightCache> shelves_; ///< one a thread
  double fields_ = 1.0, fields_done_ = 0.0;
};

} // namespace equipoise::study
