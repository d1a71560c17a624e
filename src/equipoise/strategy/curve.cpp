#include "equipoise/strategy/curve.hpp"

#include <algorithm>
#include <limits>

#include "equipoise/core/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {
namespace {

/// The quantiles of `a` (raids of `size_a`) and `b` joined at `share` of the way.
Pmf between(const Pmf& a, const Pmf& b, double share, unsigned size) {
  Pmf out(size + 1, 0.0);
  std::size_t i = 0, j = 0;
  double left_a = a.empty() ? 0.0 : a[0], left_b = b.empty() ? 0.0 : b[0];
  while (true) {
    while (left_a <= 0.0 && i + 1 < a.size()) left_a = a[++i];
    while (left_b <= 0.0 && j + 1 < b.size()) left_b = b[++j];
    const double mass = std::min(left_a, left_b);
    if (!(mass > 0.0)) break;
    const double x = static_cast<double>(i) + share * (static_cast<double>(j) - static_cast<double>(i));
    const auto floor = std::min(static_cast<std::size_t>(x), std::size_t{size});
    const double part = x - static_cast<double>(floor);
    out[floor] += mass * (1.0 - part);
    if (part > 0.0) out[std::min(floor + 1, std::size_t{size})] += mass * part;
    left_a -= mass;
    left_b -= mass;
  }
  return results::normalised(out); // what rounding left over of either
}

} // namespace

Curve no_defence() {
  Curve curve;
  curve.raids.push_back({0, {1.0}});
  return curve;
}

namespace {

[[maybe_unused]] bool is_curve(const Curve& curve) { // for conditions
  core::Diagnostics diagnostics;
  results::check(curve, {}, diagnostics);
  return diagnostics.empty();
}

} // namespace

bool is_beyond(const Curve& curve, unsigned size) {
  return size > curve.raids.back().size;
}

Pmf leakers(const Curve& curve, unsigned size) {
  EQUIPOISE_PRECONDITION(is_curve(curve));
  const auto at =
      std::lower_bound(curve.raids.begin(), curve.raids.end(), size,
                       [](const results::RaidLeakers& raid, unsigned n) { return raid.size < n; });
  if (at == curve.raids.end()) {
    const results::RaidLeakers& last = curve.raids.back();
    return convolve(last.chance, certain(size - last.size));
  }
  if (at->size == size) return at->chance;
  const results::RaidLeakers& below = *std::prev(at);
  const double share = static_cast<double>(size - below.size) / static_cast<double>(at->size - below.size);
  return between(below.chance, at->chance, share, size);
}

Pmf leakers(const Barrage& b, unsigned size) {
  if (size == 0) return certain(0);
  const unsigned wanted =
      size > std::numeric_limits<unsigned>::max() / std::max(1U, b.shots) ? b.rounds : size * b.shots;
  const unsigned fired = std::min(b.rounds, wanted);
  const unsigned each = fired / size, more = fired % size; // `more` threats draw one shot more
  const auto leaks = [&](unsigned shots) {
    return 1.0 -
           b.track_probability * (1.0 - core::pow(1.0 - b.kill_probability, static_cast<double>(shots)));
  };
  const Pmf working = convolve(binomial(more, leaks(each + 1)), binomial(size - more, leaks(each)));
  const double works = b.availability * (1.0 - b.common_failure);
  Pmf all(size + 1, 0.0);
  add(all, works, working);
  all[size] += 1.0 - works;
  return all;
}

Curve barrage_curve(const Barrage& barrage, unsigned most) {
  Curve curve;
  curve.raids.reserve(most + 1);
  for (unsigned size = 0; size <= most; ++size) curve.raids.push_back({size, leakers(barrage, size)});
  return curve;
}

std::vector<Curve> draw_curves(const PublishedBattery& b, unsigned most, std::uint64_t seed,
                               std::uint64_t sets, catalogue::Reading reading) {
  std::vector<Curve> curves;
  curves.reserve(sets + 1);
  for (std::uint64_t set = 0; set <= sets; ++set) {
    const Barrage drawn{draw(b.kill_probability, "kill_probability", seed, set, reading),
                        b.shots,
                        b.rounds,
                        draw(b.track_probability, "track_probability", seed, set, reading),
                        draw(b.availability, "availability", seed, set, reading),
                        draw(b.common_failure, "common_failure", seed, set, reading)};
    Curve curve = barrage_curve(drawn, most);
    curve.belief = b.belief;
    curve.set = set;
    curve.values = {{"kill_probability", drawn.kill_probability},
                    {"track_probability", drawn.track_probability},
                    {"availability", drawn.availability},
                    {"common_failure", drawn.common_failure}};
    curves.push_back(std::move(curve));
  }
  return curves;
}

std::vector<double> expected_leakers(const Curve& curve, unsigned most) {
  std::vector<double> means;
  for (unsigned size = 0; size <= most; ++size) means.push_back(mean(leakers(curve, size)));
  return means;
}

} // namespace equipoise::strategy
