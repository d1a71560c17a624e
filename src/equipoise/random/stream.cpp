#include "equipoise/random/stream.hpp"

#include "equipoise/random/draw_watch.hpp"

// Where the caller is: in debug builds alone.
#ifdef NDEBUG
#define EQUIPOISE_NOTE_DRAW(ordinal)
#else
#define EQUIPOISE_NOTE_DRAW(ordinal) \
  DrawWatch::note({seed_, replication_ | (ordinal), name_}, __builtin_return_address(0))
#endif

namespace equipoise::random {

double Stream::uniform(std::uint32_t ordinal) const {
  EQUIPOISE_NOTE_DRAW(ordinal);
  return to_unit_interval(philox2x64_10({replication_ | ordinal, name_}, seed_)[0]);
}

std::array<double, 2> Stream::two_uniforms(std::uint32_t ordinal) const {
  EQUIPOISE_NOTE_DRAW(ordinal);
  const PhiloxCounter block = philox2x64_10({replication_ | ordinal, name_}, seed_);
  return {to_unit_interval(block[0]), to_unit_interval(block[1])};
}

} // namespace equipoise::random
