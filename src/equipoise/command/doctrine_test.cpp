#include "equipoise/command/doctrine.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace equipoise::command;

TEST_CASE("threat evaluation: least time to impact first, if it can still be met") {
  std::vector<Candidate> c{{true, 0, 300, 200}, {true, 0, 100, 50}, {true, 0, 200, 150}, {false, 0, 10, 500}};
  CHECK(most_urgent(c, 0) == 1);
  CHECK(most_urgent(c, 51) == 2);
  CHECK(most_urgent(c, 151) == 0);
  CHECK(most_urgent(c, 201) == -1);
}

TEST_CASE("salvos: as many as ordered, never more than there are") {
  CHECK(salvo_size({Mode::salvo, 2, 1}, 10, 3) == 2);
  CHECK(salvo_size({Mode::shoot_look_shoot, 4, 1}, 3, 3) == 3);
}

TEST_CASE("even barrage: floor or ceiling of rounds over targets, all rounds used") {
  for (const auto& [rounds, targets] : {std::pair{16, 10}, {32, 12}, {8, 8}, {32, 40}}) {
    int left = rounds, least = 1000, most = 0;
    for (int unserved = targets; unserved > 0 && left > 0; --unserved) {
      const int n = salvo_size({Mode::even_barrage, 1, 1}, left, unserved);
      left -= n;
      least = std::min(least, n);
      most = std::max(most, n);
    }
    CHECK(left == 0);
    CHECK(most - least <= 1);
  }
}

TEST_CASE("only shoot-look-shoot shoots again") {
  CHECK(shoots_again({Mode::shoot_look_shoot, 1, 3}, 2));
  CHECK_FALSE(shoots_again({Mode::shoot_look_shoot, 1, 3}, 3));
  CHECK_FALSE(shoots_again({Mode::salvo, 2, 3}, 1));
}
