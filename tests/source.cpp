#include "tests/source.hpp"

std::filesystem::path equipoise::tests::source() {
  return EQUIPOISE_SOURCE_DIR;
}
