#include "equipoise/simulation/theatre.hpp"

#include <algorithm>

namespace equipoise::simulation {
namespace {

double interpolated(const std::vector<double>& values, double step_s, double time_s, bool wraps) {
  const double position = std::max(time_s, 0.0) / step_s;
  const auto i = std::min(static_cast<std::size_t>(position), values.size() - 2);
  const double u = std::min(position - static_cast<double>(i), 1.0);
  double change = values[i + 1] - values[i];
  if (wraps && change > 0.5) change -= 1.0;
  if (wraps && change < -0.5) change += 1.0;
  return values[i] + u * change;
}

} // namespace

double LookTable::detection_at(double time_s) const {
  return interpolated(detection, step_s, time_s, false);
}
double LookTable::azimuth_at(double time_s) const {
  return interpolated(azimuth_turns, step_s, time_s, true);
}

std::size_t Theatre::arrivals() const {
  std::size_t ways = 1;
  for (std::size_t r = 0; r < raids.size(); ++r)
    if (raids[r].arrives_with == r) ways *= raids[r].flights.size();
  return ways;
}

std::string Theatre::arrival(std::size_t way) const {
  std::string words;
  for (std::size_t r = 0; r < raids.size(); ++r) {
    const std::string& own = flight(r, way).arrival;
    if (!own.empty() && raids[r].arrives_with == r) words += (words.empty() ? "" : "; ") + own;
  }
  return words;
}

const Flight& Theatre::flight(std::size_t raid, std::uint64_t replication) const {
  for (std::size_t r = 0; r < raids[raid].arrives_with; ++r)
    if (raids[r].arrives_with == r) replication /= raids[r].flights.size();
  return raids[raid].flights[replication % raids[raid].flights.size()];
}

} // namespace equipoise::simulation
