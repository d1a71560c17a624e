#include "equipoise/engagement/battery.hpp"

namespace equipoise::engagement {

using random::Purpose;

Shot draw_shot(const ShotDraws& draws, std::uint32_t round) {
  const auto [works, kills] = draws.stream(Purpose::shot).two_uniforms(round);
  return {works, kills};
}

bool judged_dead(const ShotDraws& draws, std::uint32_t look, bool dead, const FireUnit& unit) {
  const bool wrong = draws.stream(Purpose::kill_assessment)
                         .happens(dead ? unit.kill_seen_as_miss : unit.miss_seen_as_kill, look);
  return dead != wrong;
}

} // namespace equipoise::engagement
