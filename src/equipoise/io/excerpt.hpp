#pragma once
#include <string>
#include <string_view>

namespace equipoise::io {

/// The line of a text and a caret under the column, for people:
///   `   12 | mode = "slavo"`
///   `      |        ^`
/// Long lines are cut around the column, control characters shown as spaces. Line and column from 1, the
/// column in code points. Empty if there is no such line.
std::string excerpt(std::string_view text, int line, int column);

} // namespace equipoise::io
