#include "equipoise/core/precondition.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <utility>

#include "equipoise/core/sim_time.hpp"

namespace core = equipoise::core;

namespace {

/// What a child that does `work` writes to its standard error, and how it ended.
template <class Work>
std::pair<std::string, int> in_a_child(Work work) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    dup2(ends[1], STDERR_FILENO);
    work();
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  char buffer[256];
  for (ssize_t n = 0; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return {text, status};
}

} // namespace

TEST_CASE("a precondition that holds does nothing") {
  EQUIPOISE_PRECONDITION(1 + 1 == 2);
  static_assert(core::from_seconds(1.0) == 1'000'000'000, "and a constant expression may have one");
}

#ifdef NDEBUG
TEST_CASE("without checks a condition is not evaluated") {
  int asked = 0;
  EQUIPOISE_PRECONDITION(++asked > 1);
  CHECK(asked == 0);
}
#else
TEST_CASE("a precondition that does not hold aborts with file, line and condition") {
  int line = 0;
  const auto [text, status] = in_a_child([&] { EQUIPOISE_PRECONDITION(line > 1); });
  line = __LINE__ - 1;
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
  CHECK(text.find("core/precondition_test.cpp:" + std::to_string(line) + ": not in the domain: line > 1\n") !=
        std::string::npos);
  CHECK(in_a_child([] { core::from_seconds(1e10); }).first.find("sim_time.hpp:") != std::string::npos);
}
#endif

TEST_CASE("predicates for conditions") {
  const double infinity = __builtin_inf(), none = __builtin_nan("");
  CHECK(core::is_finite(-1e308));
  CHECK_FALSE(core::is_finite(infinity));
  CHECK_FALSE(core::is_finite(none));
  CHECK(core::is_chance(0.0));
  CHECK(core::is_chance(1.0));
  CHECK_FALSE(core::is_chance(-1e-300));
  CHECK_FALSE(core::is_chance(none));
}
