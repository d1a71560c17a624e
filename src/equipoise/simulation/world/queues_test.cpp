// What comes next: timers and events against lists that are searched and sorted.
#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "equipoise/random/stream.hpp"
#include "equipoise/simulation/world/event_queue.hpp"
#include "equipoise/simulation/world/timers.hpp"

using namespace equipoise;
using namespace equipoise::simulation;

TEST_CASE("appointments: the earliest, the lower id among equals, moved and dropped at will") {
  const random::Stream stream(3, 0, 0, random::Purpose::design);
  for (const std::uint32_t size : {1U, 2U, 7U, 36U}) {
    Timers timers;
    timers.resize(size);
    std::vector<core::SimTime> times(size, core::never);
    for (std::uint32_t k = 0; k < 4000; ++k) {
      const auto id = static_cast<std::uint32_t>(stream.uniform(3 * k) * size);
      const auto time = static_cast<core::SimTime>(stream.uniform(3 * k + 1) * 20.0); // many are equal
      const double what = stream.uniform(3 * k + 2);
      if (what < 0.4) {
        timers.set(id, time);
        times[id] = time;
      } else if (what < 0.7) {
        timers.set_earlier(id, time);
        times[id] = std::min(times[id], time);
      } else if (what < 0.8 || timers.empty()) {
        timers.drop(id);
        times[id] = core::never;
      } else { // the next one is kept: nothing follows, or another of its own, or one of another's
        const std::uint32_t next = timers.next();
        times[next] = core::never;
        timers.keep(next, [&] {
          if (what < 0.87) return;
          const std::uint32_t whose = what < 0.93 ? next : id;
          timers.set(whose, time);
          times[whose] = time;
        });
      }
      const auto first = std::min_element(times.begin(), times.end());
      REQUIRE(timers.empty() == (*first == core::never));
      REQUIRE(timers.next_time() == *first);
      if (*first != core::never) REQUIRE(timers.next() == first - times.begin());
    }
    timers.clear();
    CHECK(timers.empty());
  }
}

TEST_CASE("events: by time, then phase, then the order of posting") {
  const random::Stream stream(4, 0, 0, random::Purpose::design);
  EventQueue queue;
  using Key = std::tuple<core::SimTime, Phase, std::uint32_t>;
  std::vector<Key> pending;
  std::uint32_t posted = 0;
  for (std::uint32_t k = 0; k < 20000; ++k) {
    const bool grows = (k / 500) % 2 == 0;
    if (pending.empty() || stream.uniform(3 * k) < (grows ? 0.7 : 0.3)) {
      const auto time = static_cast<core::SimTime>(stream.uniform(3 * k + 1) * 50.0);
      const auto phase = static_cast<Phase>(stream.uniform(3 * k + 2) * 4.0);
      Event event;
      event.time = time;
      event.threat = posted;
      queue.post(phase, event);
      pending.emplace_back(time, phase, posted++);
    } else {
      const auto first = std::min_element(pending.begin(), pending.end());
      REQUIRE(queue.next_time() == std::get<0>(*first));
      REQUIRE(queue.pop().threat == std::get<2>(*first));
      pending.erase(first);
    }
    REQUIRE(queue.empty() == pending.empty());
  }
}
