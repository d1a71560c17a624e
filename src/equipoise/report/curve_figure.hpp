#pragma once
// The curves as inline SVG: a panel a belief with both bands, and the gap between two of them.
#include <string>

#include "equipoise/report/reading.hpp"

namespace equipoise::report {

/// Class of a belief's colour and line: "brochure", "frictions", "assessed", else "other".
std::string style_of(const std::string& belief);

/// One belief with its bands; the others as thin lines behind it. `label` says the finding.
std::string curve_panel(const Reading& reading, std::size_t belief, const std::string& label);

/// The gap with its bands, drawn for a wide or a narrow page.
std::string gap_panel(const Reading& reading, bool wide, const std::string& label);

/// What line, dots and bands mean, drawn small.
std::string key(const Reading& reading);

} // namespace equipoise::report
