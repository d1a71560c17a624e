#pragma once
// The study of kind procurement: forces over the years with and without a purchase, beside the record.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/core/stop.hpp"
#include "equipoise/strategy/deployment.hpp"
#include "equipoise/strategy/procurement.hpp"
#include "equipoise/strategy/richardson.hpp"

namespace equipoise::strategy {

/// A programme with ranges.
struct ProgrammeRanges {
  Range initial, baseline, max_per_year, unit_cost, budget;
  int lead_years = 2, lag_years = 1;
  double slip = 0.0;
};

/// A recorded total of a year.
struct Recorded {
  int year = 0;
  Range total;
};

struct ProcurementQuestion {
  std::string offence_name, defence_name;
  int first_year = 2010, last_year = 2035;
  ProgrammeRanges offence, defence;
  Purchase purchase; ///< its price is replaced by draws of `purchase_cost`
  Range purchase_cost;
  std::optional<Sanctions> sanctions;
  double arriving = 1.0; ///< share of missiles that work and arrive where nothing stops them, 0 to 1
  Deployment deployment;
  std::vector<Curve> curves;                      ///< by belief and set
  std::string offence_believes, defence_believes; ///< beliefs among the curves
  std::vector<Recorded> record;                   ///< totals of the offence, by year
  int record_until = 0; ///< the baseline is the trend of the record up to here, if there is a record
  std::uint64_t seed = 1, sets = 0, replications = 0;
  catalogue::RangeShape shape = catalogue::RangeShape::stated;
};

/// A number over the years: nominal; 5 % to 95 % of late deliveries at nominal values (chance); of the drawn
/// sets (ignorance).
struct Course {
  double value = 0.0, chance_low = 0.0, chance_high = 0.0;
  Known known;
};

struct ProcurementYear {
  int year = 0;
  Course missiles, batteries, offence_spending, defence_spending, share; ///< share: of aim points covered
  Course leakers; ///< expected of all missiles, under the defence's own belief
};

struct ProcurementRun {
  Schedule schedule = Schedule::none;
  std::vector<ProcurementYear> years;
  std::optional<int> restored; ///< years after the first lot until the offence has what it wanted
};

struct ProcurementAnswer {
  std::vector<ProcurementRun> runs; ///< none, contracted, delivered
  double baseline = 0.0;            ///< missiles a year, nominal
  std::vector<Recorded> record;
};

/// The nominal race (set 0) or a drawn one.
Race race_of(const ProcurementQuestion& question, std::uint64_t set);
/// Throws parallel::Stopped if it is stopped: there is no answer then.
ProcurementAnswer answer(const ProcurementQuestion& question, const core::Stop& stop = {});

std::string_view name_of(Schedule schedule);

} // namespace equipoise::strategy
