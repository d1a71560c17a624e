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

/// Under the brochure belief the defence works as published: no horizon, detection, track formation, launch
/// interval, round reliability, availability, common failure, track probability or kill-assessment error and
/// delay.
constexpr bool has_frictions(Belief belief) {
  return belief != Belief::brochure;
}

/// Which of "kill_probability.CLASS.brochure" and ".assessed" holds.
constexpr std::string_view kill_probability_of(Belief belief) {
  return belief == Belief::assessed ? "assessed" : "brochure";
}

} // namespace equipoise::catalogue
