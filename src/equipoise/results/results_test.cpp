#include <doctest/doctest.h>

#include <array>

#include "equipoise/results/tally.hpp"

using namespace equipoise::results;

namespace {
Outcome row(std::uint32_t leaked, double first_shot_s) {
  Outcome o;
  o.launched = 5;
  o.failed = 1;
  o.leaked = leaked;
  o.intercepted = 4 - leaked;
  o.fired = 7;
  o.reasons[3] = leaked;
  o.first_shot_s = first_shot_s;
  o.transits = 1;
  o.transit_exposed_s = 3.0 * leaked;
  return o;
}
} // namespace

TEST_CASE(
    "pinned: the row's bytes, little-endian, one NaN for none, not proof of correctness, only of no change") {
  std::array<std::uint8_t, row_bytes> bytes{};
  to_bytes(row(2, none), bytes);
  CHECK(bytes.size() == 168);
  CHECK(bytes[0] == 5);
  CHECK(bytes[1] == 0);
  CHECK(bytes[7 * 4] == 2);                    // leaked
  CHECK(bytes[8 * 4] == 7);                    // fired
  CHECK(bytes[(11 + 3) * 4] == 2);             // the fourth reason
  CHECK(bytes[(11 + 12 + 9) * 4 + 6] == 0xf8); // first_shot_s: quiet NaN
  CHECK(bytes[(11 + 12 + 9) * 4 + 7] == 0x7f);
}

TEST_CASE("twin: a tally of parts is the tally of the whole") {
  Tally whole, head, tail;
  for (std::uint32_t i = 0; i < 20; ++i) {
    const Outcome o = row(i % 4, i % 3 == 0 ? none : 2.0 * i);
    whole.add(o);
    (i < 8 ? head : tail).add(o);
  }
  head.add(tail);
  CHECK(head.replications == whole.replications);
  CHECK(head.without_leaker == 5);
  CHECK(head.leakers == whole.leakers);
  CHECK(head.leaked.sum == whole.leaked.sum);
  CHECK(head.leaked.sum_of_squares == whole.leaked.sum_of_squares);
  CHECK(head.reasons == whole.reasons);
  CHECK(head.first_shot_s.count == whole.first_shot_s.count);
  CHECK(head.transits.exposed_s.count == 20);
  CHECK(head.transits.exposed_s.variance() == doctest::Approx(whole.transits.exposed_s.variance()));
  CHECK(head.first_shot_s.mean() == doctest::Approx(whole.first_shot_s.mean()));
}

TEST_CASE("an average of nothing is none, not zero") {
  Average a;
  a.add(none);
  CHECK(a.mean() != a.mean());
  CHECK(a.variance() != a.variance());
}

TEST_CASE("an average knows its scatter, and rounding never makes it negative") {
  Average a, same;
  for (const double v : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) a.add(v);
  CHECK(a.mean() == 5.0);
  CHECK(a.variance() == doctest::Approx(32.0 / 7.0));
  for (int i = 0; i < 1000; ++i) same.add(123456.789);
  CHECK(same.variance() >= 0.0);
  CHECK(same.variance() < 1e-3);
}

TEST_CASE("visitors: ranges count the raids that have one, exposure counts all") {
  TransitTally v;
  Outcome seen, unseen;
  seen.transits = unseen.transits = 1;
  seen.transits_detected = 1;
  seen.transit_detection_range_m = 80e3;
  seen.transit_exposed_s = 60.0;
  seen.transit_exposed_m = 15e3;
  v.add(seen);
  v.add(unseen);
  v.add(Outcome{}); // a raid without transits
  CHECK(v.count == 2);
  CHECK(v.detected == 1);
  CHECK(v.detection_range_m.count == 1);
  CHECK(v.detection_range_m.mean() == 80e3);
  CHECK(v.first_shot_range_m.count == 0);
  CHECK(v.exposed_s.mean() == 30.0);
  CHECK(v.exposed_m.mean() == 7.5e3);
}
