#pragma once
// Which forces a study by year plays, and how what they came to is set out.
#include <string>
#include <utility>
#include <vector>

#include "equipoise/study/schedule.hpp"
#include "equipoise/study/set_rows.hpp"

namespace equipoise::study {

/// One point: year by schedule, and which of the distinct forces is there.
struct YearCell {
  int year;
  std::string schedule;
  std::size_t force;
};

/// Which forces are played, where each stands, and which are held against each other.
struct YearPlan {
  std::vector<results::ByYear::Delivery> deliveries;
  std::vector<Force> forces;
  std::vector<YearCell> cells;                            ///< a year's two schedules side by side
  std::vector<std::pair<std::size_t, std::size_t>> pairs; ///< of unlike forces, each once
};

/// Assumes: deliveries without fault (check_by_year).
YearPlan plan_of(const Study& study, const scenario::Case& base);

/// What was played, set out by year, schedule and belief: records and pairs by belief, in the plan's order.
void set_out(const Study& study, const scenario::Case& base, const YearPlan& plan,
             const std::vector<std::vector<results::PointRecord>>& forces,
             const std::vector<std::vector<results::Pairs>>& pairs, const SetRows& rows,
             results::StudyResult& result);

} // namespace equipoise::study
