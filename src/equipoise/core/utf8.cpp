#include "equipoise/core/utf8.hpp"

#include "equipoise/core/precondition.hpp"

namespace equipoise::core {
namespace {

unsigned byte(char c) {
  return static_cast<unsigned char>(c);
}

} // namespace

std::size_t utf8_length(std::string_view text) {
  const auto in = [&](std::size_t i, unsigned low, unsigned high) {
    return i < text.size() && byte(text[i]) >= low && byte(text[i]) <= high;
  };
  const auto tail = [&](std::size_t i) { return in(i, 0x80, 0xBF); };
  if (in(0, 0x00, 0x7F)) return 1;
  if (in(0, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (in(0, 0xE0, 0xEF)) {
    const unsigned low = byte(text[0]) == 0xE0 ? 0xA0 : 0x80;  // no overlong form
    const unsigned high = byte(text[0]) == 0xED ? 0x9F : 0xBF; // no surrogate
    return in(1, low, high) && tail(2) ? 3 : 0;
  }
  if (in(0, 0xF0, 0xF4)) {
    const unsigned low = byte(text[0]) == 0xF0 ? 0x90 : 0x80;  // no overlong form
    const unsigned high = byte(text[0]) == 0xF4 ? 0x8F : 0xBF; // nothing above U+10FFFF
    return in(1, low, high) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

char32_t code_point(std::string_view text, std::size_t length) {
  EQUIPOISE_PRECONDITION(length > 0 && utf8_length(text) == length);
  char32_t code = length == 1 ? byte(text[0]) : byte(text[0]) & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(text[i]) & 0x3F);
  return code;
}

bool is_invisible(char32_t code) {
  const auto in = [&](char32_t low, char32_t high) { return code >= low && code <= high; };
  return in(0x00, 0x1F) || in(0x7F, 0xA0) || code == 0xAD || code == 0x1680 || code == 0x180E ||
         in(0x2000, 0x200F) || in(0x2028, 0x202F) || in(0x205F, 0x206F) || code == 0x3000 || code == 0xFEFF ||
         in(0xFFF9, 0xFFFB) || in(0xE0000, 0xE007F);
}

} // namespace equipoise::core
