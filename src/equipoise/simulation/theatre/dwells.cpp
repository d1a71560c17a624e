#include "equipoise/simulation/theatre/dwells.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/core/search.hpp"

namespace equipoise::simulation {
namespace {

double interpolated(const std::vector<double>& values, double step_s, double time_s, bool wraps) {
  EQUIPOISE_PRECONDITION(values.size() >= 2 && step_s > 0.0 && time_s == time_s);
  const double position = std::max(time_s, 0.0) / step_s;
  const auto i = std::min(static_cast<std::size_t>(position), values.size() - 2);
  const double u = std::min(position - static_cast<double>(i), 1.0);
  double change = values[i + 1] - values[i];
  if (wraps && change > 0.5) change -= 1.0;
  if (wraps && change < -0.5) change += 1.0;
  return values[i] + u * change;
}

/// Beyond any -log(u) of a 52-bit uniform number (36.7): a certain event stays certain.
constexpr double certain = 40.0;

double hazard(double chance) {
  return chance >= 1.0 ? certain : std::min(certain, -core::log1p(-chance));
}

} // namespace

double DwellTable::detection_at(double time_s) const {
  return interpolated(detection, step_s, time_s, false);
}
double DwellTable::azimuth_at(double time_s) const {
  return interpolated(azimuth_turns, step_s, time_s, true);
}

double DwellTable::snr_at(double time_s) const {
  return interpolated(snr, step_s, time_s, false);
}

Ticks ticks_of(double period_s) {
  constexpr double finest_s = 0.05;
  const auto phases = static_cast<std::uint32_t>(std::clamp(period_s / finest_s + 0.5, 1.0, 64.0));
  return {period_s / phases, phases};
}

DwellSchedule::DwellSchedule(const Ticks& ticks, bool rotating, int misses, const DwellTable& table)
    : misses_(misses) {
  EQUIPOISE_PRECONDITION(1 <= misses && misses <= max_misses && ticks.tick_s > 0.0 && ticks.phases >= 1);
  EQUIPOISE_PRECONDITION(table.detection.size() >= 2 && table.azimuth_turns.size() == table.detection.size());
  const auto last = static_cast<std::int64_t>(table.duration_s / ticks.tick_s);
  const auto visible = static_cast<std::int64_t>(table.first_visible_s / ticks.tick_s);
  const std::int64_t period = ticks.phases;
  for (std::int64_t phase = 0; phase < period; ++phase) {
    first_.push_back(static_cast<std::uint32_t>(ticks_.size()));
    double seen = 0.0;
    std::int64_t before = -1;
    for (std::int64_t turn = std::max<std::int64_t>(visible / period - 1, -1);; ++turn) {
      const std::int64_t north = turn * period + phase;
      std::int64_t tick = north;
      if (rotating && north >= -period)
        tick += static_cast<std::int64_t>(table.azimuth_at(static_cast<double>(north) * ticks.tick_s) *
                                          static_cast<double>(period));
      if (tick > last) break;
      const double time_s = static_cast<double>(tick) * ticks.tick_s;
      if (tick < 0 || tick <= before || time_s < table.first_visible_s) continue;
      before = tick;
      const double chance = table.detection_at(time_s);
      seen += hazard(chance);
      ticks_.push_back(static_cast<std::uint32_t>(tick));
      chance_.push_back(chance);
      seen_.push_back(seen);
    }
  }
  first_.push_back(static_cast<std::uint32_t>(ticks_.size()));
  find_kept();
}

/// Backwards along each phase: kept[m] after m misses in a row.
void DwellSchedule::find_kept() {
  kept_.resize(chance_.size());
  std::array<double, max_misses + 1> kept{};
  const auto k = static_cast<std::size_t>(misses_);
  for (std::size_t phase = 0; phase + 1 < first_.size(); ++phase) {
    std::fill_n(kept.begin(), k, 1.0);
    for (std::uint32_t dwell = first_[phase + 1]; dwell-- > first_[phase];) {
      const double p = chance_[dwell], hit = p * kept[0];
      for (std::size_t m = 0; m < k; ++m) kept[m] = hit + (1.0 - p) * (m + 1 < k ? kept[m + 1] : 0.0);
      kept_[dwell] = kept[0];
    }
  }
}

std::uint32_t DwellSchedule::Phase::not_before(std::int64_t tick) const {
  if (count_ == 0 || tick <= ticks_[0]) return 0;
  if (tick > ticks_[count_ - 1]) return count_;
  // They are almost evenly spaced: what a straight line says is a dwell or two off.
  const double dwells_a_tick = (count_ - 1) / static_cast<double>(ticks_[count_ - 1] - ticks_[0]);
  auto dwell = static_cast<std::uint32_t>(static_cast<double>(tick - ticks_[0]) * dwells_a_tick);
  while (ticks_[dwell] >= tick) --dwell;
  while (ticks_[dwell] < tick) ++dwell;
  return dwell;
}

std::uint32_t DwellSchedule::Phase::next_seen(std::uint32_t from, double uniform) const {
  EQUIPOISE_PRECONDITION(from <= count_ && 0.0 < uniform && uniform < 1.0);
  // Mostly it is near: so many dwells are cheaper one by one than the logarithm.
  constexpr std::uint32_t near = 8;
  double missed = 1.0;
  std::uint32_t dwell = from;
  for (const std::uint32_t end = std::min(count_, from + near); dwell < end; ++dwell) {
    missed *= 1.0 - chance_[dwell];
    if (uniform >= missed) return dwell;
  }
  if (dwell >= count_) return count_;
  const double sum = (from == 0 ? 0.0 : seen_[from - 1]) - core::log(uniform);
  const double* first =
      core::first_not_before(seen_ + dwell, count_ - dwell, [sum](double seen) { return seen < sum; });
  return static_cast<std::uint32_t>(first - seen_);
}

std::uint32_t DwellSchedule::Phase::end_of_track(std::uint32_t from, double uniform) const {
  EQUIPOISE_PRECONDITION(0.0 < uniform && uniform < 1.0);
  if (from >= count_ || uniform < kept_[from]) return count_;
  // Forwards by the chain, until the ended tracks are as many as the number says.
  const double wanted = 1.0 - uniform;
  std::array<double, max_misses> after{}; // chances of m misses in a row
  after[0] = 1.0;
  const auto k = static_cast<std::size_t>(misses_);
  double ended = 0.0;
  for (std::uint32_t dwell = from; dwell < count_; ++dwell) {
    const double p = chance_[dwell];
    double standing = 0.0;
    for (std::size_t m = 0; m < k; ++m) standing += after[m];
    ended += (1.0 - p) * after[k - 1];
    for (std::size_t m = k - 1; m > 0; --m) after[m] = (1.0 - p) * after[m - 1];
    after[0] = p * standing;
    if (ended >= wanted) return dwell;
  }
  return count_ - 1; // rounding
}

namespace {

/// A uniform number that decides several things one after the other: what is left of it once it is known
/// between which two it lies is uniform again. Another is drawn when less than 32 of its 52 bits are left.
class Remainder {
 public:
  explicit Remainder(double uniform) : u_(uniform) {}
  double value() const { return u_; }
  template <class Draw>
  void lies_between(double low, double high, Draw&& draw) {
    left_ *= high - low;
    const bool enough = left_ > 0x1p-20;
    u_ = enough ? (u_ - low) / (high - low) : draw();
    if (!enough) left_ = 1.0;
  }

