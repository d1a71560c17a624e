#include "equipoise/tracking/track_rule.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "equipoise/sensing/track_formation.hpp"
#include "equipoise/tracking/filter/testing.hpp"

using namespace equipoise::tracking;

namespace {
/// The slow, obvious twin of the first half of the rule: every dwell is kept, and the last N are counted.
class MofN {
 public:
  MofN(int hits, int window) : hits_(hits), window_(static_cast<std::size_t>(window)) {}
  bool dwell(bool detected) {
    dwells_.push_back(detected);
    int seen = 0;
    for (std::size_t k = dwells_.size() > window_ ? dwells_.size() - window_ : 0; k < dwells_.size(); ++k)
      seen += dwells_[k];
    return seen >= hits_;
  }

 private:
  int hits_;
  std::size_t window_;
  std::vector<bool> dwells_;
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
        s = dwell(rule, s, hit);
        REQUIRE(s.confirmed == twin.dwell(hit));
        REQUIRE(state(rule, number(rule, s)) == s);
        REQUIRE(number(rule, s) < state_count(rule));
        REQUIRE((number(rule, s) >= first_confirmed(rule)) == s.confirmed);
      }
    }
}

TEST_CASE("track rule: K misses in a row drop a track, which then begins from nothing") {
  const TrackRule rule{2, 3, 3};
  TrackState s;
  for (const bool hit : {true, true, false, false, true, false, false}) s = dwell(rule, s, hit);
  CHECK(s.confirmed);
  s = dwell(rule, s, false);
  CHECK(s == TrackState{});
  s = dwell(rule, s, true);
  CHECK_FALSE(s.confirmed);
  s = dwell(rule, s, true);
  CHECK(s.confirmed);
}

// An independent method: the chance of every history of twelve dwells, by the rule itself.
TEST_CASE("twin: the chain's chances are the sums over all histories") {
  const TrackRule rule{3, 5, 2};
  constexpr unsigned dwells = 12;
  const std::vector<double> chances{0.1, 0.9, 0.5, 0.5, 0.7, 0.2, 0.0, 1.0, 0.3, 0.4, 0.1, 0.6};
  std::vector<double> confirmed(dwells), dropped(dwells), workspace(2 * state_count(rule));
  track_chances(rule, chances, confirmed, dropped, workspace);
  std::vector<double> confirmed_sum(dwells), dropped_sum(dwells), states(state_count(rule));
  for (unsigned history = 0; history < 1U << dwells; ++history) {
    double weight = 1.0;
    for (unsigned k = 0; k < dwells; ++k) weight *= (history >> k & 1U) != 0 ? chances[k] : 1.0 - chances[k];
    TrackState s;
    for (unsigned k = 0; k < dwells; ++k) {
      const bool before = s.confirmed;
      s = dwell(rule, s, (history >> k & 1U) != 0);
      if (s.confirmed) confirmed_sum[k] += weight;
      if (before && !s.confirmed) dropped_sum[k] += weight;
    }
    states[number(rule, s)] += weight;
  }
  for (unsigned k = 0; k < dwells; ++k) {
    CHECK(std::abs(confirmed[k] - confirmed_sum[k]) < 1e-13);
    CHECK(std::abs(dropped[k] - dropped_sum[k]) < 1e-13);
  }
  for (std::size_t i = 0; i < states.size(); ++i) CHECK(std::abs(workspace[i] - states[i]) < 1e-13);
}

// Fixed seed; |z| < 4.892 each is a false alarm of 1e-6. A rule that is off by one miss is seen.
TEST_CASE("twin: the chain's chances are those of 200,000 drawn tracks") {
  const TrackRule rule{3, 5, 4}, off_by_one{3, 5, 5};
  constexpr int dwells = 60, tracks = 200'000;
  std::vector<double> chances, confirmed(dwells), confirmed_off(dwells),
      workspace(2 * state_count(off_by_one));
  for (int k = 0; k < dwells; ++k) chances.push_back(0.15 + 0.7 * k / dwells);
  track_chances(rule, chances, confirmed, {}, workspace);
  track_chances(off_by_one, chances, confirmed_off, {}, workspace);
  testing::Noise noise(21);
  std::vector<int> counts(dwells);
  for (int i = 0; i < tracks; ++i) {
    TrackState s;
    for (int k = 0; k < dwells; ++k) {
      s = dwell(rule, s, noise.uniform() < chances[static_cast<std::size_t>(k)]);
      counts[static_cast<std::size_t>(k)] += s.confirmed;
    }
  }
  double worst = 0.0, worst_off = 0.0;
  for (std::size_t k = 4; k < dwells; ++k) {
    const auto z = [&](double p) {
      return std::abs(counts[k] - tracks * p) / std::sqrt(tracks * p * (1.0 - p));
    };
    worst = std::max(worst, z(confirmed[k]));
    worst_off = std::max(worst_off, z(confirmed_off[k]));
  }
  CHECK(worst < 4.892);
  CHECK(worst_off > 20.0);
}

// Two exact chains, written apart. sensing/track_formation_test.cpp holds the other against drawn dwells.
TEST_CASE("track formation of a coverage is the chain of the rule") {
  std::vector<double> detection;
  for (int k = 0; k < 15; ++k) detection.push_back(0.05 + 0.9 * std::abs(std::sin(0.4 * k)));
  for (const auto& rule :
       {TrackRule{1, 1, 64}, TrackRule{2, 3, 64}, TrackRule{3, 5, 64}, TrackRule{4, 6, 64}}) {
    const auto formed = equipoise::sensing::track_formation(rule.hits, rule.window, detection);
    std::vector<double> confirmed(detection.size()), workspace(2 * state_count(rule));
    track_chances(rule, detection, confirmed, {},
                  workspace); // no run of 64 misses in 15 dwells: none is dropped
    for (std::size_t k = 0; k < detection.size(); ++k)
      CHECK(formed[k] == doctest::Approx(confirmed[k]).epsilon(1e-12));
  }
}
