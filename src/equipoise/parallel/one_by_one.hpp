#pragma once
// What workers of a loop do one at a time.
#include <mutex>

namespace equipoise::parallel {

/// Lets one worker at a time through; nobody once what one did there has thrown. So nothing is written after
/// a write that failed, which may have left half of itself.
class OneByOne {
 public:
  /// Whether it was done.
  template <class Work>
  bool operator()(Work&& work) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    closed_ = true;
    work();
    closed_ = false;
    return true;
  }

 private:
  std::mutex mutex_;
  bool closed_ = false;
};

} // namespace equipoise::parallel
