#include "equipoise/strategy/exchange_study.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "equipoise/parallel/stopped.hpp"

namespace equipoise::strategy {
namespace {

unsigned max_count(const Pmf& a) {
  return static_cast<unsigned>(a.size() - 1);
}

unsigned quantile(const Pmf& a, double share) {
  double below = 0.0;
  for (unsigned k = 0; k < a.size(); ++k)
    if ((below += a[k]) >= share) return k;
  return max_count(a);
}

std::vector<const Curve*> curves_of(const Defence& defence, const std::string& belief) {
  std::vector<const Curve*> list;
  for (const Curve& curve : defence.curves)
    if (curve.belief == belief) list.push_back(&curve);
  std::stable_sort(list.begin(), list.end(), [](const Curve* a, const Curve* b) { return a->set < b->set; });
  return list;
}

SharePoint share_point(const Defence& defence, const std::string& belief, Arrival arrival, double share,
                       const Arriving& a, const std::vector<unsigned>& arrive, double w80,
                       const core::Stop& stop) {
  SharePoint point{belief, arrival, share, {}, 0.0, 0.0, {}, {}};
  std::vector<double> leak, destroyed;
  std::vector<std::vector<double>> at(arrive.size());
  for (const Curve* curve : curves_of(defence, belief)) {
    parallel::leave_if_requested(stop);
    const Pmf l =
        through(a, leakers_by_threats(defence.deployment, share, arrival, *curve, max_count(a.met)));
    if (leak.empty()) {
      point.chance_low = quantile(l, 0.05);
      point.chance_high = quantile(l, 0.95);
    }
    leak.push_back(mean(l));
    destroyed.push_back(expected_value_destroyed(l, w80));
    for (std::size_t i = 0; i < arrive.size(); ++i) at[i].push_back(at_least(l, arrive[i]));
  }
  point.leakers = known(leak);
  point.destroyed = known(destroyed);
  for (const auto& values : at) point.at_least.push_back(known(values));
  return point;
}

Pmf nominal_leakers(const Defence& defence, const std::string& belief, const Arriving& a) {
  return through(a, leakers_by_threats(defence.deployment, defence.share, Arrival::blind,
                                       *curves_of(defence, belief).front(), max_count(a.met)));
}

/// Missiles and batteries against each other: expected leakers of missiles of the mean kind, all met.
RestoreAnswer restore_answer(const Contender& by, const Defence& defence, const std::string& belief,
                             double met) {
  constexpr unsigned max_missiles = 1000, max_batteries = 200;
  const Deployment& d = defence.deployment;
  const unsigned missiles = static_cast<unsigned>(met + 0.5);
  const unsigned batteries = groups(d, defence.share) * d.batteries_per_group;
  const auto means = expected_leakers(*curves_of(defence, belief).front(), missiles + max_missiles);
  RestoreAnswer answer{belief,
                       restore([&](unsigned m, unsigned b) { return expected_leakers(d, b, m, means); },
                               missiles, batteries, max_missiles, max_batteries),
                       {},
                       {}};
  const Restoration& r = answer.restoration;
  if (by.missile_cost && defence.battery_cost) {
    if (r.missiles && r.units && *r.missiles > 0 && *r.units > 0)
      answer.whole = ratio(*by.missile_cost, *r.missiles, *defence.battery_cost, *r.units);
    if (r.margin && *r.margin > 0)
      answer.margin = ratio(*by.missile_cost, 1.0, *defence.battery_cost, *r.margin);
  }
  return answer;
}

Retaliation retaliation(const ExchangeQuestion& q, const Contender& by, const Contender& against,
                        const core::Stop& stop) {
  Retaliation r;
  r.by = by.forces.name;
  r.against = against.forces.name;
  const Arriving a = arriving(by.forces, true);
  const Pmf all = a.all();
  r.arriving = mean(all);
  for (const unsigned k : q.arrive) r.at_least_without.push_back(at_least(all, k));
  r.destroyed_without = expected_value_destroyed(all, against.w80);
  if (!against.defence) return r;
  const Defence& defence = *against.defence;
  for (const Curve& curve : defence.curves)
    if (is_beyond(curve, max_at_a_battery(defence.deployment, max_count(a.met))))
      r.curve_ends = curve.raids.back().size;
  for (const std::string& belief : q.beliefs) {
    for (const Arrival arrival : {Arrival::blind, Arrival::informed})
      for (const double share : q.shares)
        r.points.push_back(share_point(defence, belief, arrival, share, a, q.arrive, against.w80, stop));
    parallel::leave_if_requested(stop);
    r.restore.push_back(restore_answer(by, defence, belief, mean(a.met)));
  }
  if (q.outlook) {
    std::vector<Pmf> by_belief;
    for (const std::string& belief : q.beliefs) by_belief.push_back(nominal_leakers(defence, belief, a));
    for (unsigned step = 0; step <= 4; ++step) {
      const double t = 0.25 * step;
      std::vector<double> weights;
      for (std::size_t b = 0; b < q.beliefs.size(); ++b)
        weights.push_back((1.0 - t) * q.outlook->owner[b] + t * q.outlook->adversary[b]);
      const Pmf l = weighted(weights, by_belief);
      OutlookPoint point{t, {}};
      for (const unsigned k : q.arrive) point.at_least.push_back(at_least(l, k));
      r.outlook.push_back(std::move(point));
    }
  }
  return r;
}

/// The side's weapons as Kent and Thaler count them: expected warheads that work, and the share of value they
/// destroy.
Forces forces_of(const Contender& own, const Contender& enemy, const std::string& belief, double share,
                 const core::Stop& stop) {
  parallel::leave_if_requested(stop);
  Forces f;
  f.destroyed_per_weapon = own.destroyed_per_weapon;
  double met = 0.0;
  for (const LauncherClass& l : own.forces.launchers) {
    const double warheads = l.count * l.availability * l.reliability * l.warheads;
    f.weapons += warheads;
    f.survivable += warheads * l.survivability;
    if (l.met) met += warheads;
  }
  const unsigned top = static_cast<unsigned>(f.weapons) + 1;
  const double met_share = f.weapons > 0.0 ? met / f.weapons : 0.0;
  std::vector<Pmf> by_threats;
  if (enemy.defence && share > 0.0)
    by_threats = leakers_by_threats(enemy.defence->deployment, share, Arrival::blind,
                                    *curves_of(*enemy.defence, belief).front(), top);
  // E[D(L)] of whole warheads; between them a straight line.
  const auto destroyed = std::make_shared<std::vector<double>>();
  for (unsigned w = 0; w <= top; ++w) {
    const auto meeting = by_threats.empty() ? 0U : std::min(w, static_cast<unsigned>(met_share * w + 0.5));
    const Pmf l = by_threats.empty() ? certain(w) : convolve(by_threats[meeting], certain(w - meeting));
    destroyed->push_back(expected_value_destroyed(l, enemy.w80));
  }
  f.destroys = [destroyed](double w) {
    const auto below = std::min(static_cast<std::size_t>(w), destroyed->size() - 2);
    const double part = w - static_cast<double>(below);
    return (1.0 - part) * (*destroyed)[below] + part * (*destroyed)[below + 1];
  };
  return f;
}

} // namespace

ExchangeAnswer answer(const ExchangeQuestion& q, const core::Stop& stop) {
  ExchangeAnswer a;
  a.retaliation = {retaliation(q, q.sides[0], q.sides[1], stop),
                   retaliation(q, q.sides[1], q.sides[0], stop)};
  for (const std::string& belief : q.beliefs)
    for (const double share : q.shares)
      a.stability.push_back({belief, share,
                             first_strike_stability(forces_of(q.sides[0], q.sides[1], belief, share, stop),
                                                    forces_of(q.sides[1], q.sides[0], belief, share, stop))});
  for (std::size_t i = 0; i < 2; ++i)
    if (q.sides[i].preemption) a.preemption[i] = preemption_threshold(*q.sides[i].preemption);
  return a;
}

} // namespace equipoise::strategy
