#include "ranks.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "common.hpp"

#ifdef EQUIPOISE_MPI
#include <mpi.h>
#endif

namespace equipoise::cli {
namespace {

/// How many processes the launcher says that there are: Open MPI's, or that of Slurm and MPICH.
unsigned launched() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
    if (const char* text = std::getenv(name)) return static_cast<unsigned>(std::max(1, std::atoi(text)));
  return std::getenv("PMIX_RANK") != nullptr ? 2 : 1; // it names no number: MPI will
}

#ifdef EQUIPOISE_MPI
unsigned processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const int count = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
  return static_cast<unsigned>(std::max(1, count));
}
#endif

} // namespace

#ifdef EQUIPOISE_MPI

Ranks::Ranks() {
  if (launched() < 2) return;
  int level = 0, rank = 0, size = 1, here = 1;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level);
  begun_ = true;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  MPI_Comm neighbours = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &neighbours);
  MPI_Comm_size(neighbours, &here);
  MPI_Comm_free(&neighbours);
  index_ = static_cast<unsigned>(rank);
  count_ = static_cast<unsigned>(size);
  const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
  cores_ = std::min(processors(), std::max(1U, machine / static_cast<unsigned>(here)));
  if (index_ == 0) return;
  error_ = dup(STDERR_FILENO);
  if (std::freopen("/dev/null", "w", stdout) == nullptr || std::freopen("/dev/null", "w", stderr) == nullptr)
    MPI_Abort(MPI_COMM_WORLD, failed);
}

Ranks::~Ranks() {
  if (begun_) MPI_Finalize();
}

std::string Ranks::gather(const std::string& own) const {
  constexpr std::size_t piece = 1U << 26; // counts of MPI are of type int
  std::string all = index_ == 0 ? own : "";
  for (unsigned from = 1; from < count_; ++from) {
    std::uint64_t size = own.size();
    if (index_ == 0) {
      MPI_Recv(&size, 1, MPI_UINT64_T, static_cast<int>(from), 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
      const std::size_t begin = all.size();
      all.resize(begin + size);
      for (std::size_t at = 0; at < size; at += piece)
        MPI_Recv(all.data() + begin + at, static_cast<int>(std::min(piece, size - at)), MPI_CHAR,
                 static_cast<int>(from), 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    } else if (index_ == from) {
      MPI_Send(&size, 1, MPI_UINT64_T, 0, 0, MPI_COMM_WORLD);
      for (std::size_t at = 0; at < size; at += piece)
        MPI_Send(own.data() + at, static_cast<int>(std::min<std::size_t>(piece, size - at)), MPI_CHAR, 0, 0,
                 MPI_COMM_WORLD);
    }
  }
  return all;
}

int Ranks::leave(int code) const {
  if (!begun_ || code == done) return code;
  std::fflush(nullptr);
  if (code == interrupted) std::_Exit(code); // nobody is waited for
  if (index_ > 0) {                          // as a rule the first has said why, and ends this one
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const std::string text = fmt::format("rank {} ended with exit code {}\n", index_, code);
    if (write(error_, text.data(), text.size()) < 0) return code;
  }
  MPI_Abort(MPI_COMM_WORLD, code);
  return code;
}

#else

Ranks::Ranks() : cores_(std::max(1U, std::thread::hardware_concurrency())) {
  if (launched() > 1)
    throw CannotRun(
        "several processes were started, but this program was built without MPI: install libopenmpi-dev and "
        "build it again, or start one process for each --shard");
}
Ranks::~Ranks() = default;
std::string Ranks::gather(const std::string& own) const {
  return own;
}
int Ranks::leave(int code) const {
  return code;
}

#endif

} // namespace equipoise::cli
