#pragma once
// A scenario with the catalogue it is read against, and how a study asks for variations of it.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/scenario.hpp"

namespace equipoise::scenario {

/// One value laid over what the files say: "salvo.count" = "40", "48n6e3.kill_probability" = "0.5".
struct Setting {
  std::string address;
  std::string value;
  core::Location at;              ///< of the value
  core::Location address_at = {}; ///< where the address stands apart from it

  const core::Location& place_of_address() const { return address_at.line > 0 ? address_at : at; }
};

struct Case {
  Scenario scenario;
  catalogue::Catalogue catalogue;
};

/// The catalogue entries a scenario uses, with those they are like.
std::vector<std::string> used_entries(const Case& resolved);
/// The catalogue without all others: what is drawn does not depend on entries that are not used.
catalogue::Catalogue used_catalogue(const Case& resolved);

/// Reads the case anew with these settings. Nothing if there are errors. May be called from several threads.
using CaseSource = std::function<std::optional<Case>(const std::vector<Setting>&, core::Diagnostics&)>;

} // namespace equipoise::scenario
