#include "equipoise/engagement/battery.hpp"

namespace equipoise::engagement {

using random::Purpose;

bool round_works(const ShotDraws& draws, std::uint32_t round, double reliability) {
  return draws.stream(Purpose::round_works).happens(reliability, round);
}

bool round_kills(const ShotDraws& draws, std::uint32_t round, double kill_probability) {
  return draws.stream(Purpose::round_kills).happens(kill_probability, round);
}

bool judged_dead(const ShotDraws& draws, std::uint32_t look, bool dead, const FireUnit& unit) {
  const bool wrong = draws.stream(Purpose::kill_assessment)
                         .happens(dead ? unit.kill_seen_as_miss : unit.miss_seen_as_kill, look);
  return dead != wrong;
}

} // namespace equipoise::engagement
