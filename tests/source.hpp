#pragma once
#include <filesystem>

namespace equipoise::tests {

/// The root of the source tree, where the data of the tests is.
std::filesystem::path source();

} // namespace equipoise::tests
