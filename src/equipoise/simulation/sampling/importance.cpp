#include "equipoise/simulation/sampling/importance.hpp"

#include <algorithm>

#include "equipoise/core/hash.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/random/stream.hpp"

namespace equipoise::simulation {
namespace {

bool is_open(double chance) {
  return chance > 0.0 && chance < 1.0;
}

/// A uniform number moved so that `share` of its mass lies below `chance`; multiplies `ratio` by the density
/// there. With `bent` false it stays where it is; so does what is certain. Domain: 0 < share < 1 where 0 <
/// chance < 1.
double bend(double uniform, double chance, double share, bool bent, double& ratio) {
  EQUIPOISE_PRECONDITION(core::is_chance(uniform) && core::is_chance(chance) &&
                         (!is_open(chance) || is_open(share)));
  if (!is_open(chance)) return uniform;
  double u = uniform;
  if (bent) u = u < share ? u * (chance / share) : chance + (u - share) * ((1.0 - chance) / (1.0 - share));
  ratio *= u < chance ? share / chance : (1.0 - share) / (1.0 - chance);
  return u;
}

} // namespace

ImportanceSampling::ImportanceSampling(const Theatre& theatre)
    : batteries_(theatre.batteries.size()), ratio_(theatre.threats.size(), 1.0) {
  for (std::size_t i = 0; i < theatre.threats.size(); ++i) {
    const RaidModel& raid = theatre.raids[theatre.threats[i].raid];
    if (raid.aimed && !raid.friendly && !theatre.threats[i].decoy) threats_.push_back(i);
  }
  const auto count = [this](double chance) { common_causes_ += is_open(chance) ? 1.0 : 0.0; };
  for (const BatteryModel& battery : theatre.batteries) {
    count(battery.unit.availability);
    count(battery.unit.common_failure_probability);
    for (const RoundKind& kind : battery.rounds) count(kind.interceptor.lot_failure_probability);
    for (const Link& link : battery.links) count(link.availability); // twice, by both ends: no harm
  }
}

void ImportanceSampling::begin(std::uint64_t seed, std::uint64_t replication) {
  std::fill(ratio_.begin(), ratio_.end(), 1.0);
  common_ = 1.0;
  impossible_ = false;
  const random::Stream stream(seed, replication, core::name_hash("tilt"), random::Purpose::rare_event);
  plain_ = threats_.empty() || stream.happens(plain_share);
  if (plain_) return;
  const auto n = static_cast<double>(threats_.size());
  target_ = threats_[std::min(threats_.size() - 1, static_cast<std::size_t>(stream.uniform(1) * n))];
}

double ImportanceSampling::weight() const {
  if (impossible_) return 0.0;
  if (threats_.empty()) return 1.0;
  double sum = 0.0;
  for (const std::size_t i : threats_) sum += ratio_[i];
  const double tilted = common_ * (sum / static_cast<double>(threats_.size()));
  return 1.0 / (plain_share + (1.0 - plain_share) * tilted);
}

/// With n causes each fails in one of n + 1 paths at least: then all of them hold in at least 1/e of the
/// paths.
double ImportanceSampling::common_share(double chance) const {
  return std::max(chance, 1.0 / (1.0 + common_causes_));
}

double ImportanceSampling::common_below(double uniform, double chance) {
  return bend(uniform, chance, common_share(chance), !plain_, common_);
}

double ImportanceSampling::common_above(double uniform, double chance, bool again) {
  double ignored = 1.0;
  return bend(uniform, chance, 1.0 - common_share(1.0 - chance), !plain_, again ? ignored : common_);
}

double ImportanceSampling::own_below(std::size_t i, double uniform, double chance, double at_least) {
  return bend(uniform, chance, std::max(chance, at_least), is_target(i), ratio_[i]);
}

double ImportanceSampling::own_above(std::size_t i, double uniform, double chance, double at_least) {
  return bend(uniform, chance, std::min(chance, 1.0 - at_least), is_target(i), ratio_[i]);
}

bool ImportanceSampling::works(std::size_t i, double uniform, double reliability) {
  EQUIPOISE_PRECONDITION(core::is_chance(uniform) && core::is_chance(reliability) && i < ratio_.size());
  if (reliability <= 0.0) return false;
  const bool works = is_target(i) || uniform < reliability;
  ratio_[i] *= works ? 1.0 / reliability : 0.0;
  return works;
}

std::pair<bool, bool> ImportanceSampling::shot(std::size_t i, double works, double kills, double reliability,
                                               double kill_probability) {
  EQUIPOISE_PRECONDITION(core::is_chance(reliability) && core::is_chance(kill_probability) &&
                         i < ratio_.size());
  const double missed = (1.0 - reliability) + reliability * (1.0 - kill_probability);
  if (!is_target(i)) {
    const bool stops = works < reliability && kills < kill_probability;
    ratio_[i] = stops ? 0.0 : ratio_[i] / missed;
    return {works < reliability, kills < kill_probability};
  }
  if (missed <= 0.0) { // nothing gets through here
    impossible_ = true;
    return {true, true};
  }
  ratio_[i] /= missed;
  return {works * missed < reliability * (1.0 - kill_probability), false};
}

bool reaches_every_leak(const Theatre& theatre) {
  const auto threats = static_cast<double>(theatre.threats.size());
  return std::all_of(theatre.batteries.begin(), theatre.batteries.end(), [&](const BatteryModel& battery) {
    const engagement::FireUnit& unit = battery.unit;
    const command::Doctrine& doctrine = battery.doctrine;
    const double salvo = std::max({doctrine.shots, doctrine.last_shots, doctrine.last_chance});
    const double salvos = (doctrine.mode == command::Mode::salvo ? 1.0 : doctrine.looks) +
                          (doctrine.last_chance > 0 ? 1.0 : 0.0);
    const bool room =
        doctrine.mode != command::Mode::even_barrage &&
        std::all_of(battery.rounds.begin(), battery.rounds.end(), [&](const RoundKind& kind) {
          return kind.interceptor.shot_correlation <= 0.0 && kind.magazine >= threats * salvo * salvos;
        });
    const auto of = [](int limit) { return static_cast<double>(limit); };
    const bool apart =
        battery.headings.size() <= 1 && theatre.fire_distribution == command::FireDistribution::doctrine;
    return battery.perfect_picture && room && apart && of(unit.target_channels) >= threats &&
           of(unit.missile_channels) >= threats * salvo && unit.launch_interval_s <= 0.0;
  });
}

} // namespace equipoise::simulation
