#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {
std::size_t Theatre::arrivals() const {
  std::size_t modes = 1;
  for (std::size_t r = 0; r < raids.size(); ++r)
    if (raids[r].arrives_with == r) modes *= raids[r].flights.size();
  return modes;
}

std::string Theatre::arrival(std::size_t mode) const {
  std::string words;
  for (std::size_t r = 0; r < raids.size(); ++r) {
    const std::string& own = flight(r, mode).arrival;
    if (!own.empty() && raids[r].arrives_with == r) words += (words.empty() ? "" : "; ") + own;
  }
  return words;
}

const Flight& Theatre::flight(std::size_t raid, std::uint64_t replication) const {
  const RaidModel& model = raids[raid];
  return model.flights[replication / model.stride % model.flights.size()];
}

} // namespace equipoise::simulation
