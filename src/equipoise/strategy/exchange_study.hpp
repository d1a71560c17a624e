#pragma once
// The study of kind exchange: each side struck first, its answer against the other's defence, by share and by
// belief.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/core/stop.hpp"
#include "equipoise/strategy/cost_exchange.hpp"
#include "equipoise/strategy/exchange.hpp"
#include "equipoise/strategy/stability.hpp"

namespace equipoise::strategy {

/// A side's defence: curves by belief and set, and the share it covers now.
struct Defence {
  Deployment deployment;
  double share = 0.0;
  std::vector<Curve> curves; ///< set 0 of each belief is its nominal
  std::optional<Cost> battery_cost;
};

struct Contender {
  Side forces;
  double w80 = 1.0;                  ///< warheads that destroy 0.8 of this side's value
  double destroyed_per_weapon = 0.0; ///< enemy weapons by one of its weapons aimed at forces
  std::optional<Cost> missile_cost;
  std::optional<Defence> defence;
  std::optional<PreemptionTable> preemption;
};

/// Weights on the beliefs of a question, in their order.
struct Outlook {
  std::vector<double> owner, adversary;
};

struct ExchangeQuestion {
  std::array<Contender, 2> sides;
  std::vector<std::string> beliefs;
  std::vector<double> shares;   ///< 0 to 1, rising
  std::vector<unsigned> arrive; ///< K of P(at least K arrive)
  std::optional<Outlook> outlook;
  std::uint64_t seed = 1; ///< of the curves' draws
};

/// What arrives of one side's answer at one share, under one belief.
struct SharePoint {
  std::string belief;
  Arrival arrival = Arrival::blind;
  double share = 0.0;
  Known leakers;                              ///< expected
  double chance_low = 0.0, chance_high = 0.0; ///< 5 % and 95 % of leakers, at nominal values
  std::vector<Known> at_least;                ///< of each K
  Known destroyed;                            ///< expected share of value
};

/// P(at least K) under weights between the owner's belief (0) and the adversary's (1), at the share covered
/// now.
struct OutlookPoint {
  double toward_adversary = 0.0;
  std::vector<double> at_least;
};

struct RestoreAnswer {
  std::string belief;
  Restoration restoration;
  std::optional<Cost> whole;  ///< money of the offence over money of the defence
  std::optional<Cost> margin; ///< the same for one missile more
};

/// One side's answer after a first strike.
struct Retaliation {
  std::string by, against;
  double arriving = 0.0; ///< expected, where nothing stops them
  std::vector<double> at_least_without;
  double destroyed_without = 0.0;
  std::vector<SharePoint> points; ///< empty: the other side has no defence
  std::vector<OutlookPoint> outlook;
  std::vector<RestoreAnswer> restore;
  unsigned curve_ends =
      0; ///< a raid beyond this size was asked of a curve: further threats were counted as leakers; 0: none
};

struct StabilityPoint {
  std::string belief;
  double share = 0.0; ///< of both sides' aim points, where they have a defence
  Stability stability;
};

struct ExchangeAnswer {
  std::array<Retaliation, 2> retaliation;
  std::vector<StabilityPoint> stability;
  std::array<std::optional<double>, 2> preemption; ///< thresholds
};

/// Throws parallel::Stopped if it is stopped: there is no answer then.
ExchangeAnswer answer(const ExchangeQuestion& question, const core::Stop& stop = {});

} // namespace equipoise::strategy
