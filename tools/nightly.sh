#!/usr/bin/env bash
# tools/nightly.sh NAME: one of the long tests, each within 45 minutes on two cores.
#   lint   clang-tidy over every file
#   debug  the C++ tests with domains and the library's own assertions checked
#   asan   the C++ tests under the address and undefined-behaviour sanitizers;   tsan   under the thread sanitizer
#   bits   one digest from two compilers at two levels of optimisation
#   fuzz   the TOML reader, ten minutes
#   twin   dwell against table, 100,000 replications of each scenario
set -euo pipefail
cd "$(dirname "$0")/.."

cpp_tests() {
  cmake --preset "$1" >/dev/null
  cmake --build --preset "$1" -- --quiet
  ctest --test-dir "build/$1" --output-on-failure -j "$(nproc)" -L '^cpp$'
}

case "${1:-}" in
  lint)
    cmake --preset release >/dev/null
    git ls-files 'src/*.cpp' 'apps/*.cpp' | grep -v _test.cpp |
      xargs -P "$(nproc)" -n 4 clang-tidy-16 -p build/release --quiet --extra-arg=-Wno-unknown-warning-option ;;
  debug | asan | tsan) cpp_tests "$1" ;;
  bits) exec tools/same_bits.sh ;;
  fuzz)
    cmake --preset fuzz >/dev/null
    cmake --build --preset fuzz --target toml_fuzz -- --quiet
    build/fuzz/bin/toml_fuzz -max_total_time=600 -timeout=5 -rss_limit_mb=1024 ;;
  twin)
    cmake --preset release >/dev/null
    cmake --build --preset release --target twin_test -- --quiet
    EQUIPOISE_TWIN_REPLICATIONS=100000 ctest --test-dir build/release --output-on-failure --timeout 7200 -R '^twin:' ;;
  *)
    sed -n '2,8s/^# //p' "$0" >&2
    exit 2 ;;
esac
