#include "equipoise/random/draw_watch.hpp"

#ifndef NDEBUG
namespace equipoise::random {
namespace {
thread_local DrawWatch* active = nullptr;
}

DrawWatch::DrawWatch() {
  active = this;
}

DrawWatch::~DrawWatch() {
  active = nullptr;
}

void DrawWatch::note(const Name& name, const void* place) {
  if (active == nullptr) return;
  ++active->draws_;
  if (active->first_.emplace(name, place).first->second != place) ++active->clashes_;
}

} // namespace equipoise::random
#endif
