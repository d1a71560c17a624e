#pragma once
// What it costs the offence to restore its penetration, and the defence to undo that: average and at the
// margin.
#include <functional>
#include <optional>

#include "equipoise/strategy/range.hpp"

namespace equipoise::strategy {

/// Interceptors for `warheads` so that nothing leaks with chance `no_leaker`: in all, for one warhead, and
/// for one warhead more. Not a number where even endless shots do not reach it (P0^(1/W) >= P_track). Domain:
/// warheads > 0, 0 < no_leaker < 1, 0 < track_probability <= 1, 0 < kill_probability < 1. Source: Wilkening
/// (1999); the margin is its derivative, dI/dW = n + W dn/dW.
struct InterceptorsRequired {
  double all = 0.0, average = 0.0, marginal = 0.0;
};
InterceptorsRequired interceptors_required(double warheads, double no_leaker, double track_probability,
                                           double kill_probability);

using Cost = Range; ///< US dollars

/// Money of the offence over money of the defence that undoes it. Below 1 the offence spends less. Low and
/// high take each price at the end that suits them: a range of what is not known, not an interval.
Cost ratio(const Cost& offence, double offence_units, const Cost& defence, double defence_units);

/// How well an offence of so many missiles does against a defence of so many units: any measure that does not
/// fall in the first nor rise in the second.
using Penetration = std::function<double(unsigned missiles, unsigned units)>;

struct Restoration {
  double former = 0.0;              ///< penetration before the defence
  double reduced = 0.0;             ///< with it
  std::optional<unsigned> missiles; ///< more missiles that restore the former; nothing: not within the limit
  std::optional<unsigned> units;    ///< more defence units that undo those; nothing: not within the limit
  std::optional<unsigned> margin;   ///< more units that undo one missile more than `missiles_now`
};
/// The least numbers, found by bisection. `margin` is taken at the present forces.
Restoration restore(const Penetration& penetration, unsigned missiles_now, unsigned units_now,
                    unsigned max_missiles, unsigned max_units);

} // namespace equipoise::strategy
