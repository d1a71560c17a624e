#pragma once
// The one place where threads are started: a loop whose turns are independent, on several of them.
#include <algorithm>
#include <concepts>
#include <cstdint>
#include <functional>
#include <type_traits>

#include "equipoise/core/stop.hpp"

namespace equipoise::parallel {

/// How far a loop came. Short of all of it, it was stopped or a turn gave up.
struct Done {
  std::uint64_t turns = 0; ///< that are done
  bool all = true;
};

/// Workers of a loop, of which each may have a state of its own: 0 to this - 1. At least one, the caller.
constexpr unsigned workers(unsigned threads) {
  return std::max(1U, threads);
}

/// Turns [begin, end) on worker 0, the calling thread, or another. False: not done, and no more is begun.
using Block = std::function<bool(std::uint64_t begin, std::uint64_t end, unsigned worker)>;

Done run(unsigned threads, std::uint64_t turns, std::uint64_t block, const core::Stop& stop,
         const Block& work);

/// Calls work(begin, end, worker) for turns 0 to n - 1, so many in a row as `block` says (at least one; the
/// last may have fewer), handed out in order as threads come free, the calling one among them. Work that
/// returns a bool gives up with false: it is not done then, and nothing more is handed out; nor is it once
/// `stop` is requested. Returns when every thread is done. If a thread cannot be started, those that are
/// there do the work. 0 threads are 1; of 0 turns all are done.
///
/// What work throws is thrown here, once every thread is done; nothing more is handed out after it. Of
/// several the one of the first turn: it is the same for any number of threads.
template <class Work>
Done parallel_for_blocks(unsigned threads, std::uint64_t n, std::uint64_t block, const core::Stop& stop,
                         Work&& work) {
  const auto call = [&work](std::uint64_t begin, std::uint64_t end, unsigned worker) {
    if constexpr (std::is_void_v<decltype(work(begin, end, worker))>) {
      work(begin, end, worker);
      return true;
    } else {
      return static_cast<bool>(work(begin, end, worker));
    }
  };
  return run(threads, n, block, stop, std::cref(call)); // a reference: nothing is allocated
}

/// The same, turn by turn: work(i, worker), or work(i) that needs no state of its own.
template <class Work>
Done parallel_for(unsigned threads, std::uint64_t n, const core::Stop& stop, Work&& work) {
  return parallel_for_blocks(threads, n, 1, stop, [&work](std::uint64_t i, std::uint64_t, unsigned worker) {
    if constexpr (std::invocable<Work&, std::uint64_t, unsigned>)
      return work(i, worker);
    else
      return work(i);
  });
}

} // namespace equipoise::parallel
