#!/usr/bin/env bash
# The tests under address, undefined-behaviour and thread sanitizers, then ten minutes of fuzzing of the TOML reader.
set -euo pipefail
cd "$(dirname "$0")/.."
for preset in asan tsan; do
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset" -- --quiet
  ctest --test-dir "build/$preset" --output-on-failure -j "$(nproc)" -E 'textbook|_browser'
done
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target toml_fuzz -- --quiet
build/fuzz/bin/toml_fuzz -max_total_time=600 -timeout=5 -rss_limit_mb=1024
