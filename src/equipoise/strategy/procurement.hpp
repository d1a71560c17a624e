#pragma once
// Forces and spending year by year, each side answering what it believes of the other. A scenario, not a
// forecast: it knows no motive but the one it is about.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"

namespace equipoise::strategy {

/// Units in a calendar year.
struct Lot {
  int year = 0;
  double units = 0.0;
};

/// How a side builds and answers.
struct Programme {
  double initial = 0.0;      ///< units at the start of the first year
  double baseline = 0.0;     ///< units a year, whatever the other does
  double max_per_year = 0.0; ///< that can be made, the baseline included
  int lead_years = 2;        ///< from order to delivery
  int lag_years = 1;         ///< how old what it knows of the other is
  double unit_cost = 0.0;    ///< US dollars
  double budget = 0.0;       ///< US dollars a year for what goes beyond the baseline
  double slip =
      0.0; ///< chance that a unit beyond the baseline comes a year late, each year anew; 0 to slip_limit
};
inline constexpr double slip_limit = 0.95;

/// What the defending side bought, in batteries.
struct Purchase {
  std::vector<Lot> contracted, delivered; ///< the same purchase as promised and as it came
  double unit_cost = 0.0;                 ///< US dollars, paid as each lot comes in
};
enum class Schedule { none, contracted, delivered };

/// A higher price for what the defending side buys, from a year on.
struct Sanctions {
  int from = 0;
  double factor = 1.0; ///< >= 1
};

/// How well so many missiles do against so many batteries, as one side believes: does not fall in the first
/// nor rise in the second.
using BelievedPenetration = std::function<double(unsigned missiles, unsigned batteries)>;

struct Race {
  int first_year = 2010, last_year = 2035;
  Programme offence; ///< missiles
  Programme defence; ///< batteries beyond the purchase
  Purchase purchase;
  std::optional<Sanctions> sanctions;
  BelievedPenetration offence_believes, defence_believes;
};

/// Years out of order or beyond 1900 to 2200, a budget or a price not above 0, negative forces, a baseline
/// above what can be made: each at `at`.
void check(const Race& race, const core::Location& at, core::Diagnostics& diagnostics);

struct YearRow {
  int year = 0;
  double missiles = 0.0, batteries = 0.0; ///< at the end of the year
  double missiles_ordered = 0.0, batteries_ordered = 0.0;
  double offence_spending = 0.0,
         defence_spending = 0.0; ///< US dollars: orders, baseline, lots of the purchase
  double wanted_missiles =
      0.0; ///< that restore, as the offence believes, what it would have without the purchase
  bool operator==(const YearRow&) const = default;
};

/// Each year: what is due comes in; each side sees the other as of `lag_years` ago and orders what restores
/// its aim, as far as production and budget reach. The offence's aim: what its baseline would have done
/// against no defence. The defence's: that missiles beyond the other's baseline do no better than the
/// baseline does against the purchase. Without the purchase neither orders anything beyond its baseline. Late
/// deliveries draw from (seed, replication); `replication` 0 has none.
std::vector<YearRow> play(const Race& race, Schedule schedule, std::uint64_t seed = 0,
                          std::uint64_t replication = 0);

/// Years from `from` until missiles first reach what was wanted, of rows with the purchase; nothing: not by
/// the last year.
std::optional<int> years_to_restore(const std::vector<YearRow>& rows, int from);

/// Least-squares straight line through recorded totals up to and with `last_year`: units a year. Domain: two
/// years at least.
double trend(const std::vector<Lot>& recorded, int last_year);

} // namespace equipoise::strategy
