#pragma once
// Direction numbers of the Sobol sequence.
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace equipoise::analysis {

inline constexpr std::size_t max_sobol_dimensions = 256;

/// By bit of the point's index, lowest first; each a binary fraction from the top bit down.
using Directions = std::array<std::uint32_t, 32>;

/// Domain: dimensions <= max_sobol_dimensions. Source: Joe & Kuo (2008), new-joe-kuo-6.21201.
std::vector<Directions> sobol_directions(std::size_t dimensions);

} // namespace equipoise::analysis
