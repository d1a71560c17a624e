#include "equipoise/results/replay.hpp"

#include <array>

namespace equipoise::results {

std::string_view name_of(EventKind kind) {
  constexpr std::array<std::string_view, 13> names{
      "launched",     "failed",      "detected",       "tracked",
      "track lost",   "in reach",    "round launched", "round stopped it",
      "round missed", "judged dead", "judged alive",   "leaked",
      "left"};
  return names[static_cast<std::size_t>(kind)];
}

} // namespace equipoise::results
