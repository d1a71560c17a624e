#include "equipoise/random/stream.hpp"

namespace equipoise::random {

double Stream::uniform(std::uint32_t ordinal) const {
  return to_unit_interval(philox2x64_10({replication_ | ordinal, name_}, seed_)[0]);
}

} // namespace equipoise::random
