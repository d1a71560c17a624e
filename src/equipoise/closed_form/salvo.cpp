#include "equipoise/closed_form/salvo.hpp"

#include <algorithm>
#include <utility>

#include "equipoise/analysis/interval/normal.hpp"
#include "equipoise/closed_form/leakage.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::closed_form {
namespace {

using analysis::normal_below;

double density(double z) {
  return core::exp(-0.5 * z * z) / core::sqrt(2.0 * core::pi);
}

/// A loss between nothing and everything: first two moments of what is lost and of what is left (two ways to
/// one spread, of which the one with the smaller mean loses fewer digits), and the chances of its ends.
struct Clamped {
  double lost = 0.0, lost_2 = 0.0, left = 0.0, left_2 = 0.0, none = 0.0, all = 0.0;

  void add(double weight, const Clamped& c) {
    lost += weight * c.lost;
    lost_2 += weight * c.lost_2;
    left += weight * c.left;
    left_2 += weight * c.left_2;
    none += weight * c.none;
    all += weight * c.all;
  }
  SalvoLoss loss() const {
    const double variance = lost < left ? lost_2 - lost * lost : left_2 - left * left;
    return {lost, core::sqrt(std::max(0.0, variance)), none, all};
  }
};

/// First two moments of a normal variable clamped to [0, top].
std::pair<double, double> moments(double mean, double sd, double top) {
  const double low = -mean / sd, high = (top - mean) / sd;
  const double all = normal_below(-high), between = 1.0 - normal_below(low) - all;
  const double slope = density(low) - density(high);
  return {mean * between + sd * slope + top * all,
          (mean * mean + sd * sd) * between +
              sd * (2.0 * mean * slope + sd * (low * density(low) - high * density(high))) + top * top * all};
}

Clamped clamped(double mean, double sd, double top) {
  if (!(sd > 0.0)) {
    const double x = std::clamp(mean, 0.0, top), y = top - x;
    return {x, x * x, y, y * y, mean <= 0.0 ? 1.0 : 0.0, mean >= top ? 1.0 : 0.0};
  }
  const auto lost = moments(mean, sd, top), left = moments(top - mean, sd, top);
  return {lost.first,
          lost.second,
          left.first,
          left.second,
          normal_below(-mean / sd),
          normal_below((mean - top) / sd)};
}

/// Calls f(net, probability) for every value of the missiles that hit less those that are stopped.
template <typename F>
void for_each_net(const StochasticSalvo& s, F f) {
  const auto hits = binomial_chances(s.missiles, s.hit_probability);
  const auto stops = binomial_chances(s.interceptors, s.intercept_probability);
  for (int net = -s.interceptors; net <= s.missiles; ++net) {
    double p = 0.0;
    for (int stopped = std::max(0, -net); stopped <= std::min(s.interceptors, s.missiles - net); ++stopped)
      p += hits[static_cast<std::size_t>(net + stopped)] * stops[static_cast<std::size_t>(stopped)];
    f(net, p);
  }
}

[[maybe_unused]] bool is_fleet(const Fleet& f) { // for a condition
  return f.units >= 0.0 && f.striking_power >= 0.0 && f.defensive_power >= 0.0 && f.staying_power > 0.0;
}
[[maybe_unused]] bool is_salvo(const StochasticSalvo& s) { // for a condition
  return s.missiles >= 0 && core::is_chance(s.hit_probability) && s.interceptors >= 0 &&
         core::is_chance(s.intercept_probability) && s.damage_mean >= 0.0 && s.damage_sd >= 0.0 &&
         s.units >= 0.0;
}

double lost(double attackers, double striking, double defenders, double stopping, double staying) {
  return std::clamp((striking * attackers - stopping * defenders) / staying, 0.0, defenders);
}

} // namespace

SalvoExchange exchange_salvos(const Fleet& a, const Fleet& b) {
  EQUIPOISE_PRECONDITION(is_fleet(a) && is_fleet(b));
  const double loss_a = lost(b.units, b.striking_power, a.units, a.defensive_power, a.staying_power);
  const double loss_b = lost(a.units, a.striking_power, b.units, b.defensive_power, b.staying_power);
  return {loss_a, loss_b, (loss_b / b.units) / (loss_a / a.units)};
}

SalvoLoss salvo_loss(const StochasticSalvo& s) {
  EQUIPOISE_PRECONDITION(is_salvo(s));
  Clamped sum;
  for_each_net(s, [&](int net, double p) {
    const int hits = std::max(net, 0);
    sum.add(p, clamped(hits * s.damage_mean, s.damage_sd * core::sqrt(hits), s.units));
  });
  return sum.loss();
}

SalvoLoss salvo_loss_approximated(const StochasticSalvo& s) {
  EQUIPOISE_PRECONDITION(is_salvo(s));
  const double mean = s.missiles * s.hit_probability - s.interceptors * s.intercept_probability;
  const double variance = s.missiles * s.hit_probability * (1.0 - s.hit_probability) +
                          s.interceptors * s.intercept_probability * (1.0 - s.intercept_probability);
  const double sd = core::sqrt(variance);
  const double magnitude = sd > 0.0
                               ? 2.0 * sd * density(mean / sd) + mean * (1.0 - 2.0 * normal_below(-mean / sd))
                               : std::max(mean, -mean);
  const double spread =
      core::sqrt(s.damage_mean * s.damage_mean * variance + s.damage_sd * s.damage_sd * magnitude);
  return clamped(s.damage_mean * mean, spread, s.units).loss();
}

} // namespace equipoise::closed_form
