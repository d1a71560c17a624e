#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "equipoise/core/precondition.hpp"
#include "equipoise/results/replay.hpp"

namespace equipoise::results {
namespace {

const ReplayPoint& point_at(const ReplayThreat& threat, double time_s) {
  const auto after = std::lower_bound(threat.points.begin(), threat.points.end(), time_s,
                                      [](const ReplayPoint& p, double t) { return p.time_s < t; });
  return after == threat.points.end() ? threat.points.back() : *after;
}

/// From the battery's foot, to the nearest step of the picture.
double range_km(const ReplayBattery& battery, const ReplayThreat& threat, double time_s) {
  const ReplayPoint& p = point_at(threat, time_s);
  return 1e-3 * std::hypot(std::hypot(p.east_m - battery.east_m, p.north_m - battery.north_m), p.altitude_m);
}

std::string counted_rounds(int rounds) {
  constexpr std::array words{"no round", "one round", "two rounds", "three rounds", "four rounds"};
  return rounds < static_cast<int>(words.size()) ? words[static_cast<std::size_t>(rounds)]
                                                 : fmt::format("{} rounds", rounds);
}

} // namespace

std::string kill_chain(const Replay& replay, std::size_t threat) {
  EQUIPOISE_PRECONDITION(threat < replay.threats.size() && !replay.threats[threat].points.empty());
  const ReplayThreat& t = replay.threats[threat];
  const double launch_s = t.points.front().time_s;
  std::vector<std::string> parts;
  double seen_s = -1.0, salvo_s = -1.0;
  int salvo = 0, battery = -1;
  const auto close_salvo = [&] {
    if (salvo > 0) parts.push_back(fmt::format("{} from {:.0f} s on", counted_rounds(salvo), salvo_s));
    salvo = 0;
  };
  int missed = 0;
  for (const ReplayEvent& e : replay.events) {
    if (e.threat != static_cast<int>(threat)) continue;
    const double after_s = e.time_s - launch_s;
    if (e.battery >= 0) battery = e.battery;
    switch (e.kind) {
      case EventKind::detected:
        seen_s = after_s;
        parts.push_back(
            fmt::format("seen at {:.0f} km, {:.0f} s after launch",
                        range_km(replay.batteries[static_cast<std::size_t>(battery)], t, e.time_s), after_s));
        break;
      case EventKind::tracked:
        parts.push_back(seen_s < 0.0 ? fmt::format("tracked {:.0f} s after launch", after_s)
                                     : fmt::format("track after {:.0f} s more", after_s - seen_s));
        break;
      case EventKind::round_launched:
        if (salvo++ == 0) salvo_s = after_s;
        break;
      case EventKind::round_missed:
        close_salvo();
        ++missed;
        break;
      case EventKind::round_stopped_it:
        close_salvo();
        if (missed > 0) parts.push_back(fmt::format("{} missed", missed));
        missed = 0;
        parts.push_back(fmt::format("stopped at {:.0f} s", after_s));
        break;
      case EventKind::judged_dead:
      case EventKind::judged_alive:
        if (missed > 0) parts.push_back(missed == 1 ? "missed" : fmt::format("{} missed", missed));
        missed = 0;
        parts.push_back(e.kind == EventKind::judged_dead ? "judged dead" : "judged alive");
        break;
      default:
        break;
    }
  }
  close_salvo();
  if (missed > 0) parts.push_back(missed == 1 ? "missed" : fmt::format("{} missed", missed));
  if (t.fate == "failed") parts = {"failed at launch by itself"};
  if (t.fate == "leaked") parts.push_back("got through: " + t.reason);
  if (t.fate == "left") parts.push_back("left at the end of its route");
  if (parts.empty()) return "nothing was seen of it";
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) text += ", " + parts[i];
  return text;
}

} // namespace equipoise::results
