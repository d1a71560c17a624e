#pragma once
// A published value with its range, and a draw from it.
#include <cstdint>
#include <span>
#include <string_view>

#include "equipoise/catalogue/range_shape.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/random/distribution.hpp"
#include "equipoise/random/stream.hpp"

namespace equipoise::strategy {

struct Range {
  double low = 0.0, nominal = 0.0, high = 0.0;
  static constexpr Range exactly(double value) { return {value, value, value}; }
};

/// The uniform number that moves what has this name in a drawn set, in (0, 1).
inline double uniform_of(std::string_view name, std::uint64_t seed, std::uint64_t set) {
  return random::Stream(seed, set, core::name_hash(name), random::Purpose::ignorance).uniform();
}

/// Set 0 is the nominal; each other set has a draw of its own, named by what is drawn: triangular unless the
/// reading is uniform.
inline double draw(const Range& range, std::string_view name, std::uint64_t seed, std::uint64_t set,
                   catalogue::RangeShape shape = catalogue::RangeShape::stated) {
  if (set == 0 || range.low == range.high) return range.nominal;
  const double u = uniform_of(name, seed, set);
  return shape == catalogue::RangeShape::uniform
             ? random::uniform(u, range.low, range.high)
             : random::triangular(u, range.low, range.nominal, range.high);
}

/// A nominal value, and the 5 % to 95 % of the drawn sets: what is not known. Not numbers where nothing was
/// drawn.
struct Known {
  double value = 0.0, low = 0.0, high = 0.0;
};
/// `by_set`: the first is the nominal's. Domain: not empty.
Known known(std::span<const double> by_set);

} // namespace equipoise::strategy
