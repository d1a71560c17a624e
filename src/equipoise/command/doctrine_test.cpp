#include "equipoise/command/doctrine.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace equipoise::command;

TEST_CASE("threat evaluation: least time to impact first, if it can still be met") {
  const auto target = [](bool waiting, equipoise::core::SimTime impact, equipoise::core::SimTime last,
                         double value) {
    Candidate c;
    c.waiting = waiting;
    c.impact = impact;
    c.last_launch = last;
    c.value = value;
    return c;
  };
  std::vector<Candidate> c{target(true, 300, 200, 1), target(true, 100, 50, 1), target(true, 200, 150, 5),
                           target(false, 10, 500, 9)};
  CHECK(max_urgent(c, Order::time, 0) == 1);
  CHECK(max_urgent(c, Order::time, 51) == 2);
  CHECK(max_urgent(c, Order::time, 151) == 0);
  CHECK(max_urgent(c, Order::time, 201) == -1);
  CHECK(max_urgent(c, Order::value, 0) == 2);
  c[2].deferred = 1; // under fire by a linked battery
  CHECK(max_urgent(c, Order::value, 0) == 1);
  c[1].passed_over = true;
  CHECK(max_urgent(c, Order::value, 0) == 0);
}

namespace {
Doctrine doctrine(Mode mode, int shots) {
  Doctrine d;
  d.mode = mode;
  d.shots = shots;
  return d;
}
} // namespace

TEST_CASE("salvos: as many as ordered, never more than there are") {
  CHECK(salvo_size(doctrine(Mode::salvo, 2), {10, 3}) == 2);
  CHECK(salvo_size(doctrine(Mode::shoot_look_shoot, 4), {3, 3}) == 3);
}

TEST_CASE("the last look that fits gets its own number, a reserve is for the most valued alone") {
  Doctrine d = doctrine(Mode::shoot_look_shoot_shoot, 1);
  d.last_shots = 3;
  CHECK(salvo_size(d, {10, 1, true, true}) == 1);
  CHECK(salvo_size(d, {10, 1, true, false}) == 3);
  d.reserve = 4;
  CHECK(salvo_size(d, {5, 1, false, false}) == 1);
  CHECK(salvo_size(d, {4, 1, false, false}) == 0);
  CHECK(salvo_size(d, {4, 1, true, false}) == 3);
}

TEST_CASE("even barrage: floor or ceiling of rounds over targets, all rounds used") {
  for (const auto& [rounds, targets] : {std::pair{16, 10}, {32, 12}, {8, 8}, {32, 40}}) {
    int left = rounds, min = 1000, max = 0;
    for (int unserved = targets; unserved > 0 && left > 0; --unserved) {
      const int n = salvo_size(doctrine(Mode::even_barrage, 1), {left, unserved});
      left -= n;
      min = std::min(min, n);
      max = std::max(max, n);
    }
    CHECK(left == 0);
    CHECK(max - min <= 1);
  }
}

TEST_CASE("only shoot-look-shoot shoots again") {
  Doctrine d = doctrine(Mode::shoot_look_shoot, 1);
  d.looks = 3;
  CHECK(shoots_again(d, 2));
  CHECK_FALSE(shoots_again(d, 3));
  CHECK_FALSE(shoots_again(doctrine(Mode::salvo, 2), 1));
}
