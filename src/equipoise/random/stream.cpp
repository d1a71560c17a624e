#include "equipoise/random/stream.hpp"

namespace equipoise::random {

double Stream::uniform(std::uint32_t ordinal) const {
  return to_unit_interval(philox2x64_10({replication_ | ordinal, name_}, seed_)[0]);
}

std::array<double, 2> Stream::two_uniforms(std::uint32_t ordinal) const {
  const PhiloxCounter block = philox2x64_10({replication_ | ordinal, name_}, seed_);
  return {to_unit_interval(block[0]), to_unit_interval(block[1])};
}

} // namespace equipoise::random
