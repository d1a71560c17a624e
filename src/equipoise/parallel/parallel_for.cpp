#include "equipoise/parallel/parallel_for.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace equipoise::parallel {
namespace {

class Loop {
 public:
  Loop(std::uint64_t turns, std::uint64_t block, const core::Stop& stop, const Block& work)
      : turns_(turns), block_(block), stop_(stop), work_(work) {}

  /// What one worker does. What it has taken it plays: so the first turn that throws is always among those
  /// played.
  void play(unsigned worker) noexcept {
    while (!closed_ && !stop_.requested()) {
      const std::uint64_t begin = next_.fetch_add(block_);
      if (begin >= turns_) return;
      const std::uint64_t end = begin + std::min(block_, turns_ - begin);
      try {
        if (work_(begin, end, worker))
          done_ += end - begin;
        else
          closed_ = true;
      } catch (...) { // carried to the calling thread: out of a thread it would end the program
        closed_ = true;
        const std::lock_guard lock(throwing_);
        if (!thrown_ || begin < thrown_at_) thrown_ = std::current_exception();
        thrown_at_ = std::min(thrown_at_, begin);
      }
    }
  }

  /// Once all threads are done.
  Done finish() {
    if (thrown_) std::rethrow_exception(std::move(thrown_));
    return {done_, done_ == turns_};
  }

 private:
  const std::uint64_t turns_, block_;
  const core::Stop stop_;
  const Block& work_;
  std::atomic<std::uint64_t> next_{0}, done_{0};
  std::atomic<bool> closed_{false};
  std::mutex throwing_;
  std::exception_ptr thrown_;
  std::uint64_t thrown_at_ = ~std::uint64_t{0};
};

} // namespace

Done run(unsigned threads, std::uint64_t turns, std::uint64_t block, const core::Stop& stop,
         const Block& work) {
  block = std::max<std::uint64_t>(1, std::min(block, turns));
  const std::uint64_t blocks = turns / block + (turns % block != 0 ? 1 : 0);
  Loop loop(turns, block, stop, work);
  {
    std::vector<std::jthread> helpers; // joined at the end of this scope
    try {
      for (unsigned w = 1; w < threads && w < blocks; ++w) helpers.emplace_back([&loop, w] { loop.play(w); });
    } catch (const std::system_error&) { // no thread is to be had, or no room for one: fewer do the work
    } catch (const std::bad_alloc&) {
    }
    loop.play(0);
  }
  return loop.finish();
}

} // namespace equipoise::parallel
