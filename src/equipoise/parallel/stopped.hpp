#pragma once
#include <exception>

#include "equipoise/core/stop.hpp"

namespace equipoise::parallel {

/// Thrown out of work that has no answer unless it is whole.
struct Stopped : std::exception {
  const char* what() const noexcept override { return "interrupted"; }
};

inline void leave_if_requested(const core::Stop& stop) {
  if (stop.requested()) throw Stopped();
}

} // namespace equipoise::parallel
