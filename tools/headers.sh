#!/usr/bin/env bash
# Does each header compile alone? Prints those that do not.
set -euo pipefail
cd "$(dirname "$0")/.."
alone() {
  echo "#include \"$1\"" | ${CXX:-g++} -std=c++20 -Isrc -I. -fsyntax-only -x c++ - 2>/dev/null || { echo "$1 does not compile alone"; return 1; }
}
export -f alone
git ls-files 'src/*.hpp' 'apps/*.hpp' | sed 's|^src/||' | xargs -P "$(nproc)" -I{} bash -c 'alone {}'
