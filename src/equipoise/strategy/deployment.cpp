#include "equipoise/strategy/deployment.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {
namespace {

/// Leakers of `threats` at one group: its batteries share them evenly.
Pmf group_leakers(const Deployment& d, const Curve& curve, unsigned threats) {
  if (d.batteries_per_group == 0) return certain(threats);
  const unsigned each = threats / d.batteries_per_group, more = threats % d.batteries_per_group;
  return convolve(repeat(leakers(curve, each + 1), more),
                  repeat(leakers(curve, each), d.batteries_per_group - more));
}

/// Joint weights of (further threats of the last round, leakers) at some points.
using Joint = std::vector<Pmf>;

/// One group of `points`, each with `rounds` threats already: m of the points get one more, in C(points, m)
/// ways. Weights are chances given that every point tosses a fair coin, which keeps them small; the condition
/// on the sum undoes it.
Joint of_group(const Deployment& d, const Curve& curve, unsigned points, unsigned rounds) {
  const Pmf ways = binomial(points, 0.5);
  Joint joint;
  for (unsigned m = 0; m <= points; ++m) {
    Pmf own = group_leakers(d, curve, rounds * points + m);
    for (double& p : own) p *= ways[m];
    joint.push_back(std::move(own));
  }
  return joint;
}

Joint both(const Joint& a, const Joint& b) {
  Joint joint(a.size() + b.size() - 1, Pmf{0.0});
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) add(joint[i + j], 1.0, convolve(a[i], b[j]));
  return joint;
}

/// Leakers of `rounds` threats at every point and one more at m of them, m = 0 .. aim points, drawn blindly.
std::vector<Pmf> blind(const Deployment& d, double share, const Curve& curve, unsigned rounds) {
  const unsigned defended = defended_points(d, share), full = defended / d.points_per_group,
                 rest = defended % d.points_per_group, open = d.aim_points - defended;
  Joint joint{Pmf{1.0}};
  if (full > 0) {
    const Joint one = of_group(d, curve, d.points_per_group, rounds);
    for (unsigned g = 0; g < full; ++g) joint = both(joint, one);
  }
  if (rest > 0) joint = both(joint, of_group(d, curve, rest, rounds));
  // What goes to open points leaks.
  const Pmf ways = binomial(open, 0.5);
  std::vector<Pmf> out(d.aim_points + 1, Pmf{0.0});
  for (std::size_t i = 0; i < joint.size(); ++i)
    for (unsigned m = 0; m <= open; ++m)
      add(out[i + m], ways[m], convolve(joint[i], certain(rounds * open + m)));
  for (Pmf& p : out) p = results::normalised(p);
  return out;
}

/// The same where open points take the round's threats first; then those of one group after the other.
Pmf informed(const Deployment& d, double share, const Curve& curve, unsigned rounds, unsigned more) {
  const unsigned defended = defended_points(d, share), open = d.aim_points - defended;
  const unsigned to_open = std::min(more, open);
  unsigned left = more - to_open;
  const unsigned count = groups(d, share);
  std::vector<unsigned> extra(count, 0);
  const auto points = [&](unsigned g) {
    return std::min(d.points_per_group, defended - g * d.points_per_group);
  };
  for (unsigned g = 0; g < count; ++g) {
    extra[g] = std::min(left, points(g));
    left -= extra[g];
  }
  Pmf sum = certain(rounds * open + to_open);
  for (unsigned g = 0; g < count; ++g)
    sum = convolve(sum, group_leakers(d, curve, rounds * points(g) + extra[g]));
  return sum;
}

} // namespace

unsigned most_at_a_battery(const Deployment& d, unsigned threats) {
  if (d.batteries_per_group == 0) return 0;
  const unsigned rounds = threats / d.aim_points, more = std::min(threats % d.aim_points, d.points_per_group);
  return (rounds * d.points_per_group + more + d.batteries_per_group - 1) / d.batteries_per_group;
}

std::string_view name_of(Arrival arrival) {
  return arrival == Arrival::blind ? "blind" : "informed";
}

unsigned defended_points(const Deployment& d, double share) {
  EQUIPOISE_PRECONDITION(core::is_chance(share));
  return std::min(d.aim_points, static_cast<unsigned>(share * d.aim_points + 0.5));
}

unsigned groups(const Deployment& d, double share) {
  return (defended_points(d, share) + d.points_per_group - 1) / d.points_per_group;
}

double share_of(const Deployment& d, double batteries) {
  if (d.batteries_per_group == 0) return 0.0;
  const double covered =
      static_cast<double>(static_cast<unsigned>(batteries / d.batteries_per_group)) * d.points_per_group;
  return std::min(1.0, covered / d.aim_points);
}

std::vector<Pmf> leakers_by_threats(const Deployment& d, double share, Arrival arrival, const Curve& curve,
                                    unsigned most) {
  EQUIPOISE_PRECONDITION(core::is_chance(share));
  std::vector<Pmf> out;
  out.reserve(most + 1);
  std::vector<Pmf> round;
  for (unsigned threats = 0; threats <= most; ++threats) {
    const unsigned rounds = threats / d.aim_points, more = threats % d.aim_points;
    if (arrival == Arrival::informed) {
      out.push_back(informed(d, share, curve, rounds, more));
    } else {
      if (more == 0) round = blind(d, share, curve, rounds);
      out.push_back(round[more]);
    }
  }
  return out;
}

double expected_leakers(const Deployment& d, unsigned batteries, unsigned threats,
                        const std::vector<double>& means) {
  if (d.batteries_per_group == 0 || batteries < d.batteries_per_group) return threats;
  const unsigned all_groups = (d.aim_points + d.points_per_group - 1) / d.points_per_group;
  const unsigned staffed = std::min(all_groups, batteries / d.batteries_per_group);
  // A whole group gets d.batteries_per_group; once all have them, the rest goes round.
  const unsigned each = std::max(d.batteries_per_group, batteries / all_groups);
  const unsigned richer =
      staffed == all_groups && batteries >= each * all_groups ? batteries - each * all_groups : 0;
  const unsigned rounds = threats / d.aim_points, more = threats % d.aim_points;
  const auto of_group = [&](unsigned points, unsigned own) {
    const Pmf extra = hypergeometric(d.aim_points, points, more);
    double sum = 0.0;
    for (unsigned m = 0; m < extra.size(); ++m) {
      const unsigned at = rounds * points + m, split = at / own, left = at % own;
      sum += extra[m] * (left * means[split + (left > 0 ? 1 : 0)] + (own - left) * means[split]);
    }
    return sum;
  };
  double sum = 0.0;
  unsigned covered = 0;
  for (unsigned g = 0; g < staffed; ++g) {
    const unsigned points = std::min(d.points_per_group, d.aim_points - covered);
    sum += of_group(points, each + (g < richer ? 1 : 0));
    covered += points;
  }
  const double open = d.aim_points - covered;
  return sum + rounds * open + more * open / d.aim_points;
}

} // namespace equipoise::strategy
