#include "equipoise/core/precondition.hpp"

#include <cstdio>
#include <cstdlib>

namespace equipoise::core {

void precondition_failed(const char* file, int line, const char* condition) noexcept {
  std::fprintf(stderr, "%s:%d: not in the domain: %s\n", file, line, condition);
  std::abort();
}

} // namespace equipoise::core
