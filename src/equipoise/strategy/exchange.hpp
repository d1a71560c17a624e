#pragma once
// What one side can count on after it was struck: exact distributions, from launchers to value.
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/strategy/deployment.hpp"

namespace equipoise::strategy {

/// Launchers of one class, each with one missile.
struct LauncherClass {
  std::string name;
  unsigned count = 0;
  double availability = 1.0;
  double survivability = 1.0; ///< under a first strike
  double reliability = 1.0;   ///< of the missile: fails all its warheads together
  unsigned warheads = 1;      ///< of each missile
  bool met = true;            ///< whether the other side's envelope meets this class at all
};

struct Side {
  std::string name;
  std::vector<LauncherClass> launchers;
};

inline constexpr unsigned max_warheads = 1000;

/// Shares outside 0 to 1 or not finite, no warhead, more than max_warheads in all: each fault at `at`, by
/// the launcher's name.
void check(const Side& side, const core::Location& at, core::Diagnostics& diagnostics);

/// Warheads that work and arrive where nothing stops them, of classes the envelope meets and of those it does
/// not.
struct Arriving {
  Pmf met{1.0}, unmet{1.0};
  Pmf all() const { return convolve(met, unmet); }
};
/// Each launcher is available, survives (`struck`) and its missile works, independently of the others.
Arriving arriving(const Side& side, bool struck);

/// What gets through. `by_threats` has as many distributions as `arriving.met` has counts.
Pmf through(const Arriving& arriving, const std::vector<Pmf>& by_threats);

/// Kent and Thaler's share of value destroyed by w warheads, in the form 1 - exp(-w ln 5 / w80): `w80` of
/// them destroy 0.8 of it. One dimensionless curve for everything; no physical effect stands behind it.
/// Domain: w >= 0, w80 > 0.
double value_destroyed(double warheads, double w80);
/// E[D(L)], over the whole distribution. By Jensen's inequality never above D(E[L]).
double expected_value_destroyed(const Pmf& leakers, double w80);

/// The distribution under weights on several beliefs. Domain: weights >= 0, summing to 1; as many as
/// distributions.
Pmf weighted(const std::vector<double>& weights, const std::vector<Pmf>& by_belief);

} // namespace equipoise::strategy
