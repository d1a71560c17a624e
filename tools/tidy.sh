#!/usr/bin/env bash
# Formatting and clang-tidy over the whole program, with the release build's commands.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files '*.hpp' '*.cpp' | xargs clang-format-16 --dry-run -Werror
git ls-files 'src/*.cpp' 'apps/*.cpp' | grep -v _test.cpp |
  xargs -P "$(nproc)" -n 4 clang-tidy-16 -p build/release --quiet --extra-arg=-Wno-unknown-warning-option
