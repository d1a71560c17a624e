#include "study_answers.hpp"

#include <fmt/format.h>

#include "equipoise/analysis/paired.hpp"

namespace equipoise::cli {

void print_differences(const results::StudyResult& result) {
  bool first = true;
  for (const results::Point& point : result.points) {
    if (!point.pairs || point.pairs->no_leaker.trials() == 0) continue;
    if (first)
      fmt::print(
          "\nchange of that chance in points, the same raids on both sides (95 % interval of chance)\n");
    first = false;
    const auto e = analysis::paired_difference(point.pairs->no_leaker);
    fmt::print("{:<32} {:<10} {:+.2f} ({:.2f} to {:.2f})\n", point.variant, point.belief, 100 * e.value,
               100 * e.interval.low, 100 * e.interval.high);
  }
}

} // namespace equipoise::cli
