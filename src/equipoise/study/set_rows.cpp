#include "equipoise/study/set_rows.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace equipoise::study {

void fill_rows(SetRows& rows, std::uint64_t begin, std::uint64_t end, const SweepControl& control,
               const std::function<std::optional<results::SetRecord>(std::uint64_t)>& play,
               const std::function<void(std::uint64_t)>& done) {
  std::atomic<std::uint64_t> next{begin};
  std::mutex committing;
  std::exception_ptr failure;
  auto count = static_cast<std::uint64_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.has_value(); }));
  const auto stopped = [&] { return control.stop.requested(); };
  const auto work = [&] {
    for (std::uint64_t r = next.fetch_add(1); r < end && !stopped(); r = next.fetch_add(1)) {
      if (rows[r] || !control.share.holds(r)) continue;
      auto record = play(r);
      if (!record || stopped()) return; // what was cut short is no row
      const std::lock_guard lock(committing);
      if (failure) return;
      try {
        if (control.commit_set) control.commit_set(*record);
      } catch (...) { // carried to the calling thread below
        failure = std::current_exception();
        return;
      }
      rows[r] = std::move(record);
      done(++count);
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
