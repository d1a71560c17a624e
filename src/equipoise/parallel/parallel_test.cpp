#include <doctest/doctest.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "equipoise/parallel/one_by_one.hpp"
#include "equipoise/parallel/parallel_for.hpp"

using namespace equipoise;
using parallel::parallel_for;
using parallel::parallel_for_blocks;

namespace {

constexpr core::Stop never;
constexpr std::uint64_t endless = std::uint64_t{1} << 62; ///< turns: a loop that ends has been ended

struct Custom : std::runtime_error {
  explicit Custom(std::uint64_t at) : std::runtime_error("turn " + std::to_string(at)), turn(at) {}
  std::uint64_t turn;
};

/// Waits until it holds: a thread that is there gets its turn on any machine.
template <class Holds>
void await(const Holds& holds) {
  while (!holds()) std::this_thread::yield();
}

} // namespace

TEST_CASE("every turn is played once, for any number of threads") {
  for (const unsigned threads : {0U, 1U, 2U, 8U})
    for (const std::uint64_t n : {0U, 1U, 3U, 1000U}) { // fewer than threads, too
      std::vector<std::atomic<int>> played(n);
      const auto done = parallel_for(threads, n, never, [&](std::uint64_t i) { ++played[i]; });
      for (const auto& times : played) CHECK(times == 1);
      CHECK(done.turns == n);
      CHECK(done.all);
    }
}

TEST_CASE("blocks cover every turn once and hold as many as was said, but for the last") {
  for (const unsigned threads : {1U, 8U})
    for (const std::uint64_t block : {0U, 1U, 64U, 100U, 1000U}) {
      std::vector<std::atomic<int>> played(100);
      std::atomic<int> faults{0};
      const auto done = parallel_for_blocks(
          threads, 100, block, never, [&](std::uint64_t begin, std::uint64_t end, unsigned) {
            const std::uint64_t size = block == 0 ? 1 : block;
            if (begin % size != 0 || end != std::min<std::uint64_t>(100, begin + size)) ++faults;
            for (std::uint64_t i = begin; i < end; ++i) ++played[i];
          });
      CHECK(faults == 0);
      for (const auto& times : played) CHECK(times == 1);
      CHECK(done.turns == 100);
      CHECK(done.all);
    }
}

TEST_CASE("turns are handed out in order: on one thread they are played in it") {
  std::vector<std::uint64_t> order;
  parallel_for(1, 50, never, [&](std::uint64_t i) { order.push_back(i); });
  for (std::uint64_t i = 0; i < 50; ++i) CHECK(order.at(i) == i);
  // And each thread's own turns ascend.
  std::vector<std::vector<std::uint64_t>> own(8);
  parallel_for(8, 5000, never, [&](std::uint64_t i, unsigned worker) { own.at(worker).push_back(i); });
  for (const auto& turns : own) CHECK(std::is_sorted(turns.begin(), turns.end()));
}

TEST_CASE("a worker's state is its own, and worker 0 is the calling thread") {
  for (const unsigned threads : {0U, 1U, 2U, 8U}) {
    std::vector<std::uint64_t> sums(parallel::workers(threads)); // no atomic: each has one writer
    std::vector<std::thread::id> ids(parallel::workers(threads));
    std::atomic<unsigned> here{0};
    const auto caller = std::this_thread::get_id();
    std::atomic<int> faults{0};
    parallel_for(threads, 1000, never, [&](std::uint64_t i, unsigned worker) {
      if (ids[worker] == std::thread::id()) {
        ids[worker] = std::this_thread::get_id();
        ++here;
        await([&] { return here == ids.size(); }); // so all of them take part
      }
      if (ids[worker] != std::this_thread::get_id() ||
          (worker == 0) != (std::this_thread::get_id() == caller))
        ++faults;
      sums[worker] += i;
    });
    CHECK(faults == 0);
    std::uint64_t all = 0;
    for (const std::uint64_t sum : sums) all += sum;
    CHECK(all == 999 * 1000 / 2);
  }
}

