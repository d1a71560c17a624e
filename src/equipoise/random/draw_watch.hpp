#pragma once
// Debug builds can watch draws: a name that two places draw by ties together what should be independent, and
// no outcome shows it. Not in builds with NDEBUG.
#ifndef NDEBUG
#include <array>
#include <cstdint>
#include <map>

namespace equipoise::random {

/// Notes every draw of this thread from its making to its end. One at a time.
class DrawWatch {
 public:
  /// Seed, replication and ordinal, and the name of object, purpose and branch.
  using Name = std::array<std::uint64_t, 3>;

  DrawWatch();
  ~DrawWatch();
  DrawWatch(const DrawWatch&) = delete;
  DrawWatch& operator=(const DrawWatch&) = delete;

  std::size_t draws() const { return draws_; }
  /// Draws by a name that another place in the code has drawn by before.
  std::size_t clashes() const { return clashes_; }

  /// Called by Stream; `place` is where the draw returns to.
  static void note(const Name& name, const void* place);

 private:
  std::map<Name, const void*> first_;
  std::size_t draws_ = 0, clashes_ = 0;
};

} // namespace equipoise::random
#endif
