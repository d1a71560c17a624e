#include "equipoise/results/tally.hpp"

namespace equipoise::results {

void TransitTally::add(const Outcome& o) {
  if (o.transits == 0) return;
  count += o.transits;
  detected += o.transits_detected;
  tracked += o.transits_tracked;
  engaged += o.transits_engaged;
  stopped += o.transits_stopped;
  detection_range_m.add(o.transit_detection_range_m);
  first_shot_range_m.add(o.transit_first_shot_range_m);
  exposed_s.add(o.transit_exposed_s);
  exposed_m.add(o.transit_exposed_m);
}

void Tally::add(const Outcome& o) {
  ++replications;
  without_leaker += o.leaked == 0 ? 1 : 0;
  if (leakers.size() <= o.leaked) leakers.resize(o.leaked + 1, 0);
  ++leakers[o.leaked];
  leaked.add(o.leaked);
  intercepted.add(o.intercepted);
  fired.add(o.fired);
  wasted.add(o.wasted);
  launched += o.launched;
  failed += o.failed;
  detected += o.detected;
  tracked += o.tracked;
  assigned += o.assigned;
  engaged += o.engaged;
  doubled.add(o.doubled);
  friendly_shots.add(o.friendly_shots);
  decoys_engaged += o.decoys_engaged;
  friends += o.friends;
  friends_lost += o.friends_lost;
  for (std::size_t i = 0; i < reasons.size(); ++i) reasons[i] += o.reasons[i];
  first_shot_s.add(o.first_shot_s);
  transits.add(o);
}

void Tally::add(const Tally& other) {
  std::vector<std::uint64_t> numbers;
  std::vector<double> sums;
  Tally copy = other;
  copy.visit([&](std::uint64_t v) { numbers.push_back(v); }, [&](double v) { sums.push_back(v); });
  auto number = numbers.begin();
  auto sum = sums.begin();
  visit([&](std::uint64_t& v) { v += *number++; }, [&](double& v) { v += *sum++; });
  if (leakers.size() < other.leakers.size()) leakers.resize(other.leakers.size(), 0);
  for (std::size_t i = 0; i < other.leakers.size(); ++i) leakers[i] += other.leakers[i];
}

} // namespace equipoise::results
