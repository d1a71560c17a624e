#include "equipoise/results/outcome.hpp"

#include <bit>

namespace equipoise::results {
namespace {

class Writer {
 public:
  explicit Writer(std::span<std::uint8_t, row_bytes> bytes) : bytes_(bytes) {}
  void put(std::uint32_t value) { put_bytes(value, 4); }
  void put(double value) {
    put_bytes(value != value ? 0x7ff8000000000000ULL : std::bit_cast<std::uint64_t>(value), 8);
  }

 private:
  void put_bytes(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_[at_++] = static_cast<std::uint8_t>(value >> (8 * i));
  }
  std::span<std::uint8_t, row_bytes> bytes_;
  std::size_t at_ = 0;
};

} // namespace

void to_bytes(const Outcome& o, std::span<std::uint8_t, row_bytes> bytes) {
  Writer writer(bytes);
  for (const std::uint32_t v : {o.launched, o.failed, o.detected, o.tracked, o.assigned, o.engaged,
                                o.intercepted, o.leaked, o.fired, o.wasted, o.friendly_shots})
    writer.put(v);
  for (const std::uint32_t v : o.reasons) writer.put(v);
  for (const std::uint32_t v : {o.visitors, o.visitors_detected, o.visitors_tracked, o.visitors_engaged,
                                o.visitors_stopped, o.doubled, o.decoys_engaged, o.friends, o.friends_lost})
    writer.put(v);
  for (const double v : {o.first_shot_s, o.visitor_detection_range_m, o.visitor_first_shot_range_m,
                         o.visitor_exposed_s, o.visitor_exposed_m})
    writer.put(v);
}

} // namespace equipoise::results
