#pragma once
#include <string_view>

namespace equipoise::web {

/// The bundle of web/src: what draws the report's figures.
extern const std::string_view script, style;

} // namespace equipoise::web
