// Measures of exchange and procurement studies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/analysis/design/screening.hpp"
#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/ledger/evidence.hpp"
#include "equipoise/parallel/stopped.hpp"

namespace equipoise::ledger {
namespace {

using namespace strategy;

constexpr double exact = results::none;

/// Everything of these studies that is drawn from a range, by the name of its draw, in words.
struct Drawn {
  const char *name, *words;
};
constexpr Drawn battery_draws[] = {{"kill_probability", "kill probability of a round"},
                                   {"track_probability", "track probability"},
                                   {"availability", "availability of a battery"},
                                   {"common_failure", "common failure of a battery"}};
constexpr Drawn race_draws[] = {{"offence.initial", "missiles at the start"},
                                {"offence.most_per_year", "missiles that can be made a year"},
                                {"offence.unit_cost", "price of a missile"},
                                {"offence.budget", "budget of the offence"},
                                {"record", "recorded warheads"},
                                {"defence.most_per_year", "batteries that can be made a year"},
                                {"defence.unit_cost", "price of a battery"},
                                {"defence.budget", "budget of the defence"},
                                {"purchase.unit_cost", "price of the purchase"}};

/// `values`: the nominal's first, then sets from 1.
template <std::size_t N>
void add_groups(const Drawn (&draws)[N], std::uint64_t seed, std::vector<analysis::MovedGroup>& groups) {
  for (const Drawn& d : draws)
    groups.push_back({d.words, {d.name}, [name = std::string(d.name), seed](std::uint64_t set) {
                        return uniform_of(name, seed, set);
                      }});
}

std::vector<results::Hinge> drivers(const std::vector<double>& values,
                                    const std::vector<analysis::MovedGroup>& groups) {
  std::map<std::uint64_t, double> by_set;
  for (std::size_t set = 1; set < values.size(); ++set)
    if (std::isfinite(values[set])) by_set[set] = values[set];
  auto list = analysis::screen(by_set, groups);
  std::erase_if(list, [](const results::Hinge& h) { return h.effect.value == 0.0; });
  return list;
}

SetValues drawn_sets(const std::vector<double>& values) {
  return {values.begin() + 1, values.end()};
}

/// P(at least K arrive) without the defence less with it, by set, the nominal's first.
std::vector<double> arrivals_lost(const ExchangeQuestion& q, std::size_t by, const std::string& belief,
                                  Arrival arrival, unsigned k, const core::Stop& stop) {
  const Defence& defence = *q.sides[1 - by].defence;
  const Arriving a = arriving(q.sides[by].forces, true);
  const double without = at_least(a.all(), k);
  std::vector<std::pair<std::uint64_t, double>> values;
  for (const Curve& curve : defence.curves) {
    if (curve.belief != belief) continue;
    parallel::leave_if_requested(stop);
    const auto by_threats = leakers_by_threats(defence.deployment, defence.share, arrival, curve,
                                               static_cast<unsigned>(a.met.size() - 1));
    values.emplace_back(curve.set, without - at_least(through(a, by_threats), k));
  }
  std::sort(values.begin(), values.end());
  std::vector<double> list;
  for (const auto& [set, value] : values) list.push_back(value);
  return list;
}

std::size_t side_of(const Proposition& p, const ExchangeQuestion& q) {
  return q.sides[0].forces.name == p.by ? 0 : 1;
}

/// The row of a year; the last where it lies beyond.
const YearRow& in(const std::vector<YearRow>& rows, int year) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const YearRow& r) { return r.year >= year; });
  return found == rows.end() ? rows.back() : *found;
}

double of_race(const Proposition& p, const ProcurementQuestion& q, const Race& race,
               std::uint64_t replication) {
  const auto with = [&](Schedule schedule, const Race& r) { return play(r, schedule, q.seed, replication); };
  const auto share = [&](const std::vector<YearRow>& rows) {
    return share_of(q.deployment, in(rows, p.year).batteries);
  };
  switch (p.measure) {
    case Measure::missiles_added:
      return in(with(Schedule::delivered, race), p.year).missiles -
             in(with(Schedule::none, race), p.year).missiles;
    case Measure::share_late:
      return share(with(Schedule::contracted, race)) - share(with(Schedule::delivered, race));
    case Measure::share_lost_to_sanctions: {
      Race free = race;
      free.sanctions.reset();
      return share(with(Schedule::delivered, free)) - share(with(Schedule::delivered, race));
    }
    default: {
      const int seen = q.purchase.delivered.front().year + q.offence.lag_years;
      const auto wait = years_to_restore(with(Schedule::delivered, race), seen);
      return wait ? *wait + q.offence.lag_years : std::numeric_limits<double>::infinity();
    }
  }
}

std::vector<double> by_set(const Proposition& p, const ProcurementQuestion& q, const core::Stop& stop) {
  std::vector<double> values;
  for (std::uint64_t set = 0; set <= q.sets; ++set) {
    parallel::leave_if_requested(stop);
    values.push_back(of_race(p, q, race_of(q, set), 0));
  }
  return values;
}

