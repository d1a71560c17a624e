#include "equipoise/study/set_rows.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace equipoise::study {

void fill_rows(SetRows& rows, std::uint64_t begin, std::uint64_t end, const SweepControl& control,
               const PlayRow& play, const std::function<void(std::uint64_t)>& done, std::uint64_t together) {
  std::atomic<std::uint64_t> next{begin};
  std::mutex committing;
  std::exception_ptr failure;
  auto count = static_cast<std::uint64_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.has_value(); }));
  const auto stopped = [&] { return control.stop.requested(); };
  /// False if there is no more to play.
  const auto fill = [&](std::uint64_t r, simulation::FlightShelf& shelf) {
    if (rows[r] || !control.share.holds(r)) return true;
    auto record = play(r, shelf);
    if (!record || stopped()) return false; // what was cut short is no row
    const std::lock_guard lock(committing);
    if (failure) return false;
    try {
      if (control.commit_set) control.commit_set(*record);
    } catch (...) { // carried to the calling thread below
      failure = std::current_exception();
      return false;
    }
    rows[r] = std::move(record);
    done(++count);
    return true;
  };
  const auto work = [&] {
    for (std::uint64_t from = next.fetch_add(together); from < end; from = next.fetch_add(together)) {
      simulation::FlightShelf shelf;
      for (std::uint64_t r = from; r < std::min(end, from + together); ++r)
        if (stopped() || !fill(r, shelf)) return;
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned t = 1; t < control.threads; ++t) helpers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

} // namespace equipoise::study
