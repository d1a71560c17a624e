#include "equipoise/closed_form/lanchester.hpp"

#include <algorithm>
#include <limits>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::closed_form {

DuelEnd end_of(const Duel& d) {
  EQUIPOISE_PRECONDITION(d.a_units > 0.0 && d.b_units > 0.0 && d.a > 0.0 && d.b > 0.0);
  // In units of sqrt(a) A and sqrt(b) B the sides are alike: x^2 - y^2 stays, and the loser's y ends at
  // atanh(y / x) over the common rate.
  const double x = core::sqrt(d.a) * d.a_units, y = core::sqrt(d.b) * d.b_units;
  if (x == y) return {{0.0, 0.0}, std::numeric_limits<double>::infinity()};
  const double more = std::max(x, y), less = std::min(x, y);
  const double left = core::sqrt((more - less) * (more + less));
  const double time = 0.5 * core::log((more + less) / (more - less)) / core::sqrt(d.a * d.b);
  return {x > y ? Strengths{left / core::sqrt(d.a), 0.0} : Strengths{0.0, left / core::sqrt(d.b)}, time};
}

Strengths strengths_at(const Duel& d, double time) {
  const DuelEnd end = end_of(d);
  if (time >= end.time) return end.left;
  const double x = core::sqrt(d.a) * d.a_units, y = core::sqrt(d.b) * d.b_units;
  const double decay = core::exp(-core::sqrt(d.a * d.b) * time);
  // x and y are half sum and half difference of what fades (x + y) and what grows (x - y).
  const double fades = (x + y) * decay, grows = (x - y) / decay;
  return {0.5 * (fades + grows) / core::sqrt(d.a), 0.5 * (fades - grows) / core::sqrt(d.b)};
}

} // namespace equipoise::closed_form