 private:
  double u_, left_ = 1.0;
};

} // namespace

Formation form_track(const DwellSchedule::Phase& dwells, const tracking::TrackRule& rule, std::uint32_t from,
                     std::uint32_t history, bool again, const random::Stream& draws) {
  EQUIPOISE_PRECONDITION(tracking::is_rule(rule) && history < (1U << static_cast<unsigned>(rule.window - 1)));
  EQUIPOISE_PRECONDITION(std::popcount(history) < rule.hits);
  const std::uint32_t remembered = (1U << static_cast<unsigned>(rule.window - 1)) - 1U;
  tracking::TrackState state{false, history, 0};
  std::uint32_t dwell = from;
  std::uint32_t seen = UINT32_MAX;
  if (dwell >= dwells.size()) return {dwell, false, seen};
  Remainder u(draws.uniform(dwell));
  const auto another = [&] { return draws.uniform(dwell); };
  while (dwell < dwells.size()) {
    double before = 1.0;
    if (double run = dwells.chance(dwell); run > 0.5) { // so many hits in a row as the products stay above u
      for (; u.value() < run; run *= dwells.chance(dwell)) {
        seen = std::min(seen, dwell);
        state = tracking::dwell(rule, state, true);
        if (state.confirmed) return {dwell, true, seen};
        if (++dwell == dwells.size()) return {dwell, false, seen};
        before = run;
      }
      const bool tentative = state.history != 0;
      state = tracking::dwell(rule, state, false);
      if (tentative && state.history == 0 && !again) return {dwell, false, seen};
      ++dwell;
      u.lies_between(run, before, another);
      continue;
    }
    // So many misses in a row; they push the last hit out of what is remembered.
    constexpr std::uint32_t near = 8;
    const std::uint32_t drops =
        dwell + (state.history == 0
                     ? near
                     : static_cast<std::uint32_t>(rule.window - 1 - std::countr_zero(state.history)));
    const std::uint32_t end = std::min(drops, dwells.size());
    double missed = 1.0 - dwells.chance(dwell);
    std::uint32_t hit = dwell;
    for (; u.value() < missed; missed *= 1.0 - dwells.chance(hit)) {
      before = missed;
      if (++hit == end) break;
    }
    if (hit == end) {
      const bool dropped = state.history != 0 && end == drops;
      if (dropped && !again) return {end - 1, false, seen};
      if (end == dwells.size()) return {end, false, seen};
      dwell = hit;
      u.lies_between(0.0, missed, another);
      state.history = 0;
      if (dropped) continue;
      hit = dwells.next_seen(dwell, u.value());
      if (hit == dwells.size()) return {hit, false, seen};
      dwell = hit + 1;
      u = Remainder(another());
    } else {
      state.history = (state.history << (hit - dwell)) & remembered;
      dwell = hit + 1;
      u.lies_between(missed, before, another);
    }
    state = tracking::dwell(rule, state, true);
    seen = std::min(seen, hit);
    if (state.confirmed) return {hit, true, seen};
  }
  return {dwell, false, seen};
}

} // namespace equipoise::simulation
