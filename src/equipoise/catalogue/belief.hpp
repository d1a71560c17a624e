#pragma once
// What is believed about a defence. Three named beliefs, and what each leaves switched on.
#include <optional>
#include <string_view>

namespace equipoise::catalogue {

enum class Belief {
  brochure,  ///< the published limits kept; every other friction and every assessment error off; shots
             ///< independent
  frictions, ///< the same kill probability with everything else that can go wrong
  assessed   ///< frictions, and the kill probability from the combat and test record
};

constexpr std::string_view name_of(Belief belief) {
  switch (belief) {
    case Belief::brochure:
      return "brochure";
    case Belief::frictions:
      return "frictions";
    case Belief::assessed:
      return "assessed";
  }
  return "";
}

constexpr std::optional<Belief> belief_from(std::string_view name) {
  for (const Belief belief : {Belief::brochure, Belief::frictions, Belief::assessed})
    if (name_of(belief) == name) return belief;
  return std::nullopt;
}

/// What lies between the brochure and the assessed belief, cause by cause. Off: as the brochure has it. The
/// three beliefs are three of these; a waterfall plays them all.
struct Causes {
  bool seeing = false;           ///< horizon, detection, track formation, range lost to jamming and clutter
  bool readiness = false;        ///< availability
  bool timing = false;           ///< reaction time as assessed, launch interval
  bool failures = false;         ///< round reliability, track probability, common failure
  bool kill_assessment = false;  ///< its delay and its errors
  bool kill_probability = false; ///< from the record instead of the brochure

  constexpr Causes() = default;
  /// A belief stands for its causes wherever causes are wanted.
  constexpr Causes(Belief belief) // NOLINT(google-explicit-constructor)
      : seeing(belief != Belief::brochure),
        readiness(seeing),
        timing(seeing),
        failures(seeing),
        kill_assessment(seeing),
        kill_probability(belief == Belief::assessed) {}
};

} // namespace equipoise::catalogue
