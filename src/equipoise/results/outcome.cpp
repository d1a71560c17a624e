#include "equipoise/results/outcome.hpp"

#include <bit>

namespace equipoise::results {
namespace {

/// Little-endian; the place after it.
template <class Bits>
std::uint8_t* put_bits(std::uint8_t* at, Bits bits) {
  for (std::size_t i = 0; i < sizeof bits; ++i) at[i] = static_cast<std::uint8_t>(bits >> (8 * i));
  return at + sizeof bits;
}
std::uint8_t* put(std::uint8_t* at, std::uint32_t value) {
  return put_bits(at, value);
}
std::uint8_t* put(std::uint8_t* at, double value) {
  return put_bits(at, value != value ? 0x7ff8000000000000ULL : std::bit_cast<std::uint64_t>(value));
}

} // namespace

void to_bytes(const Outcome& o, std::span<std::uint8_t, row_bytes> bytes) {
  std::uint8_t* at = bytes.data();
  for (const std::uint32_t v : {o.launched, o.failed, o.detected, o.tracked, o.assigned, o.engaged,
                                o.intercepted, o.leaked, o.fired, o.wasted, o.friendly_shots})
    at = put(at, v);
  for (const std::uint32_t v : o.reasons) at = put(at, v);
  for (const std::uint32_t v : {o.transits, o.transits_detected, o.transits_tracked, o.transits_engaged,
                                o.transits_stopped, o.doubled, o.decoys_engaged, o.friends, o.friends_lost})
    at = put(at, v);
  for (const double v : {o.first_shot_s, o.transit_detection_range_m, o.transit_first_shot_range_m,
                         o.transit_exposed_s, o.transit_exposed_m})
    at = put(at, v);
}

} // namespace equipoise::results
