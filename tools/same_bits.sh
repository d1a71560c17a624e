#!/usr/bin/env bash
# One outcome digest for every compiler and optimisation level: builds the program four ways and compares
# outcomes_sha256 on the shipped scenarios. Prints one line a build; exits 1 if any differs.
set -euo pipefail
cd "$(dirname "$0")/.."
scenarios="scenarios/reference-raid.toml scenarios/f-35-approach.toml scenarios/textbook/wilkening.toml"
first=
status=0
for compiler in g++-12 clang++-16; do
  for flags in "-O1" "-O3 -march=native"; do
    folder="build/same-bits/$compiler-${flags// /}"
    cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$compiler" \
          -DCMAKE_CXX_FLAGS_RELEASE="$flags -DNDEBUG -w" -DEQUIPOISE_TESTS=OFF \
          -DEQUIPOISE_BENCHMARKS=OFF -DEQUIPOISE_WARNINGS_AS_ERRORS=OFF >/dev/null
    cmake --build "$folder" --target equipoise -- --quiet >&2
    digests=
    for scenario in $scenarios; do
      digests+=$("$folder/bin/equipoise" run "$scenario" -n 20000 --json | sed -n 's/.*"outcomes_sha256": "\([0-9a-f]*\)".*/\1/p' | cut -c1-16)" "
    done
    echo "$compiler $flags: $digests"
    [ -n "$first" ] || first=$digests
    [ "$digests" = "$first" ] || status=1
  done
done
[ $status = 0 ] && echo "same bits everywhere" || echo "DIGESTS DIFFER"
exit $status
