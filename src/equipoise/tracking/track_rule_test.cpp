#include "equipoise/tracking/track_rule.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "equipoise/sensing/track_formation.hpp"
#include "equipoise/tracking/testing.hpp"

using namespace equipoise::tracking;

namespace {
/// The slow, obvious twin of the first half of the rule: every look is kept, and the last N are counted.
class MofN {
 public:
  MofN(int hits, int window) : hits_(hits), window_(static_cast<std::size_t>(window)) {}
  bool look(bool detected) {
    looks_.push_back(detected);
    int seen = 0;
    for (std::size_t k = looks_.size() > window_ ? looks_.size() - window_ : 0; k < looks_.size(); ++k)
      seen += looks_[k];
    return seen >= hits_;
  }

 private:
  int hits_;
  std::size_t window_;
  std::vector<bool> looks_;
};
} // namespace

TEST_CASE("track rule: confirmed at the look at which MofN is, for every history of ten looks") {
  for (const auto& rule :
       {TrackRule{3, 5, 4}, TrackRule{2, 3, 4}, TrackRule{1, 1, 2}, TrackRule{4, 4, 1}, TrackRule{2, 8, 3}})
    for (unsigned history = 0; history < 1024; ++history) {
      MofN twin(rule.hits, rule.window);
      TrackState s;
      for (unsigned k = 0; k < 10 && !s.confirmed; ++k) {
        const bool hit = (history >> k & 1U) != 0;
        s = look(rule, s, hit);
        REQUIRE(s.confirmed == twin.look(hit));
        REQUIRE(state(rule, number(rule, s)) == s);
        REQUIRE(number(rule, s) < state_count(rule));
        REQUIRE((number(rule, s) >= first_confirmed(rule)) == s.confirmed);
      }
    }
}

TEST_CASE("track rule: K misses in a row drop a track, which then begins from nothing") {
  const TrackRule rule{2, 3, 3};
  TrackState s;
  for (const bool hit : {true, true, false, false, true, false, false}) s = look(rule, s, hit);
  CHECK(s.confirmed);
  s = look(rule, s, false);
  CHECK(s == TrackState{});
  s = look(rule, s, true);
  CHECK_FALSE(s.confirmed);
  s = look(rule, s, true);
  CHECK(s.confirmed);
}

// An independent method: the chance of every history of twelve looks, by the rule itself.
TEST_CASE("twin: the chain's chances are the sums over all histories") {
  const TrackRule rule{3, 5, 2};
  constexpr unsigned looks = 12;
  const std::vector<double> chances{0.1, 0.9, 0.5, 0.5, 0.7, 0.2, 0.0, 1.0, 0.3, 0.4, 0.1, 0.6};
  std::vector<double> confirmed(looks), dropped(looks), workspace(2 * state_count(rule));
  track_chances(rule, chances, confirmed, dropped, workspace);
  std::vector<double> confirmed_sum(looks), dropped_sum(looks), states(state_count(rule));
  for (unsigned history = 0; history < 1U << looks; ++history) {
    double weight = 1.0;
    for (unsigned k = 0; k < looks; ++k) weight *= (history >> k & 1U) != 0 ? chances[k] : 1.0 - chances[k];
    TrackState s;
    for (unsigned k = 0; k < looks; ++k) {
      const bool before = s.confirmed;
      s = look(rule, s, (history >> k & 1U) != 0);
      if (s.confirmed) confirmed_sum[k] += weight;
      if (before && !s.confirmed) dropped_sum[k] += weight;
    }
    states[number(rule, s)] += weight;
  }
  for (unsigned k = 0; k < looks; ++k) {
    CHECK(std::abs(confirmed[k] - confirmed_sum[k]) < 1e-13);
    CHECK(std::abs(dropped[k] - dropped_sum[k]) < 1e-13);
  }
  for (std::size_t i = 0; i < states.size(); ++i) CHECK(std::abs(workspace[i] - states[i]) < 1e-13);
}

// Fixed seed; |z| < 4.892 each is a false alarm of 1e-6. A rule that is off by one miss is seen.
TEST_CASE("twin: the chain's chances are those of 200,000 drawn tracks") {
  const TrackRule rule{3, 5, 4}, off_by_one{3, 5, 5};
  constexpr int looks = 60, tracks = 200'000;
  std::vector<double> chances, confirmed(looks), confirmed_off(looks), workspace(2 * state_count(off_by_one));
  for (int k = 0; k < looks; ++k) chances.push_back(0.15 + 0.7 * k / looks);
  track_chances(rule, chances, confirmed, {}, workspace);
  track_chances(off_by_one, chances, confirmed_off, {}, workspace);
  testing::Noise noise(21);
  std::vector<int> counts(looks);
  for (int i = 0; i < tracks; ++i) {
    TrackState s;
    for (int k = 0; k < looks; ++k) {
      s = look(rule, s, noise.uniform() < chances[static_cast<std::size_t>(k)]);
      counts[static_cast<std::size_t>(k)] += s.confirmed;
    }
  }
  double worst = 0.0, worst_off = 0.0;
  for (std::size_t k = 4; k < looks; ++k) {
    const auto z = [&](double p) {
      return std::abs(counts[k] - tracks * p) / std::sqrt(tracks * p * (1.0 - p));
    };
    worst = std::max(worst, z(confirmed[k]));
    worst_off = std::max(worst_off, z(confirmed_off[k]));
  }
  CHECK(worst < 4.892);
  CHECK(worst_off > 20.0);
}

// Two exact chains, written apart. sensing/track_formation_test.cpp holds the other against drawn looks.
TEST_CASE("track formation of a coverage is the chain of the rule") {
  std::vector<double> detection;
  for (int k = 0; k < 15; ++k) detection.push_back(0.05 + 0.9 * std::abs(std::sin(0.4 * k)));
  for (const auto& rule :
       {TrackRule{1, 1, 64}, TrackRule{2, 3, 64}, TrackRule{3, 5, 64}, TrackRule{4, 6, 64}}) {
    const auto formed = equipoise::sensing::track_formation(rule.hits, rule.window, detection);
    std::vector<double> confirmed(detection.size()), workspace(2 * state_count(rule));
    track_chances(rule, detection, confirmed, {},
                  workspace); // no run of 64 misses in 15 looks: none is dropped
    for (std::size_t k = 0; k < detection.size(); ++k)
      CHECK(formed[k] == doctest::Approx(confirmed[k]).epsilon(1e-12));
  }
}
