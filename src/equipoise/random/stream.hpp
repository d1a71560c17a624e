#pragma once
// Draws by name: (seed, replication, object, purpose, branch, ordinal). Adding an object, a thread or a study
// point changes no other draw.
#include <array>
#include <cstdint>

#include "equipoise/core/precondition.hpp"
#include "equipoise/random/philox.hpp"

namespace equipoise::random {

/// What a draw is for. The numbers are part of the model version: append, never renumber.
enum class Purpose : std::uint32_t {
  ignorance = 1, ///< a parameter set's draw of one group or parameter
  battery_available = 2,
  common_failure = 3,
  antenna_phase = 4,
  threat_works = 5,
  track_holds = 6,          ///< track_probability, common to all shots at a target
  surveillance_dwell = 7,   ///< ordinal: the dwell
  engagement_dwell = 8,     ///< ordinal: the dwell
  shot = 9,                 ///< ordinal: the round fired at this target; whether it works, whether it kills
  kill_assessment = 11,     ///< ordinal: the look
  surveillance_search = 12, ///< ordinal: the dwell a search begins with
  engagement_search = 13,   ///< ordinal: the dwell a search begins with
  surveillance_hold = 14,   ///< ordinal: the dwell from which a track is held
  engagement_hold = 15,     ///< ordinal: the dwell from which a track is held
  link_up = 16,
  lot_failure = 17,              ///< of all rounds of one kind of a battery
  classification = 18,           ///< threat or decoy
  identification = 19,           ///< friend or not
  impact_error = 20,             ///< ordinal: twice the instant, of the place; one more, of the time
  surveillance_error = 21,       ///< ordinal: 3 times the dwell, and which coordinate
  engagement_error = 22,         ///< ordinal: 3 times the dwell, and which coordinate
  surveillance_false_alarm = 23, ///< ordinal: 64 times the dwell, the number; from then on three a place
  engagement_false_alarm = 24,   ///< as that
  design = 40,                   ///< points of a study's design; branch: which kind of draw
  rare_event = 41,               ///< a path of a rare-event estimate; branch: the level it starts from
  delivery_on_time = 100,        ///< ordinal: the unit ordered; of procurement
};

/// Uniform on the open interval (0, 1) from the top 52 bits: 53 bits and a half step would round to 1 at the
/// end.
constexpr double to_unit_interval(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// The stream of one object and purpose in one replication. Its name is not scrambled again, the generator
/// does that: names need to differ, no more. Assumes: objects are hashes, or small numbers.
class Stream {
 public:
  constexpr Stream(std::uint64_t seed, std::uint64_t replication, std::uint64_t object, Purpose purpose,
                   std::uint32_t branch = 0)
      : seed_(seed),
        replication_(replication << 32),
        name_((object ^ (static_cast<std::uint64_t>(branch) << 32)) +
              0x9e3779b97f4a7c15 * static_cast<std::uint64_t>(purpose) +
              0xd1b54a32d192ed03 * (replication >> 32)) {}

  /// The draw with this ordinal, in (0, 1). One block of the generator a draw: nothing is cached, nothing is
  /// shared.
  double uniform(std::uint32_t ordinal = 0) const;
  /// That draw and an independent one, of the same block.
  std::array<double, 2> two_uniforms(std::uint32_t ordinal = 0) const;

  /// Domain: 0 <= probability <= 1. Inlined always, so that a watch sees who draws.
  [[gnu::always_inline]] bool happens(double probability, std::uint32_t ordinal = 0) const {
    EQUIPOISE_PRECONDITION(core::is_chance(probability));
    return uniform(ordinal) < probability;
  }

 private:
  std::uint64_t seed_;
  std::uint64_t replication_; ///< its low half, above the ordinal; its high half is in the name
  std::uint64_t name_;
};

} // namespace equipoise::random
