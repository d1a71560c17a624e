#pragma once
// Importance sampling of "somebody gets through": a raid whose draws are tilted towards one threat's leaking.
//
// A path comes from a mixture: with a share `plain_share` of nothing tilted, else of one threat picked at
// random. For that threat no shot stops its target (the shot's own draws are conditioned on it), it works,
// and what else would let it through is made likelier; what a battery or lot has in common fails more often.
// The weight of a path is its density at the raid's own chances over that of the whole mixture, so that it is
// at most 1 / plain_share whatever happens, and a path on which several threats leak is not counted for each
// of them. Sources: Hesterberg (1995), defensive mixtures; Veach & Guibas (1995), the balance heuristic;
// Owen, Maximov & Chertkov (2019), unions of rare events.
#include <cstdint>
#include <utility>
#include <vector>

#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {

class ImportanceSampling {
 public:
  static constexpr double plain_share = 0.2;

  explicit ImportanceSampling(const Theatre& theatre);

  /// Picks the part of the mixture that this replication is drawn from.
  void begin(std::uint64_t seed, std::uint64_t replication);
  /// Whether it was drawn at the raid's own chances.
  bool plain() const { return plain_; }
  /// Density at the raid's own chances over that of the mixture, of the path played.
  double weight() const;

  /// A uniform number, bent so that lying below (above) `chance` is likelier: where that is what several
  /// threats have in common, or lets threat `i` through. Domain, here and below: chances in [0, 1], threats
  /// by their number.
  double common_below(double uniform, double chance);
  double common_above(double uniform, double chance, bool again = false);
  double own_below(std::size_t i, double uniform, double chance, double at_least);
  double own_above(std::size_t i, double uniform, double chance, double at_least);
  /// Whether the threat works: the one that is to get through does.
  bool works(std::size_t i, double uniform, double reliability);
  /// Whether a round works and whether it kills, where both together stop the target.
  std::pair<bool, bool> shot(std::size_t i, double works, double kills, double reliability,
                             double kill_probability);

  /// Where one in so many ways lets a threat through, each is sampled about equally often.
  double one_of_batteries() const { return 1.0 / (1.0 + static_cast<double>(batteries_)); }

 private:
  bool is_target(std::size_t i) const { return !plain_ && i == target_; }
  double common_share(double chance) const;

  std::size_t batteries_;
  double common_causes_ = 0.0;       ///< that can fail and can hold
  std::vector<std::size_t> threats_; ///< that can leak
  std::vector<double> ratio_;        ///< by threat: density when it is to get through over that of the raid
  double common_ = 1.0;              ///< the same of what is common
  bool plain_ = true, impossible_ = false;
  std::size_t target_ = 0;
};

/// Whether every way in which a threat can leak is among those made likely: perfect pictures, no queue for
/// channels, launches or rounds, shots that are alike by nothing but what is drawn in common. Where not, what
/// is rarer than the plain replications can show may be missed.
bool reaches_every_leak(const Theatre& theatre);

} // namespace equipoise::simulation
