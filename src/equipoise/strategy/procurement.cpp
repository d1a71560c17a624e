#include "equipoise/strategy/procurement.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "equipoise/core/hash.hpp"
#include "equipoise/core/search.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/strategy/richardson.hpp"

namespace equipoise::strategy {
namespace {

constexpr unsigned max_units = 2000; // of either side: far above any force the limits of production reach
constexpr double rounding = 1e-12;

unsigned whole(double units) {
  return units <= 0.0 ? 0U : static_cast<unsigned>(std::min(units + 1e-9, 1.0 * max_units));
}

/// Orders on the way and what has come of them.
class Builder {
 public:
  Builder(const Programme& programme, const char* name, std::uint64_t seed, std::uint64_t replication)
      : programme_(programme),
        replication_(replication),
        slips_(seed, replication, core::name_hash(name), random::Purpose::delivery_on_time) {}

  double arrived() const { return arrived_; }
  double on_order() const { return ordered_ - arrived_; }

  void receive(int year) { arrived_ += due_[year]; }

  void order(int year, unsigned units) {
    for (unsigned i = 0; i < units; ++i) {
      int when = year + programme_.lead_years;
      if (replication_ > 0)
        for (std::uint32_t late = 0; late < 64 && slips_.happens(programme_.slip, unit_ * 64 + late); ++late)
          ++when;
      ++unit_;
      due_[when] += 1.0;
    }
    ordered_ += units;
  }

  /// Whole units that `wanted` leaves to order, as far as production and money reach.
  unsigned affordable(double wanted, double price) const {
    const double room = std::min(programme_.max_per_year - programme_.baseline, programme_.budget / price);
    return whole(std::min(std::max(0.0, wanted), std::max(0.0, room)));
  }

