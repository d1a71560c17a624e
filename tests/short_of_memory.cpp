// The program with memory that runs out: EQUIPOISE_FAILS names the allocation that does, "1000" or, counted
// on threads other than the first, "helpers 5". Linked with --wrap=main: before main nobody can tell of it.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/failing_allocation.hpp"

// NOLINTBEGIN(bugprone-reserved-identifier): the linker's names
extern "C" int __real_main(int argc, char** argv);

extern "C" int __wrap_main(int argc, char** argv) {
  using equipoise::tests::Allocations;
  constexpr std::string_view helpers = "helpers ";
  const char* text = std::getenv("EQUIPOISE_FAILS");
  if (text == nullptr) return __real_main(argc, argv);
  const bool theirs = std::string_view(text).starts_with(helpers);
  equipoise::tests::fail_allocation(std::strtoull(text + (theirs ? helpers.size() : 0), nullptr, 10),
                                    theirs ? Allocations::of_helpers : Allocations::all);
  const int code = __real_main(argc, argv);
  if (!equipoise::tests::allocation_failed()) std::fputs("there was memory enough\n", stderr);
  return code;
}
// NOLINTEND(bugprone-reserved-identifier)
