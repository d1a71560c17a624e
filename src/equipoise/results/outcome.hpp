#pragma once
// What one replication leaves behind: a row.
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace equipoise::results {

/// Why a threat was not stopped. A leaker has one reason: the first that held, in this order.
enum class Reason : std::uint8_t {
  not_available,   ///< no battery was manned, radiating and serviceable
  not_detected,    ///< no look detected it
  not_tracked,     ///< detected, but no battery had a confirmed track of it
  judged_harmless, ///< tracked; taken for a decoy, or for bound elsewhere
  out_of_reach,    ///< tracked; no round of any battery meets it anywhere
  too_late,        ///< once track and reaction time were there, no intercept was possible any more
  no_launch_slot,  ///< never shot at: a channel and a round were there, the launchers were busy
  no_channel,      ///< never shot at: all channels were taken
  no_round,        ///< never shot at: the magazine was empty
  missed,          ///< shot at, missed, judged rightly
  misjudged,       ///< shot at, missed, taken for dead while another salvo would have fitted
  common_failure   ///< shot at by a battery that failed as a whole
};

inline constexpr std::array<std::string_view, 12> reason_names{
    "not available",  "not detected", "not tracked", "judged harmless", "out of reach", "too late",
    "no launch slot", "no channel",   "no round",    "missed",          "misjudged",    "common failure"};

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Counts of threats, except fired, wasted and friendly_shots (rounds). An aircraft on a route without an aim
/// is a transit: no leaker, counted apart. launched = failed + intercepted + leaked.
struct Outcome {
  std::uint32_t launched = 0, failed = 0, detected = 0, tracked = 0, assigned = 0, engaged = 0,
                intercepted = 0, leaked = 0;
  std::uint32_t fired = 0;
  std::uint32_t wasted = 0; ///< launched at a target that was dead already
  std::uint32_t friendly_shots = 0;
  std::array<std::uint32_t, reason_names.size()> reasons{};
  std::uint32_t transits = 0, transits_detected = 0, transits_tracked = 0, transits_engaged = 0,
                transits_stopped = 0;
  std::uint32_t doubled = 0; ///< rounds launched at a target that another battery had under fire
  std::uint32_t decoys_engaged = 0, friends = 0, friends_lost = 0;
  double first_shot_s = none;               ///< scenario clock; none if no round was fired
  double transit_detection_range_m = none;  ///< farthest first detection of a transit
  double transit_first_shot_range_m = none; ///< of the transit at the first launch at it, farthest
  /// Time of the engagement radar's tracks in which a launch meets it, until it is stopped, and the way flown
  /// in that time: summed over transits and batteries.
  double transit_exposed_s = 0.0, transit_exposed_m = 0.0;
};

inline constexpr std::size_t row_bytes = 11 * 4 + reason_names.size() * 4 + 9 * 4 + 5 * 8;

/// The row as the digest reads it: the fields above in order, little-endian, doubles as IEEE bits (one NaN
/// for none).
void to_bytes(const Outcome& outcome, std::span<std::uint8_t, row_bytes> bytes);

} // namespace equipoise::results