 private:
  Programme programme_;
  std::uint64_t replication_;
  random::Stream slips_;
  std::map<int, double> due_;
  double arrived_ = 0.0, ordered_ = 0.0;
  std::uint32_t unit_ = 0;
};

double in_year(const std::vector<Lot>& lots, int year) {
  double sum = 0.0;
  for (const Lot& lot : lots)
    if (lot.year == year) sum += lot.units;
  return sum;
}

} // namespace

void check(const Race& race, const core::Location& at, core::Diagnostics& diagnostics) {
  const auto fault = [&](const std::string& key, const std::string& message) {
    diagnostics.push_back({core::Severity::error, at, key, message});
  };
  if (race.first_year < 1900 || race.last_year > 2200 || race.first_year > race.last_year)
    fault("years", "must rise, between 1900 and 2200");
  using Named = std::pair<std::string, const Programme*>;
  for (const auto& [name, p] : std::array{Named{"offence", &race.offence}, Named{"defence", &race.defence}}) {
    if (!(p->initial >= 0.0 && p->initial <= max_units))
      fault(name + ".initial", "must lie between 0 and 2000");
    if (!(p->baseline >= 0.0)) fault(name + ".baseline", "must not be negative");
    if (!(p->max_per_year >= p->baseline && p->max_per_year <= max_units))
      fault(name + ".most_per_year", "must lie between the baseline and 2000");
    if (!(p->unit_cost > 0.0)) fault(name + ".unit_cost", "must be above 0");
    if (!(p->budget > 0.0)) fault(name + ".budget", "must be above 0");
    if (!(p->slip >= 0.0 && p->slip <= slip_limit)) fault(name + ".slip", "must lie between 0 and 0.95");
    if (p->lead_years < 1 || p->lead_years > 50) fault(name + ".lead_years", "must lie between 1 and 50");
    if (p->lag_years < 1 || p->lag_years > 50) fault(name + ".lag_years", "must lie between 1 and 50");
  }
  using Lots = std::pair<std::string, const std::vector<Lot>*>;
  for (const auto& [name, lots] :
       std::array{Lots{"contracted", &race.purchase.contracted}, Lots{"delivered", &race.purchase.delivered}})
    for (std::size_t i = 0; i < lots->size(); ++i) {
      if (!((*lots)[i].units >= 0.0 && (*lots)[i].units <= max_units))
        fault("purchase." + name, "units must lie between 0 and 2000");
      if (i > 0 && (*lots)[i].year <= (*lots)[i - 1].year)
        fault("purchase." + name, "years stand out of order; they must rise");
    }
  if (!(race.purchase.unit_cost > 0.0)) fault("purchase.unit_cost", "must be above 0");
  if (race.sanctions && !(race.sanctions->factor >= 1.0 && race.sanctions->factor <= 100.0))
    fault("sanctions.factor", "must lie between 1 and 100");
}

std::vector<YearRow> play(const Race& race, Schedule schedule, std::uint64_t seed,
                          std::uint64_t replication) {
  std::vector<YearRow> rows;
  Builder missiles(race.offence, "missiles", seed, replication),
      batteries(race.defence, "batteries", seed, replication);
  const std::vector<Lot> no_lots;
  const std::vector<Lot>& lots = schedule == Schedule::none         ? no_lots
                                 : schedule == Schedule::contracted ? race.purchase.contracted
                                                                    : race.purchase.delivered;
  double bought = 0.0; // of the purchase, come in so far
  for (int year = race.first_year; year <= race.last_year; ++year) {
    const double years = year - race.first_year + 1;
    const double base_missiles = race.offence.initial + race.offence.baseline * years;
    const double base_batteries = race.defence.initial + race.defence.baseline * years;
    missiles.receive(year);
    batteries.receive(year);
    bought += in_year(lots, year);
    YearRow row;
    row.year = year;
    row.missiles = base_missiles + missiles.arrived();
    row.batteries = base_batteries + bought + batteries.arrived();

    const auto seen = [&](int lag) -> const YearRow* {
      const auto back = static_cast<std::size_t>(lag);
      return back > rows.size() ? nullptr : &rows[rows.size() - back];
    };
    // The offence wants back what its baseline would do against the defence's own baseline.
    row.wanted_missiles = base_missiles;
    const YearRow* other = seen(race.offence.lag_years);
    const double seen_batteries = other == nullptr ? race.defence.initial : other->batteries;
    if (whole(seen_batteries) > whole(base_batteries)) {
      const double former = race.offence_believes(whole(base_missiles), whole(base_batteries));
      row.wanted_missiles = core::first_that_holds(whole(base_missiles), max_units, [&](unsigned m) {
        return race.offence_believes(m, whole(seen_batteries)) >= former - rounding;
      });
    }
    row.missiles_ordered =
        missiles.affordable(row.wanted_missiles - row.missiles - missiles.on_order(), race.offence.unit_cost);
    missiles.order(year, whole(row.missiles_ordered));

    // The defence wants missiles beyond the other's baseline undone.
    const double shock = race.sanctions && year >= race.sanctions->from ? race.sanctions->factor : 1.0;
    other = seen(race.defence.lag_years);
    const double seen_missiles = other == nullptr ? race.offence.initial : other->missiles;
    if (whole(seen_missiles) > whole(base_missiles)) {
      const unsigned planned = whole(base_batteries + bought);
      const double aim = race.defence_believes(whole(base_missiles), planned);
      const unsigned wanted = core::first_that_holds(planned, max_units, [&](unsigned b) {
        return race.defence_believes(whole(seen_missiles), b) <= aim + rounding;
      });
      row.batteries_ordered =
          batteries.affordable(wanted - row.batteries - batteries.on_order(), race.defence.unit_cost * shock);
      batteries.order(year, whole(row.batteries_ordered));
    }
    row.offence_spending = (race.offence.baseline + row.missiles_ordered) * race.offence.unit_cost;
    row.defence_spending = (race.defence.baseline + row.batteries_ordered) * race.defence.unit_cost * shock;
    row.defence_spending += in_year(lots, year) * race.purchase.unit_cost * shock;
    rows.push_back(row);
  }
  return rows;
}

std::optional<int> years_to_restore(const std::vector<YearRow>& rows, int from) {
  for (const YearRow& row : rows)
    if (row.year >= from && row.missiles + 1e-9 >= row.wanted_missiles) return row.year - from;
  return std::nullopt;
}

double trend(const std::vector<Lot>& recorded, int last_year) {
  std::vector<double> x, y;
  for (const Lot& lot : recorded)
    if (lot.year <= last_year) {
      x.push_back(lot.year);
      y.push_back(lot.units);
    }
  return straight_line(x, y).slope;
}

} // namespace equipoise::strategy