/// 2.5 % to 97.5 % of late deliveries at nominal values; none where nothing is left to chance.
results::Estimate over_chance(const Proposition& p, const ProcurementQuestion& q, double value,
                              const core::Stop& stop) {
  std::vector<double> late;
  const Race nominal = race_of(q, 0);
  for (std::uint64_t r = 1; r <= q.replications; ++r) {
    parallel::leave_if_requested(stop);
    late.push_back(of_race(p, q, nominal, r));
  }
  std::sort(late.begin(), late.end());
  if (late.empty() || (late.front() == value && late.back() == value)) return {value, exact, exact};
  const auto at = [&](double share) {
    return late[static_cast<std::size_t>(share * static_cast<double>(late.size() - 1) + 0.5)];
  };
  return {value, std::min(value, at(0.025)), std::max(value, at(0.975))};
}

bool is_of_race(Measure m) {
  return m == Measure::missiles_added || m == Measure::years_to_restore || m == Measure::share_late ||
         m == Measure::share_lost_to_sanctions;
}

} // namespace

std::vector<std::pair<std::string, std::string>> faults(const Proposition& p, const ExchangeQuestion& q) {
  if (p.measure != Measure::arrivals_lost)
    return {{"measure",
             fmt::format("\"{}\" is not measured by a study of kind exchange", words_of(p.measure).name)}};
  for (std::size_t i = 0; i < 2; ++i)
    if (q.sides[i].forces.name == p.by && !q.sides[1 - i].defence)
      return {{"by", fmt::format("nothing of {}\u2019s is met by a defence in this study", p.by)}};
  if (q.sides[0].forces.name != p.by && q.sides[1].forces.name != p.by)
    return {{"by", fmt::format("\"{}\" is no side of the study; allowed: {}, {}", p.by,
                               q.sides[0].forces.name, q.sides[1].forces.name)}};
  return {};
}

std::vector<std::pair<std::string, std::string>> faults(const Proposition& p, const ProcurementQuestion& q) {
  if (!is_of_race(p.measure))
    return {{"measure",
             fmt::format("\"{}\" is not measured by a study of kind procurement", words_of(p.measure).name)}};
  if (p.measure == Measure::share_lost_to_sanctions && !q.sanctions)
    return {{"measure", "needs a study with sanctions"}};
  if (p.measure != Measure::years_to_restore && (p.year < q.first_year || p.year > q.last_year))
    return {{"year", fmt::format("{} is not played; allowed: {} to {}", p.year, q.first_year, q.last_year)}};
  return {};
}

std::vector<Answer> answers(const Proposition& p, const Readings<ExchangeQuestion>& questions,
                            const core::Stop& stop) {
  const ExchangeQuestion& q = questions.triangular;
  const std::size_t by = side_of(p, q);
  std::vector<analysis::MovedGroup> groups;
  add_groups(battery_draws, q.seed, groups);
  std::vector<Answer> list;
  for (const std::string& belief : q.beliefs)
    for (const Arrival arrival : {Arrival::blind, Arrival::informed}) {
      const auto values = arrivals_lost(q, by, belief, arrival, p.arrive, stop);
      const auto uniform = arrivals_lost(questions.uniform, by, belief, arrival, p.arrive, stop);
      list.push_back({fmt::format("{}, arriving {}", belief, name_of(arrival)),
                      {values.front(), exact, exact},
                      drawn_sets(values),
                      drawn_sets(uniform),
                      0,
                      drivers(values, groups)});
    }
  return list;
}

std::vector<Answer> answers(const Proposition& p, const Readings<ProcurementQuestion>& questions,
                            const core::Stop& stop) {
  std::vector<std::string> beliefs;
  for (const Curve& curve : questions.triangular.curves)
    if (std::find(beliefs.begin(), beliefs.end(), curve.belief) == beliefs.end())
      beliefs.push_back(curve.belief);
  std::vector<analysis::MovedGroup> groups;
  add_groups(race_draws, questions.triangular.seed, groups);
  add_groups(battery_draws, questions.triangular.seed, groups);
  std::vector<Answer> list;
  for (const std::string& belief : beliefs) {
    Readings<ProcurementQuestion> q = questions;
    q.triangular.offence_believes = q.uniform.offence_believes = belief;
    const auto values = by_set(p, q.triangular, stop);
    list.push_back({fmt::format("{} believes {}", q.triangular.offence_name, belief),
                    over_chance(p, q.triangular, values.front(), stop), drawn_sets(values),
                    drawn_sets(by_set(p, q.uniform, stop)), 0, drivers(values, groups)});
  }
  const auto same = [&](const Answer& a) {
    return a.value.value == list.front().value.value && a.triangular == list.front().triangular &&
           a.uniform == list.front().uniform;
  };
  if (std::all_of(list.begin(), list.end(), same)) {
    list.front().belief = "whatever is believed";
    list.resize(1);
  }
  return list;
}

} // namespace equipoise::ledger
