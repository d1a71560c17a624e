#pragma once
// Textbook models of two fleets that exchange missiles: Hughes's salvo equations and Armstrong's stochastic
// salvo.

namespace equipoise::closed_form {

/// A side of Hughes's model. Domain: all >= 0, staying power > 0.
struct Fleet {
  double units;
  double striking_power;  ///< well-aimed missiles a unit fires in a salvo
  double defensive_power; ///< missiles a unit stops
  double staying_power;   ///< hits that put a unit out of action
};

struct SalvoExchange {
  double loss_a, loss_b; ///< units, simultaneous
  /// Share of B lost over share of A lost; infinite if only B loses, not a number if nobody does.
  double exchange_ratio;
};

/// One salvo of each side at the other. Source: Hughes (1995).
SalvoExchange exchange_salvos(const Fleet& a, const Fleet& b);

/// A salvo against one side in Armstrong's model. Domain: counts >= 0, probabilities in [0, 1], the rest >=
/// 0.
struct StochasticSalvo {
  int missiles;
  double hit_probability;
  int interceptors;
  double intercept_probability;
  double damage_mean, damage_sd; ///< units lost to a missile that gets through; normal
  double units;                  ///< on the side shot at
};

struct SalvoLoss {
  double mean, sd;  ///< units
  double none, all; ///< chances
};

/// Missiles that get through are Net = Bin(missiles, hit) - Bin(interceptors, intercept), if that is
/// positive; the loss is the sum of their damage, clamped to [0, units]. Every value of Net is enumerated;
/// the moments of the clamped normal are in closed form. Source: Armstrong (2005).
SalvoLoss salvo_loss(const StochasticSalvo& salvo);

/// Armstrong's closed form: Net taken with its sign and the loss as one clamped normal variable of mean v
/// E[Net] and variance v^2 Var[Net] + sd^2 E|Net|, with |Net| that of a normal variable too.
/// Source: Armstrong (2005, 2011).
SalvoLoss salvo_loss_approximated(const StochasticSalvo& salvo);

} // namespace equipoise::closed_form
