#pragma once
// Points of the unit cube: where a study asks its questions. Every coordinate is in (0, 1).
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "equipoise/analysis/design/sobol_directions.hpp"

namespace equipoise::analysis {

/// Points as rows of one array.
struct Points {
  std::size_t dimensions = 0;
  std::vector<double> values;

  Points(std::size_t count, std::size_t dimensions_) : dimensions(dimensions_), values(count * dimensions_) {}
  std::size_t size() const { return dimensions == 0 ? 0 : values.size() / dimensions; }
  std::span<double> row(std::size_t i) { return {values.data() + i * dimensions, dimensions}; }
  std::span<const double> row(std::size_t i) const { return {values.data() + i * dimensions, dimensions}; }
};

/// Independent uniform points, named by seed and block.
Points random_points(std::size_t count, std::size_t dimensions, std::uint64_t seed, std::uint64_t block = 0);

/// One point in each of `count` slices of every coordinate. Source: McKay, Beckman & Conover (1979).
Points latin_hypercube(std::size_t count, std::size_t dimensions, std::uint64_t seed,
                       std::uint64_t block = 0);

/// The Sobol sequence; point i is a function of i alone. Any 2^m points from a multiple of 2^m on have one in
/// every one of 2^m slices of each coordinate, scrambled or not. Domain: dimensions <= max_sobol_dimensions,
/// at most 2^32 points. Source: Sobol' (1967); direction numbers of Joe & Kuo (2008).
class SobolSequence {
 public:
  explicit SobolSequence(std::size_t dimensions) : directions_(sobol_directions(dimensions)) {}

  /// Scrambled by a random matrix and shifted, both named by seed and block: each point uniform, any two
  /// blocks independent, so that blocks give an honest variance. Source: Matousek (1998), section 4 (random
  /// linear scramble).
  SobolSequence(std::size_t dimensions, std::uint64_t seed, std::uint64_t block);

  std::size_t dimensions() const { return directions_.size(); }
  /// Unscrambled, point 0 lies at 2^-33 in every coordinate: the middle of the smallest slice.
  double at(std::uint32_t index, std::size_t dimension) const;

  Points points(std::size_t count) const;

 private:
  std::vector<Directions> directions_;
  std::vector<std::uint32_t> shift_;
};

/// Every combination of levels, the last factor fastest. Assumes: the product of the levels fits in memory.
std::vector<std::vector<std::size_t>> full_grid(const std::vector<std::size_t>& levels);

} // namespace equipoise::analysis
