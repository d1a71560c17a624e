#pragma once
// How many of a raid of any size one group's defence lets through: a study's curve, or a closed form from
// published figures.
#include "equipoise/results/effectiveness.hpp"
#include "equipoise/strategy/pmf.hpp"
#include "equipoise/strategy/range.hpp"

namespace equipoise::strategy {

using Curve = results::EffectivenessSet;

/// The curve of no defence: everything leaks.
Curve no_defence();

/// Leakers of a raid of `size`. Between two sizes of the curve the quantiles are joined by straight lines,
/// and a leaker in part is one or none with the right mean: expected leakers are linear between the sizes.
/// Beyond the last size every further threat leaks, which is an upper end: ask `is_beyond`. Domain: a curve
/// that `results::check` has passed.
Pmf leakers(const Curve& curve, unsigned size);
bool is_beyond(const Curve& curve, unsigned size);

/// A battery by published figures alone.
struct Barrage {
  double kill_probability = 0.0; ///< of one round
  unsigned shots = 2;            ///< at each threat, while the rounds last
  unsigned rounds = 0;
  double track_probability = 1.0; ///< fails all shots at one threat together
  double availability = 1.0;      ///< of the battery: fails the raid as a whole
  double common_failure = 0.0;    ///< as well
};

/// Leakers of a raid of `size`: at most `shots` at each threat; where rounds are short they are spread as
/// evenly as whole rounds allow. Source: Wilkening (1999), K = P_track (1 - (1 - p)^n), with a whole
/// magazine.
Pmf leakers(const Barrage& barrage, unsigned size);
/// The same for every size from 0 to `most`.
Curve barrage_curve(const Barrage& barrage, unsigned max);

/// A battery as it is published: each value with its range.
struct PublishedBattery {
  std::string belief;
  Range kill_probability, track_probability, availability, common_failure;
  unsigned shots = 2, rounds = 0;
};
/// One curve at nominal values (set 0) and one for each drawn set. Values of the same name move alike under
/// every belief.
std::vector<Curve> draw_curves(const PublishedBattery& battery, unsigned max, std::uint64_t seed,
                               std::uint64_t sets,
                               catalogue::RangeShape shape = catalogue::RangeShape::stated);

/// Expected leakers of raids of 0 to `most`.
std::vector<double> expected_leakers(const Curve& curve, unsigned max);

} // namespace equipoise::strategy
