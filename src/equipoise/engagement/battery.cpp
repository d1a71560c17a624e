#include "equipoise/engagement/battery.hpp"

namespace equipoise::engagement {

using random::Purpose;

bool round_stops(const ShotDraws& draws, std::uint32_t round, double reliability, double kill_probability) {
  const bool works = draws.stream(Purpose::round_works).happens(reliability, round);
  const bool kills = draws.stream(Purpose::round_kills).happens(kill_probability, round);
  return works && kills;
}

bool judged_dead(const ShotDraws& draws, std::uint32_t look, bool dead, const FireUnit& unit) {
  const bool wrong = draws.stream(Purpose::kill_assessment)
                         .happens(dead ? unit.kill_seen_as_miss : unit.miss_seen_as_kill, look);
  return dead != wrong;
}

} // namespace equipoise::engagement
