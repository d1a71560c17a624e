#pragma once

namespace equipoise::closed_form {

/// Two sides under aimed fire: dA/dt = -b B, dB/dt = -a A. Domain: all > 0. a is what a unit of A puts out of
/// action in a unit of time.
struct Duel {
  double a_units, b_units;
  double a, b;
};

struct Strengths {
  double a_units, b_units;
};

/// What is left after a time; after the weaker side's end, what was left then. Error below 1e-12 of the
/// start. Source: Lanchester (1916), the square law.
Strengths strengths_at(const Duel& duel, double time);

struct DuelEnd {
  Strengths left; ///< the loser's is 0
  double time;    ///< infinite at parity, where both fade
};
DuelEnd end_of(const Duel& duel);

} // namespace equipoise::closed_form
