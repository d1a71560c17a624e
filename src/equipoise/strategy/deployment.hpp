#pragma once
// A battery is not a country: how many of the aim points it covers, and who arrives where.
#include <string_view>
#include <vector>

#include "equipoise/strategy/curve.hpp"

namespace equipoise::strategy {

/// How a raid spreads over aim points: two ends of expected leakers between which a real one lies. Neither is
/// a plan, and of the chance of few leakers they need not be the ends.
enum class Arrival {
  blind,   ///< every set of aim points equally likely, defended or not
  informed ///< aim points outside every defended area first, then those of one group after the other
};
std::string_view name_of(Arrival arrival);

/// Defended aim points come in groups, each with batteries of its own that share its threats evenly and do
/// not help another group.
struct Deployment {
  unsigned aim_points = 1;          ///< 1 to max_aim_points
  unsigned points_per_group = 1;    ///< inside one group's defended area; 1 to aim_points
  unsigned batteries_per_group = 1; ///< 0: the group is undefended
};
inline constexpr unsigned max_aim_points = 1000;

/// Whole aim points inside a defended area. Domain: 0 <= share <= 1.
unsigned defended_points(const Deployment& deployment, double share);
/// Groups, the last of which may cover fewer points.
unsigned groups(const Deployment& deployment, double share);
/// The share that so many batteries cover, at most 1.
double share_of(const Deployment& deployment, double batteries);

/// The most of so many threats that one battery can meet: how far its curve must reach.
unsigned max_at_a_battery(const Deployment& deployment, unsigned threats);

/// Leakers of 0, 1, ... `most` threats, one distribution each. Each aim point is given its next threat only
/// when all have as many. Domain: 0 <= share <= 1.
std::vector<Pmf> leakers_by_threats(const Deployment& deployment, double share, Arrival arrival,
                                    const Curve& curve, unsigned max);

/// Expected leakers of blindly arriving threats, from the means of one battery alone (as of
/// `expected_leakers`, at least 0 to `threats`): the mean of a sum needs no joint distribution. Batteries
/// beyond those that cover every point are shared out.
double expected_leakers(const Deployment& deployment, unsigned batteries, unsigned threats,
                        const std::vector<double>& means);

} // namespace equipoise::strategy
