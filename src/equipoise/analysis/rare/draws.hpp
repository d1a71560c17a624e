#pragma once
#include <cstdint>

#include "equipoise/random/stream.hpp"

namespace equipoise::analysis {

/// The random numbers of one path, in the order in which it asks for them: for processes whose number of
/// draws is not known beforehand. The same name gives the same path again.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint64_t run, std::uint64_t path, std::uint32_t level = 0)
      : stream_(seed, run, path, random::Purpose::rare_event, level) {}

  double uniform() { return stream_.uniform(next_++); }
  bool happens(double probability) { return uniform() < probability; }

 private:
  random::Stream stream_;
  std::uint32_t next_ = 0;
};

} // namespace equipoise::analysis
