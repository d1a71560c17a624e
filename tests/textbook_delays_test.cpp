// Channels, delays and reaction times in closed form: 200 textbook missiles at once, 300 s away, at a
// textbook battery whose rounds take 7 s. Nothing is drawn that matters, so that counts are exact: a channel
// freed late, an assessment without its delay or a reaction time counted twice changes them.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

constexpr double flight_s = 300.0, flyout_s = 7.0;
constexpr int threats = 200;

struct Delays {
  double reaction_s = 35.0, assessment_s = 3.0;
};

results::Tally play(tests::Settings settings, const Delays& d = {}) {
  const tests::Settings common{{"warheads.count", std::to_string(threats)},
                               {"battery.track_probability", "1"},
                               {"battery.doctrine.shots", "1"},
                               {"textbook-interceptor.flight_time", std::to_string(flyout_s) + " s"},
                               {"battery.reaction_time", std::to_string(d.reaction_s) + " s"},
                               {"battery.assessment_delay", std::to_string(d.assessment_s) + " s"}};
  settings.insert(settings.end(), common.begin(), common.end());
  return study::execute(tests::theatre("textbook/wilkening.toml", settings), 3, 0, 3, {1}).tally;
}

/// So many launches fit, one every `every_s` from the end of the reaction time to the last that still meets.
double launches(double every_s, const Delays& d = {}) {
  return std::floor((flight_s - flyout_s - d.reaction_s) / every_s) + 1;
}

double fired(const results::Tally& t) {
  return static_cast<double>(t.fired.sum) / static_cast<double>(t.replications);
}

const std::pair<std::string, std::string> sure{"textbook-interceptor.kill_probability", "1"},
    never{"textbook-interceptor.kill_probability", "0"};

} // namespace

TEST_CASE("a channel for a target is held from the launch to the assessment") {
  for (const int channels : {1, 2, 5}) {
    const auto t = play({sure, {"battery.target_channels", std::to_string(channels)}});
    CHECK(fired(t) == channels * launches(flyout_s + 3.0));
  }
}

TEST_CASE("a channel for a round is held from the launch to the intercept") {
  for (const int channels : {1, 3})
    CHECK(fired(play({sure, {"battery.missile_channels", std::to_string(channels)}})) ==
          channels * launches(flyout_s));
}

TEST_CASE("an assessment takes its delay: so many fit into the flight") {
  for (const double delay_s : {0.5, 3.0, 12.0}) {
    const Delays d{35.0, delay_s};
    CHECK(fired(play({never, {"battery.doctrine.mode", "shoot-look-shoot"}}, d)) ==
          threats * launches(flyout_s + delay_s, d));
  }
}

TEST_CASE("a battery reacts once, and launches one round in each interval") {
  for (const double reaction_s : {8.0, 35.0, 120.0}) {
    const Delays d{reaction_s, 3.0};
    CHECK(fired(play({sure, {"battery.launch_interval", "3.1 s"}}, d)) == launches(3.1, d));
  }
}

TEST_CASE("the counts see an error of a second") {
  // What the faults would give differs from what is right.
  CHECK(launches(flyout_s + 3.0) != launches(flyout_s + 4.0));
  CHECK(launches(flyout_s) != launches(flyout_s + 1.0));
  CHECK(launches(flyout_s + 3.0) != launches(flyout_s));
  CHECK(launches(3.1) != launches(3.1, {70.0, 3.0}));
}
