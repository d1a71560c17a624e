#include "equipoise/simulation/theatre/false_alarms.hpp"

#include <algorithm>

#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/false_alarms/false_tracks.hpp"

namespace equipoise::simulation {
namespace {

/// Mean share of its gate that lies nearer than a right detection: E[d^3] / gate^(3/2) with d^2 of
/// chi-square, 3 degrees of freedom; E[d^3] = 2^(3/2) Gamma(3) / Gamma(3/2).
constexpr double share_nearer = 6.3831 / 96.974;

struct Gates {
  double in = 0.0, taken = 0.0;
};

class Count {
 public:
  explicit Count(const Theatre& theatre) : theatre_(theatre) {}

  results::FalseAlarms operator()() {
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) {
      if (theatre_.batteries[b].perfect_picture) continue;
      of_targets(b);
      of_noise(theatre_.batteries[b]);
    }
    sum_.either = std::min(1.0, sum_.taken_engagement + sum_.engagement_tracks);
    return sum_;
  }

 private:
  void of_targets(std::size_t b) {
    for (std::size_t r = 0; r < theatre_.raids.size(); ++r) {
      const double threats = static_cast<double>(std::count_if(
          theatre_.threats.begin(), theatre_.threats.end(), [&](const Threat& t) { return t.raid == r; }));
      const auto& flights = theatre_.raids[r].flights;
      for (const Flight& flight : flights) {
        const double share = threats / static_cast<double>(flights.size());
        const Gates surveillance = of_flight(b, flight, Sensor::surveillance);
        const Gates engagement = of_flight(b, flight, Sensor::engagement);
        sum_.in_gates += share * (surveillance.in + engagement.in);
        sum_.taken_surveillance += share * surveillance.taken;
        sum_.taken_engagement += share * engagement.taken;
      }
    }
  }

  /// Over the chances of the rule's states before each dwell.
  Gates of_flight(std::size_t b, const Flight& flight, Sensor s) const {
    const BatteryModel& battery = theatre_.batteries[b];
    const sensing::Radar& radar = battery.radar[index(s)];
    const Encounter& encounter = flight.encounters[b];
    const DwellSchedule::Phase dwells = encounter.dwells[index(s)].phase(0);
    const tracking::TrackRule rule = rule_of(radar);
    std::vector<double> now(tracking::state_count(rule)), next(now.size());
    now[0] = 1.0;
    Gates gates;
    for (std::uint32_t k = 0; k < dwells.size(); ++k) {
      const double chance = dwells.chance(k), t = dwells.tick(k) * battery.ticks[index(s)].tick_s;
      const double range_m = sensing::sight(battery.site, flight.trajectory->at(t).position).range_m;
      const auto error = sensing::measurement_error(radar, encounter.table[index(s)].snr_at(t));
      auto gate = tracking::gate_model(radar, theatre_.tracks.ballistic, range_m, error);
      if (s == Sensor::engagement) cue(battery, range_m, gate);
      for (std::size_t i = 1; i < now.size(); ++i) {
        if (now[i] == 0.0) continue;
        const tracking::TrackState state = tracking::state(rule, i);
        const double mean = state.confirmed
                                ? tracking::false_alarms_in_gate(radar, gate, range_m, state.missed + 1,
                                                                 rule.hits > 1 ? 1 : 0)
                                : tracking::false_alarms_in_gate(radar, gate, range_m, state.history);
        gates.in += now[i] * mean;
        gates.taken += now[i] * mean * (1.0 - chance + chance * share_nearer);
      }
      tracking::advance(rule, chance, now, next);
      now.swap(next);
    }
    return gates;
  }

  /// The engagement radar begins with what the track that cued it knows: a velocity from two fixes at worst.
  void cue(const BatteryModel& battery, double range_m, tracking::GateModel& gate) const {
    const sensing::Radar& search = battery.surveillance();
    const double widest_rad = std::max(search.beamwidth_azimuth_rad, search.beamwidth_elevation_rad);
    const double fix_m = range_m * widest_rad / 3.4641016; // in the cell of a detection
    const double period_s = search.period_s;
    gate.velocity_sigma_m_per_s =
        std::min(gate.velocity_sigma_m_per_s, core::sqrt(2.0 * fix_m * fix_m / (period_s * period_s) +
                                                         gate.acceleration_m2_per_s3 * period_s / 3.0));
  }

  double duration_s() const {
    core::SimTime first = core::never;
    double last_s = 0.0;
    for (const Threat& threat : theatre_.threats) {
      first = std::min(first, threat.launch);
      for (const Flight& flight : theatre_.raids[threat.raid].flights)
        last_s = std::max(last_s, core::to_seconds(threat.launch) + flight.trajectory->duration_s);
    }
    return theatre_.threats.empty() ? 0.0 : last_s - core::to_seconds(first);
  }

  /// A false track cues the engagement radar until its misses end it; what that radar finds in the widest
  /// gate it has by then begins a chain there.
  void of_noise(const BatteryModel& battery) {
    const sensing::Radar &search = battery.surveillance(), &fire = battery.engagement();
    const auto& model = theatre_.tracks.ballistic;
    const double tracks =
        duration_s() / search.period_s * tracking::false_tracks_per_scan(search, model, rule_of(search));
    sum_.per_scan = std::max(
        {sum_.per_scan, sensing::false_alarms_per_scan(search), sensing::false_alarms_per_scan(fire)});
    sum_.surveillance_tracks += tracks;
    const double dwells = search.track_misses * search.period_s / fire.period_s;
    constexpr int places = 16;
    double each = 0.0;
    for (int k = 0; k < places; ++k) {
      const double range_m = fire.instrumented_range_m * (k + 0.5) / places;
      const auto cue = tracking::gate_model(search, model, range_m, sensing::false_alarm_error(search));
      const double found = sensing::false_alarm_density_per_m3(fire, range_m) *
                           tracking::gate_volume_m3(cue, search.track_misses, search.track_hits > 1 ? 1 : 0);
      each += std::min(found, sensing::false_alarms_per_scan(fire)) *
              tracking::false_track_chance(fire, model, rule_of(fire), range_m) / places;
    }
    sum_.engagement_tracks += std::min(tracks, 1e9) * std::min(1e9, dwells * each);
  }

  const Theatre& theatre_;
  results::FalseAlarms sum_;
};

} // namespace

results::FalseAlarms false_alarms(const Theatre& theatre) {
  return Count(theatre)();
}

} // namespace equipoise::simulation
