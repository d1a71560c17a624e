#include "equipoise/strategy/procurement_study.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include "equipoise/parallel/stopped.hpp"

namespace equipoise::strategy {
namespace {

constexpr unsigned max_missiles = 2000;

/// Expected leakers under one belief and set; the nominal's curve where the set has none.
BelievedPenetration penetration(const ProcurementQuestion& q, const std::string& belief, std::uint64_t set) {
  const Curve* found = nullptr;
  for (const Curve& curve : q.curves)
    if (curve.belief == belief && (curve.set == set || (found == nullptr && curve.set == 0))) found = &curve;
  const auto means = std::make_shared<std::vector<double>>(expected_leakers(*found, max_missiles + 1));
  return [means, d = q.deployment, arriving = q.arriving](unsigned missiles, unsigned batteries) {
    const double threats = arriving * missiles; // between whole numbers a straight line
    const auto below = static_cast<unsigned>(threats);
    const double part = threats - below, low = expected_leakers(d, batteries, below, *means);
    return part > 0.0 ? (1.0 - part) * low + part * expected_leakers(d, batteries, below + 1, *means) : low;
  };
}

double baseline_of(const ProcurementQuestion& q, const Range& baseline, std::uint64_t set) {
  if (q.record.empty()) return draw(baseline, "offence.baseline", q.seed, set, q.shape);
  std::vector<Lot> lots;
  // One draw for every year: estimates of one author are wrong together.
  for (const Recorded& r : q.record) lots.push_back({r.year, draw(r.total, "record", q.seed, set, q.shape)});
  return std::max(0.0, trend(lots, q.record_until));
}

Programme programme_of(const ProcurementQuestion& q, const ProgrammeRanges& r, const std::string& name,
                       std::uint64_t set) {
  const auto drawn = [&](const Range& range, const char* key) {
    return draw(range, name + key, q.seed, set, q.shape);
  };
  Programme p;
  p.initial = drawn(r.initial, ".initial");
  p.baseline = drawn(r.baseline, ".baseline");
  p.max_per_year = drawn(r.max_per_year, ".most_per_year");
  p.unit_cost = drawn(r.unit_cost, ".unit_cost");
  p.budget = drawn(r.budget, ".budget");
  p.lead_years = r.lead_years;
  p.lag_years = r.lag_years;
  p.slip = r.slip;
  return p;
}

using Values = std::array<double, 6>;

Values values_of(const YearRow& row, const Race& race, const Deployment& d) {
  const auto batteries = static_cast<unsigned>(row.batteries + 1e-9);
  return {
      row.missiles,
      row.batteries,
      row.offence_spending,
      row.defence_spending,
      share_of(d, row.batteries),
      race.defence_believes(std::min(max_missiles, static_cast<unsigned>(row.missiles + 1e-9)), batteries)};
}

Course course(double value, std::vector<double> chance, const std::vector<double>& sets) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  chance.insert(chance.begin(), value);
  const Known late = known(chance);
  Course c{value, late.low, late.high, {value, none, none}};
  std::vector<double> all{value};
  all.insert(all.end(), sets.begin(), sets.end());
  c.known = known(all);
  return c;
}

} // namespace

std::string_view name_of(Schedule schedule) {
  return schedule == Schedule::none         ? "without the purchase"
         : schedule == Schedule::contracted ? "as contracted"
                                            : "as delivered";
}

Race race_of(const ProcurementQuestion& q, std::uint64_t set) {
  Race race;
  race.first_year = q.first_year;
  race.last_year = q.last_year;
  race.offence = programme_of(q, q.offence, "offence", set);
  race.offence.baseline = baseline_of(q, q.offence.baseline, set);
  race.offence.max_per_year = std::max(race.offence.max_per_year, race.offence.baseline);
  race.defence = programme_of(q, q.defence, "defence", set);
  race.purchase = q.purchase;
  race.purchase.unit_cost = draw(q.purchase_cost, "purchase.unit_cost", q.seed, set, q.shape);
  race.sanctions = q.sanctions;
  race.offence_believes = penetration(q, q.offence_believes, set);
  race.defence_believes = penetration(q, q.defence_believes, set);
  return race;
}

ProcurementAnswer answer(const ProcurementQuestion& q, const core::Stop& stop) {
  ProcurementAnswer a;
  const Race nominal = race_of(q, 0);
  a.baseline = nominal.offence.baseline;
  a.record = q.record;
  std::vector<Race> drawn;
  for (std::uint64_t set = 1; set <= q.sets; ++set) {
    parallel::leave_if_requested(stop);
    drawn.push_back(race_of(q, set));
  }
  for (const Schedule schedule : {Schedule::none, Schedule::contracted, Schedule::delivered}) {
    ProcurementRun run{schedule, {}, {}};
    const auto rows = play(nominal, schedule);
    const auto years = rows.size();
    std::vector<std::array<std::vector<double>, 6>> chance(years), sets(years);
    const auto collect = [&](const Race& race, const std::vector<YearRow>& played, auto& into) {
      parallel::leave_if_requested(stop);
      for (std::size_t y = 0; y < years; ++y) {
        const Values v = values_of(played[y], race, q.deployment);
        for (std::size_t i = 0; i < v.size(); ++i) into[y][i].push_back(v[i]);
      }
    };
    for (std::uint64_t r = 1; r <= q.replications; ++r)
      collect(nominal, play(nominal, schedule, q.seed, r), chance);
    for (const Race& race : drawn) collect(race, play(race, schedule), sets);
    for (std::size_t y = 0; y < years; ++y) {
      const Values v = values_of(rows[y], nominal, q.deployment);
      const auto at = [&](std::size_t i) { return course(v[i], chance[y][i], sets[y][i]); };
      run.years.push_back({rows[y].year, at(0), at(1), at(2), at(3), at(4), at(5)});
    }
    const auto& lots = schedule == Schedule::contracted ? q.purchase.contracted : q.purchase.delivered;
    // What is wanted rises only once the lot is seen: the year after is the first that can be short of it.
    if (schedule != Schedule::none && !lots.empty())
      if (const auto wait = years_to_restore(rows, lots.front().year + q.offence.lag_years))
        run.restored = *wait + q.offence.lag_years;
    a.runs.push_back(std::move(run));
  }
  return a;
}

} // namespace equipoise::strategy
