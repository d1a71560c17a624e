#include "equipoise/analysis/design/points.hpp"

#include <bit>
#include <numeric>

#include "equipoise/core/precondition.hpp"
#include "equipoise/random/stream.hpp"

namespace equipoise::analysis {
namespace {

using random::Purpose;
using random::Stream;

std::uint32_t word(const Stream& stream, std::uint32_t ordinal) {
  return static_cast<std::uint32_t>(stream.uniform(ordinal) * 0x1p32);
}

/// Output bit r, from the top, is the parity of the bits of v down to its own that row r names.
std::uint32_t scrambled(std::uint32_t v, const Directions& rows) {
  std::uint32_t out = 0;
  for (std::size_t r = 0; r < rows.size(); ++r)
    if ((std::popcount(v & rows[r]) & 1) != 0) out |= 0x80000000U >> r;
  return out;
}

} // namespace

Points random_points(std::size_t count, std::size_t dimensions, std::uint64_t seed, std::uint64_t block) {
  Points points(count, dimensions);
  for (std::size_t i = 0; i < count; ++i) {
    const Stream stream(seed, block, i, Purpose::design);
    for (std::size_t j = 0; j < dimensions; ++j)
      points.row(i)[j] = stream.uniform(static_cast<std::uint32_t>(j));
  }
  return points;
}

Points latin_hypercube(std::size_t count, std::size_t dimensions, std::uint64_t seed, std::uint64_t block) {
  Points points(count, dimensions);
  std::vector<std::size_t> slice(count);
  for (std::size_t j = 0; j < dimensions; ++j) {
    const Stream order(seed, block, j, Purpose::design, 1), within(seed, block, j, Purpose::design, 2);
    std::iota(slice.begin(), slice.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) { // Fisher & Yates (1938), Durstenfeld (1964)
      const double u = order.uniform(static_cast<std::uint32_t>(i));
      std::swap(slice[i - 1], slice[static_cast<std::size_t>(u * static_cast<double>(i))]);
    }
    for (std::size_t i = 0; i < count; ++i)
      points.row(i)[j] = (static_cast<double>(slice[i]) + within.uniform(static_cast<std::uint32_t>(i))) /
                         static_cast<double>(count);
  }
  return points;
}

SobolSequence::SobolSequence(std::size_t dimensions, std::uint64_t seed, std::uint64_t block)
    : SobolSequence(dimensions) {
  for (std::size_t j = 0; j < dimensions; ++j) {
    const Stream stream(seed, block, j, Purpose::design, 3);
    Directions rows{};
    for (std::uint32_t r = 0; r < rows.size(); ++r) {
      const std::uint32_t own = 0x80000000U >> r;
      rows[r] = (word(stream, r) & ~(own | (own - 1))) | own;
    }
    for (std::uint32_t& v : directions_[j]) v = scrambled(v, rows);
    shift_.push_back(word(stream, 32));
  }
}

double SobolSequence::at(std::uint32_t index, std::size_t dimension) const {
  EQUIPOISE_PRECONDITION(dimension < dimensions());
  std::uint32_t x = shift_.empty() ? 0U : shift_[dimension];
  for (std::size_t bit = 0; index != 0; index >>= 1, ++bit)
    if ((index & 1U) != 0) x ^= directions_[dimension][bit];
  return (static_cast<double>(x) + 0.5) * 0x1p-32;
}

Points SobolSequence::points(std::size_t count) const {
  EQUIPOISE_PRECONDITION(count <= std::size_t{1} << 32);
  Points points(count, dimensions());
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < dimensions(); ++j) points.row(i)[j] = at(static_cast<std::uint32_t>(i), j);
  return points;
}

std::vector<std::vector<std::size_t>> full_grid(const std::vector<std::size_t>& levels) {
  std::vector<std::vector<std::size_t>> all{{}};
  for (const std::size_t count : levels) {
    std::vector<std::vector<std::size_t>> longer;
    for (const auto& row : all)
      for (std::size_t level = 0; level < count; ++level) {
        longer.push_back(row);
        longer.back().push_back(level);
      }
    all = std::move(longer);
  }
  return all;
}

} // namespace equipoise::analysis
