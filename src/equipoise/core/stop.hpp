#pragma once
#include <atomic>

namespace equipoise::core {

/// The wish from outside that the work end soon. Handed down by value and asked between small pieces of work
/// (a raid, a theatre, a curve); what is returned once it is requested is not whole. By default it never is.
class Stop {
 public:
  Stop() = default;
  /// Assumes: the flag outlives everything it is handed to.
  explicit Stop(const std::atomic<bool>& flag) : flag_(&flag) {}
  bool requested() const { return flag_ != nullptr && flag_->load(std::memory_order_relaxed); }

 private:
  const std::atomic<bool>* flag_ = nullptr;
};

} // namespace equipoise::core
