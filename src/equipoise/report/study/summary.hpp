#pragma once
// The result, put in the order in which it is told: curves, gaps and crossings as plain values.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/analysis/curve/crossing.hpp"
#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/report/study/document.hpp"

namespace equipoise::report {

/// P(no leaker) at one point. `point` lives as long as the document.
struct Sample {
  double size = 0.0;
  const results::Point* point = nullptr;
  double value = 0.0;
  analysis::Interval chance;               ///< Clopper & Pearson, at nominal values
  std::optional<analysis::Band> ignorance; ///< missing without parameter sets
};

struct Curve {
  std::string belief;
  std::string variant;
  std::vector<Sample> samples; ///< by rising size
};

/// Brochure less assessed (or whichever two beliefs there are), at one size.
struct Gap {
  double size = 0.0;
  double value = 0.0;
  analysis::Interval chance;
  std::optional<analysis::Band> ignorance;
};

/// Where a belief's curve falls to a level, at nominal values and over the parameter sets.
struct Fall {
  bool whole = true; ///< only whole sizes were played: a size is told as a whole number
  analysis::Crossing nominal;
  std::size_t sets = 0;         ///< sets that were played at every size; 0: no range
  analysis::Crossing low, high; ///< 5 % and 95 % of them
};

/// The largest change of P(no leaker) that a variant makes.
struct Change {
  const Curve* variant = nullptr;
  double size = 0.0;
  double value = 0.0;
  analysis::Interval chance;
  std::size_t sizes = 0;                          ///< compared
  std::vector<std::pair<double, double>> by_size; ///< size and change
};

struct Summary {
  bool swept = false;      ///< more than one size was played
  std::string label;       ///< of the swept factor
  double reference = 12.0; ///< the size played nearest to 12
  std::vector<double> sizes;
  std::vector<Curve> beliefs; ///< brochure, frictions, assessed, others
  std::vector<Curve> variants;
  std::size_t high = 0, low = 0; ///< the two beliefs compared; equal if there is only one
  std::vector<Gap> gaps;         ///< of those two
  std::size_t left_out = 0;      ///< points not drawn: at other values of a second factor, or not played
};

Summary read(const Document& document);

/// The interval that goes with an estimate in a sentence, and the decimals that both bands support.
struct Shown {
  analysis::Interval interval; ///< of what is not known where it was drawn, else of chance
  int decimals = 0;
};
Shown shown(const analysis::Interval& chance, const std::optional<analysis::Band>& ignorance);

const Sample* at(const Curve& curve, double size);
const Sample* at_reference(const Summary& summary, std::size_t belief);
const Gap* gap_at_reference(const Summary& summary);

/// Domain: a curve with samples.
Fall falls_to(const Curve& curve, double level);

/// A change counts from here on (DESIGN, section 5, rule 10).
inline constexpr double min_influence = 0.05;
std::vector<Change> changes(const Summary& summary);

/// Mean of a count per raid from its sum alone. The interval holds whatever the dependence within a raid: a
/// count of at most `most` varies most if it is all or nothing. Domain: raids >= 1.
analysis::Estimate mean_of_sum(std::uint64_t sum, std::uint64_t raids, double max);

} // namespace equipoise::report
