#!/usr/bin/env bash
# Is every C++ file as .clang-format wants it? tools/formatting.sh --fix makes it so.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = --fix ]; then how=-i; else how="--dry-run -Werror"; fi
git ls-files '*.hpp' '*.cpp' | xargs -P "$(nproc)" -n 40 clang-format-16 $how
