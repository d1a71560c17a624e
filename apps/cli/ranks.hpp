#pragma once
// The processes that mpirun started. Nothing else of the program knows of MPI.
#include <string>

namespace equipoise::cli {

/// Ranks are shares that are merged at the end: they play apart and tell what they finished once.
class Ranks {
 public:
  /// Begins MPI where mpirun (or srun) started this process. Ranks but the first fall silent: what they would
  /// print, the first prints. Throws CannotRun if several were started and the program has no MPI.
  Ranks();
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  unsigned index() const { return index_; }
  unsigned count() const { return count_; }
  /// Processors for this process: those it is bound to, or its part of the machine.
  unsigned cores() const { return cores_; }

  /// At rank 0 what every rank says, in order; elsewhere nothing. To be called by all.
  std::string gather(const std::string& own) const;

  /// The exit code of this process. A rank that failed ends them all: the others would wait for it. One
  /// that was interrupted ends at once, without a return.
  int leave(int code) const;

 private:
  unsigned index_ = 0, count_ = 1, cores_ = 1;
  bool begun_ = false;
  int error_ = 2; ///< standard error as it was
};

} // namespace equipoise::cli