TEST_CASE("what a worker throws arrives at the caller, and nothing more is begun") {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::atomic<std::uint64_t> begun{0};
    CHECK_THROWS_AS(parallel_for(threads, endless, never,
                                 [&](std::uint64_t i) {
                                   ++begun;
                                   if (i == 20) throw std::bad_alloc();
                                 }),
                    std::bad_alloc);
    CHECK(begun >= 21);
    if (threads == 1) CHECK(begun == 21);
  }
  // From the calling thread, and from another.
  for (const bool from_caller : {true, false}) {
    std::atomic<bool> thrown{false};
    try {
      parallel_for(2, 100, never, [&](std::uint64_t i, unsigned worker) {
        if ((worker == 0) == from_caller) {
          thrown = true;
          throw Custom(i);
        }
        await([&] { return thrown.load(); });
      });
      FAIL("nothing arrived");
    } catch (const Custom& error) {
      CHECK(error.turn < 100);
      CHECK(error.what() == "turn " + std::to_string(error.turn));
    }
  }
}

TEST_CASE("of several that throw the first turn's arrives, for any number of threads") {
  for (const unsigned threads : {1U, 2U, 8U})
    for (int again = 0; again < 50; ++again) try {
        parallel_for(threads, 1000, never, [](std::uint64_t i) {
          if (i >= 30) throw Custom(i);
        });
        FAIL("nothing arrived");
      } catch (const Custom& error) {
        CHECK(error.turn == 30);
      }
  // Also where it is thrown last.
  std::atomic<int> later{0};
  try {
    parallel_for(8, 8, never, [&](std::uint64_t i) {
      if (i > 0) {
        ++later;
        throw Custom(i);
      }
      await([&] { return later > 0; });
      throw Custom(i);
    });
    FAIL("nothing arrived");
  } catch (const Custom& error) {
    CHECK(error.turn == 0);
  }
}

TEST_CASE("once a stop is requested nothing more is begun, and what was done is told") {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::atomic<bool> flag{false};
    std::atomic<std::uint64_t> begun{0};
    const auto done = parallel_for(threads, endless, core::Stop(flag), [&](std::uint64_t i) {
      ++begun;
      if (i == 10) flag = true;
    });
    CHECK(done.turns == begun);
    CHECK(done.turns >= 11);
    CHECK_FALSE(done.all);
    const auto none = parallel_for(threads, 5, core::Stop(flag), [&](std::uint64_t) { FAIL_CHECK("begun"); });
    CHECK(none.turns == 0);
    CHECK_FALSE(none.all);
    // A stop that comes with the last turn takes nothing from it.
    flag = false;
    CHECK(parallel_for(threads, 1, core::Stop(flag), [&](std::uint64_t) { flag = true; }).all);
  }
}

TEST_CASE("work that gives up is not done, and nothing more is begun") {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::atomic<std::uint64_t> begun{0};
    const auto done = parallel_for(threads, endless, never, [&](std::uint64_t i) {
      ++begun;
      return i != 10;
    });
    CHECK(done.turns == begun - 1);
    CHECK(done.turns >= 10);
    CHECK_FALSE(done.all);
  }
}

TEST_CASE("where no thread can be started the caller does all the work") {
  pthread_attr_t usual, vast;
  REQUIRE(pthread_getattr_default_np(&usual) == 0);
  REQUIRE(pthread_attr_init(&vast) == 0);
  REQUIRE(pthread_attr_setstacksize(&vast, std::size_t{1} << 60) == 0); // more than there are addresses
  REQUIRE(pthread_setattr_default_np(&vast) == 0);
  CHECK_THROWS_AS(std::thread([] {}).join(), std::system_error); // so it is
  std::vector<int> played(100);
  const auto done = parallel_for(8, 100, never, [&](std::uint64_t i, unsigned worker) {
    CHECK(worker == 0);
    ++played[i];
  });
  CHECK(done.all);
  for (const int times : played) CHECK(times == 1);
  CHECK(pthread_setattr_default_np(&usual) == 0);
  pthread_attr_destroy(&vast);
  pthread_attr_destroy(&usual);
}

TEST_CASE("one by one: no two at a time, and nobody after one that threw") {
  parallel::OneByOne committing;
  std::vector<std::uint64_t> committed; // no lock of its own
  parallel_for(8, 2000, never, [&](std::uint64_t i) { committing([&] { committed.push_back(i); }); });
  CHECK(committed.size() == 2000);
  CHECK_THROWS_AS(parallel_for(8, 2000, never,
                               [&](std::uint64_t i) {
                                 committing([&] {
                                   if (committed.size() == 2100) throw Custom(i);
                                   committed.push_back(i);
                                 });
                               }),
                  Custom);
  CHECK(committed.size() == 2100);
  CHECK_FALSE(committing([&] { committed.push_back(0); }));
  CHECK(committed.size() == 2100);
}
