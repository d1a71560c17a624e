#include "equipoise/analysis/salvo.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>

#include "equipoise/analysis/leakage.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary.hpp"

namespace equipoise::analysis {
namespace {

double below(double z) {
  return 0.5 * boost::math::erfc(-z / core::sqrt(2.0));
}

double density(double z) {
  return core::exp(-0.5 * z * z) / core::sqrt(2.0 * core::pi);
}

/// First two moments of a normal variable clamped to [0, top], and the chances of its ends.
struct Clamped {
  double first, second, none, all;
};

Clamped clamped(double mean, double sd, double top) {
  if (!(sd > 0.0)) {
    const double x = std::clamp(mean, 0.0, top);
    return {x, x * x, mean <= 0.0 ? 1.0 : 0.0, mean >= top ? 1.0 : 0.0};
  }
  const double low = -mean / sd, high = (top - mean) / sd;
  const double none = below(low), all = below(-high), between = 1.0 - none - all;
  const double slope = density(low) - density(high);
  return {mean * between + sd * slope + top * all,
          (mean * mean + sd * sd) * between +
              sd * (2.0 * mean * slope + sd * (low * density(low) - high * density(high))) + top * top * all,
          none, all};
}

double sd_of(double first, double second) {
  return core::sqrt(std::max(0.0, second - first * first));
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

double lost(double attackers, double striking, double defenders, double stopping, double staying) {
  return std::clamp((striking * attackers - stopping * defenders) / staying, 0.0, defenders);
}

} // namespace

SalvoExchange exchange_salvos(const Fleet& a, const Fleet& b) {
  const double loss_a = lost(b.units, b.striking_power, a.units, a.defensive_power, a.staying_power);
  const double loss_b = lost(a.units, a.striking_power, b.units, b.defensive_power, b.staying_power);
  return {loss_a, loss_b, (loss_b / b.units) / (loss_a / a.units)};
}

SalvoLoss salvo_loss(const StochasticSalvo& s) {
  double first = 0.0, second = 0.0, none = 0.0, all = 0.0;
  for_each_net(s, [&](int net, double p) {
    if (net <= 0) {
      none += p;
      return;
    }
    const Clamped c = clamped(net * s.damage_mean, s.damage_sd * core::sqrt(net), s.units);
    first += p * c.first;
    second += p * c.second;
    none += p * c.none;
    all += p * c.all;
  });
  return {first, sd_of(first, second), none, all};
}

SalvoLoss salvo_loss_approximated(const StochasticSalvo& s) {
  const double mean = s.missiles * s.hit_probability - s.interceptors * s.intercept_probability;
  const double variance = s.missiles * s.hit_probability * (1.0 - s.hit_probability) +
                          s.interceptors * s.intercept_probability * (1.0 - s.intercept_probability);
  double magnitude = 0.0;
  for_each_net(s, [&](int net, double p) { magnitude += p * (net < 0 ? -net : net); });
  const double spread =
      core::sqrt(s.damage_mean * s.damage_mean * variance + s.damage_sd * s.damage_sd * magnitude);
  const Clamped c = clamped(s.damage_mean * mean, spread, s.units);
  return {c.first, sd_of(c.first, c.second), c.none, c.all};
}

} // namespace equipoise::analysis
