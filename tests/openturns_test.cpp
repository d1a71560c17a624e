// Sobol indices beside those of OpenTURNS on the same function in the same run: once on the very same rows,
// where the totals must agree to rounding, and once each with its own points.
#include <doctest/doctest.h>

#include <cmath>
#include <openturns/OT.hxx>

#include "equipoise/analysis/design/sensitivity.hpp"

using namespace equipoise;

namespace {

constexpr std::size_t inputs = 3;

double ishigami(const double* u) {
  const double pi = 3.14159265358979323846;
  const double x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
  return std::sin(x) + 7 * std::sin(y) * std::sin(y) + 0.1 * z * z * z * z * std::sin(x);
}

double product(const double* u) { // g-function, a = 0, 1, 9
  const double a[] = {0, 1, 9};
  double value = 1.0;
  for (std::size_t i = 0; i < inputs; ++i) value *= (std::abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
  return value;
}

} // namespace

TEST_CASE("validation: Sobol indices beside OpenTURNS") {
  constexpr std::size_t base = 16384;
  const auto design = analysis::index_design({{0}, {1}, {2}}, base, 1, analysis::Sampling::quasi_random, 1);
  for (const auto f : {ishigami, product}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < design.rows.size(); ++i) values.push_back(f(design.rows.row(i).data()));
    const auto ours = analysis::sobol_indices(design, values);
    // Their order: all of A, all of B, then all of AB by input.
    OT::Sample rows(base * (inputs + 2), inputs), answers(base * (inputs + 2), 1);
    for (std::size_t j = 0; j < base; ++j)
      for (std::size_t part = 0; part < inputs + 2; ++part) {
        for (std::size_t c = 0; c < inputs; ++c)
          rows(part * base + j, c) = design.rows.row(j * (inputs + 2) + part)[c];
        answers(part * base + j, 0) = values[j * (inputs + 2) + part];
      }
    OT::JansenSensitivityAlgorithm jansen(rows, answers, base);
    OT::SaltelliSensitivityAlgorithm saltelli(rows, answers, base);
    const auto total = jansen.getTotalOrderIndices(), first = saltelli.getFirstOrderIndices();
    for (std::size_t g = 0; g < inputs; ++g) {
      // Theirs divides by the variance of A alone, ours by that of A and B: 2^14 points hold that apart by
      // 0.1 %.
      CHECK(std::abs(ours.groups[g].total.value - total[g]) < 0.002);
      CHECK(std::abs(ours.groups[g].first.value - first[g]) < 0.005);
      MESSAGE("input " << g + 1 << ": first " << ours.groups[g].first.value << " beside " << first[g]
                       << ", total " << ours.groups[g].total.value << " beside " << total[g]);
    }
  }
}
