#include <charconv>
#include <cmath>
#include <functional>
#include <numbers>

#include "equipoise/analysis/design/sensitivity.hpp"
#include "equipoise/analysis/rare/splitting.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/parallel/stopped.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

using analysis::Draws;
using Function = std::function<double(std::span<const double>)>;

/// The number that follows `key`, or not a number.
double number_after(const std::string& text, const std::string& key) {
  const auto at = text.find(key);
  double value = not_a_number;
  if (at != std::string::npos)
    std::from_chars(text.data() + at + key.size(), text.data() + text.size(), value);
  return value;
}

Function function_of(const std::string& name) {
  if (name.starts_with("ishigami")) {
    const double a = number_after(name, "_a"), b = number_after(name, "_b");
    return [=](std::span<const double> u) {
      const double x = core::sin(std::numbers::pi * (2 * u[0] - 1)),
                   y = core::sin(std::numbers::pi * (2 * u[1] - 1));
      const double z = std::numbers::pi * (2 * u[2] - 1);
      return x + a * y * y + b * z * z * z * z * x;
    };
  }
  if (name.starts_with("g_")) {
    std::vector<double> a;
    for (std::string list = name; list.find_first_of("=/") != std::string::npos;) {
      list = list.substr(list.find_first_of("=/"));
      a.push_back(number_after(list, list.substr(0, 1)));
      list = list.substr(1);
    }
    return [=](std::span<const double> u) {
      double product = 1.0;
      for (std::size_t i = 0; i < a.size(); ++i) product *= (std::abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
      return product;
    };
  }
  if (name.starts_with("linear")) return [](std::span<const double> u) { return u[0] + 2 * u[1] + 3 * u[2]; };
  return {};
}

analysis::SobolIndices indices(const Function& f, std::size_t inputs) {
  analysis::Groups groups;
  for (std::size_t i = 0; i < inputs; ++i) groups.push_back({i});
  const auto design = analysis::index_design(groups, 1024, 16, analysis::Sampling::quasi_random, 1);
  std::vector<double> values;
  for (std::size_t i = 0; i < design.rows.size(); ++i) values.push_back(f(design.rows.row(i)));
  return analysis::sobol_indices(design, values);
}

/// From one customer to an empty house or to `most` customers; one in ten or so of the paths passes a level.
analysis::RareEstimate overflow(double up, double max) {
  const analysis::Process<int> queue{[](Draws&) { return 1; },
                                     [up](int& length, Draws& draws) {
                                       length += draws.happens(up) ? 1 : -1;
                                       return length > 0;
                                     },
                                     [](const int& length) { return static_cast<double>(length); }};
  return analysis::split(queue, analysis::pilot_levels(queue, max, 0.2, 500, 1), 1000, 40, 1);
}

analysis::RareEstimate normal_tail(double b) {
  return analysis::importance_sampling(
      [b](Draws& draws, double& work) {
        const double u = draws.uniform(), v = draws.uniform();
        const double x = b + core::sqrt(-2 * core::log(u)) * core::cos(2 * std::numbers::pi * v);
        work += 1.0;
        return x > b ? core::exp(0.5 * b * b - b * x) : 0.0;
      },
      100'000, 1);
}

} // namespace

Cases sensitivity_cases(const Published& published) {
  const std::string source = "after Ishigami & Homma 1990, Saltelli & Sobol 1995, sobol_exact_indices.csv";
  const std::string note =
      "0.005: what a report may be off by at 2^14 quasi-random base samples (16 scrambles of 2^10)";
  Worst first("Sobol indices", source, "first index", note),
      total("Sobol indices", source, "total index", note);
  for (const Row& row : published.sensitivity) {
    const Function f = function_of(row.text("function"));
    if (!f) continue; // inputs that are not uniform
    const auto s = indices(f, static_cast<std::size_t>(row.number("dim")));
    const auto i = static_cast<std::size_t>(row.number("i")) - 1;
    const std::string at = row.text("function") + ", input " + row.text("i");
    first.add(s.groups[i].first.value, row.number("S1"), 0.005, at);
    total.add(s.groups[i].total.value, row.number("ST"), 0.005, at);
  }
  return {first.result(), total.result()};
}

Cases rare_event_cases(const Published& published, const core::Stop& stop) {
  const std::string note = "3.3 of the estimate's own deviations, 1e-3 by chance; the seed is fixed";
  Worst queue("rare events, splitting", "gambler's ruin, rare_event_exact.csv",
              "ratio to the exact chance of overflow", note);
  Worst tail("rare events, importance sampling", "normal tail, rare_event_exact.csv",
             "ratio to the exact chance", note);
  for (const Row& row : published.rare_events) {
    parallel::leave_if_requested(stop);
    const std::string problem = row.text("problem"), at = row.text("parameters");
    const double exact = row.number("exact_value");
    const auto compare = [&](Worst& worst, const analysis::RareEstimate& e) {
      worst.add(e.probability / exact, 1.0, 3.3 * e.relative_deviation * e.probability / exact, at);
    };
    if (problem == "gambler_ruin") compare(queue, overflow(number_after(at, "p="), number_after(at, "N=")));
    if (problem == "gauss_tail") compare(tail, normal_tail(number_after(at, "b=")));
  }
  return {queue.result(), tail.result()};
}

} // namespace equipoise::validation
