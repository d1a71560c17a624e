#include "equipoise/study/play/set_rows.hpp"

#include <algorithm>

#include "equipoise/parallel/one_by_one.hpp"
#include "equipoise/parallel/parallel_for.hpp"

namespace equipoise::study {

void fill_rows(SetRows& rows, std::uint64_t begin, std::uint64_t end, const SweepControl& control,
               const PlayRow& play, const std::function<void(std::uint64_t)>& done, std::uint64_t together) {
  parallel::OneByOne committing;
  auto count = static_cast<std::uint64_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.has_value(); }));
  /// False if there is no more to play.
  const auto fill = [&](std::uint64_t r, simulation::FlightCache& cache) {
    if (rows[r] || !control.share.holds(r)) return true;
    auto record = play(r, cache);
    if (!record || control.stop.requested()) return false; // what was cut short is no row
    return committing([&] {
      if (control.commit_set) control.commit_set(*record);
      rows[r] = std::move(record);
      done(++count);
    });
  };
  const auto work = [&](std::uint64_t from, std::uint64_t to, unsigned) {
    simulation::FlightCache cache;
    for (std::uint64_t r = begin + from; r < begin + to; ++r)
      if (control.stop.requested() || !fill(r, cache)) return false;
    return true;
  };
  parallel::parallel_for_blocks(control.threads, end - begin, together, control.stop, work);
}

} // namespace equipoise::study
