#pragma once
#include <cstddef>
#include <string_view>

namespace equipoise::core {

/// Length of the UTF-8 sequence that text starts with, 1 to 4; 0 if it is not one (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text);

/// The code point of the sequence of this length that text starts with. Domain: `utf8_length(text) ==
/// length`.
char32_t code_point(std::string_view text, std::size_t length);

/// Spaces other than the common one, marks without width and controls: nobody sees which one it is.
bool is_invisible(char32_t code);

} // namespace equipoise::core
