#include "equipoise/strategy/cost_exchange.hpp"

#include <limits>

#include "equipoise/core/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/core/search.hpp"

namespace equipoise::strategy {
namespace {

/// The least n in [0, most] for which `holds`, which does not turn false again.
template <class Holds>
std::optional<unsigned> least(unsigned most, Holds holds) {
  if (!holds(most)) return std::nullopt;
  return core::least(0, most, holds);
}

/// Rounding of sums of chances, so that "as good as before" is not missed by the last digit.
constexpr double rounding = 1e-12;

} // namespace

InterceptorsRequired interceptors_required(double warheads, double no_leaker, double track, double kill) {
  EQUIPOISE_PRECONDITION(warheads > 0.0 && 0.0 < no_leaker && no_leaker < 1.0);
  EQUIPOISE_PRECONDITION(0.0 < track && track <= 1.0 && 0.0 < kill && kill < 1.0);
  const double log_p0 = core::log(no_leaker), each = core::exp(log_p0 / warheads),
               log_miss = core::log1p(-kill);
  if (!(each < track)) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, none};
  }
  InterceptorsRequired r;
  r.average = core::log1p(-each / track) / log_miss;
  r.all = r.average * warheads;
  const double slope = each * log_p0 / (warheads * warheads * (track - each)) / log_miss; // dn/dW
  r.marginal = r.average + warheads * slope;
  return r;
}

Cost ratio(const Cost& offence, double offence_units, const Cost& defence, double defence_units) {
  return {offence.low * offence_units / (defence.high * defence_units),
          offence.nominal * offence_units / (defence.nominal * defence_units),
          offence.high * offence_units / (defence.low * defence_units)};
}

Restoration restore(const Penetration& penetration, unsigned missiles, unsigned units, unsigned most_missiles,
                    unsigned most_units) {
  Restoration r;
  r.former = penetration(missiles, 0);
  r.reduced = penetration(missiles, units);
  r.missiles = least(most_missiles, [&](unsigned more) {
    return penetration(missiles + more, units) >= r.former - rounding;
  });
  const auto undone = [&](unsigned more_missiles) {
    return least(most_units, [&](unsigned more) {
      return penetration(missiles + more_missiles, units + more) <= r.reduced + rounding;
    });
  };
  if (r.missiles) r.units = undone(*r.missiles);
  r.margin = undone(1);
  return r;
}

} // namespace equipoise::strategy
