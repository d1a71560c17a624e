#pragma once
#include <string_view>

namespace equipoise::web {

/// The bundle of web/src: what draws the report's figures.
extern const std::string_view script, style;

/// The bundle of web/src/view: the pages of the loopback server.
extern const std::string_view view_script, view_style;

} // namespace equipoise::web
