#include <fmt/format.h>

#include <vector>

#include "equipoise/strategy/cost_exchange.hpp"
#include "equipoise/strategy/exchange.hpp"
#include "equipoise/strategy/richardson.hpp"
#include "equipoise/strategy/stability.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

void add_stability(const Published& published, Cases& cases) {
  Worst cost("cost of a strike", "after Kent & Thaler 1989, app. C, kent_thaler_cost.csv", "cost",
             "1e-11: the column carries twelve digits");
  for (const Row& row : published.strike_costs)
    cost.add(strategy::kent_thaler_cost(row.number("d_own"), row.number("d_enemy")), row.number("cost"),
             1e-11, row.text("d_own") + " of own, " + row.text("d_enemy") + " of enemy value");
  cases.push_back(cost.result());

  const std::string name = "first-strike stability",
                    source = "after Kent & Thaler 1989, pp. 22 to 29, kent_thaler_index.csv";
  const std::string note =
      "1e-6: the same grid of 2,001 allocations, ten digits in the table, six that anyone reads";
  Worst first(name, source, "cost of striking first", note),
      struck(name, source, "cost of being struck", note), index(name, source, "index", note);
  for (const Row& row : published.stability_indices) {
    const double leak = row.number("leak"), w80 = row.number("w80");
    const strategy::Forces side{row.number("N"), row.number("S"), row.number("eff"),
                                [&](double w) { return strategy::value_destroyed(leak * w, w80); }};
    const strategy::Stability s = strategy::first_strike_stability(side, side);
    const std::string at = fmt::format("{} weapons, {} survivable, {} a weapon, leak {}", row.text("N"),
                                       row.text("S"), row.text("eff"), row.text("leak"));
    first.add(s.by_a.first, row.number("C1"), 1e-6, at);
    struck.add(s.by_a.struck, row.number("C2"), 1e-6, at);
    index.add(s.index, row.number("index"), 1e-6, at);
  }
  cases.push_back(first.result());
  cases.push_back(struck.result());
  cases.push_back(index.result());
}

void add_interceptors(const Published& published, Cases& cases) {
  Worst all("interceptors required", "Wilkening 1999, wilkening_interceptors_required.csv", "interceptors",
            "1e-6 relative: the column carries six decimals");
  for (const Row& row : published.requirements) {
    const double theirs = row.number("I_barrage"),
                 targets = row.number("warheads") + row.number("undiscriminated_decoys");
    if (!(theirs > 0.0)) continue; // impossible; the tests hold that we say so
    const strategy::InterceptorsRequired ours = strategy::interceptors_required(
        row.number("warheads"), row.number("P0"), row.number("p_track"), row.number("sspk"));
    all.add(ours.average * targets, theirs, 1e-6 * theirs,
            fmt::format("{} warheads, {} decoys, kill {}, track {}", row.text("warheads"),
                        row.text("undiscriminated_decoys"), row.text("sspk"), row.text("p_track")));
  }
  cases.push_back(all.result());
}

void add_race(const Published& published, Cases& cases) {
  const std::string name = "Richardson's equations",
                    source = "Richardson 1960, by matrix exponential, richardson_ode.csv";
  Worst state(name, source, "state over the largest of the table's case",
              "1e-9 relative: twelve digits, a matrix exponential on both sides");
  Worst rest(name, source, "equilibrium", "1e-9 relative: twelve digits");
  for (const Row& row : published.race_states) {
    const strategy::Richardson race{row.number("k"),    row.number("l"), row.number("alpha"),
                                    row.number("beta"), row.number("g"), row.number("h")};
    const strategy::Forces2 ours =
        strategy::after(race, {row.number("x0"), row.number("y0")}, row.number("t"));
    const std::string at = fmt::format("k {}, l {}, t {}", row.text("k"), row.text("l"), row.text("t"));
    state.add(ours.x, row.number("x_t"), 1e-9 * row.number("x_t"), at);
    state.add(ours.y, row.number("y_t"), 1e-9 * row.number("y_t"), at);
    const double x = row.number("x_star"), y = row.number("y_star");
    if (x != x) continue; // parallel lines: the tests hold that we say so
    const strategy::Forces2 still = strategy::equilibrium(race);
    rest.add(still.x, x, 1e-9 * (1.0 + (x < 0 ? -x : x)), at);
    rest.add(still.y, y, 1e-9 * (1.0 + (y < 0 ? -y : y)), at);
  }
  cases.push_back(state.result());
  cases.push_back(rest.result());

  std::vector<double> totals;
  for (const Row& row : published.race_1909) totals.push_back(row.number("total"));
  if (totals.size() < 3) return;
  const strategy::Line line = strategy::change_of_total(totals);
  const std::string printed = "Richardson 1960, richardson_1909_1913.csv";
  Worst slope("arms race of 1909 to 1913", printed, "slope, 1/year", "0.005: printed with two digits");
  slope.add(line.slope, 0.73, 0.005);
  Worst zero("arms race of 1909 to 1913", printed, "total at which nothing changes, million pounds",
             "1: printed as 194, whole millions; our 194.9");
  zero.add(line.zero, 194.0, 1.0);
  cases.push_back(slope.result());
  cases.push_back(zero.result());
}

/// `of_error`: the tolerance of a coefficient in its standard errors; else relative.
void add_fits(const Published& published, const Table& fits, Worst fit, double tolerance, bool of_error,
              Cases& cases) {
  for (const Row& row : fits) {
    std::vector<double> india, pakistan;
    for (const Row& year : published.spending)
      if (year.number("year") >= row.number("first_year") && year.number("year") <= row.number("last_year")) {
        india.push_back(year.number("india_const2019_usd_m"));
        pakistan.push_back(year.number("pakistan_const2019_usd_m"));
      }
    if (india.size() < 5) continue;
    const strategy::Fit f = strategy::fit_reaction(row.text("equation") == "India" ? india : pakistan, india,
                                                   pakistan, row.text("transform") == "log");
    const auto add = [&](const char* column, double ours, const char* error = nullptr) {
      const double theirs = row.number(column),
                   size = of_error && error != nullptr ? row.number(error) : theirs;
      fit.add(ours, theirs, tolerance * (size < 0 ? -size : size),
              fmt::format("{}, {} to {}, {}: {}", row.text("transform"), row.text("first_year"),
                          row.text("last_year"), row.text("equation"), column));
    };
    add("c", f.c, "se_c");
    add("a_I", f.a1, "se_I");
    add("a_P", f.a2, "se_P");
    add("se_c", f.se_c);
    add("se_I", f.se_1);
    add("se_P", f.se_2);
    add("R2", f.r_squared);
    add("sigma", f.sigma);
  }
  cases.push_back(fit.result());
}

/// Nothing where data/sipri is not there.
void add_fits(const Published& published, Cases& cases) {
  if (published.spending.empty()) return;
  const std::string name = "reaction fits to recorded spending",
                    quantity = "coefficient, its error, R2 or sigma";
  add_fits(published, published.reaction_fits_shipped,
           {name, "SIPRI figures as shipped, sipri/richardson_ols_shipped.csv", quantity,
            "1e-8 relative: computed in 60 digits; a check of arithmetic, no finding"},
           1e-8, false, cases);
  add_fits(published, published.reaction_fits,
           {name, "SIPRI figures unrounded, sipri/richardson_ols_sipri.csv", quantity,
            "1e-5 of a standard error or relative: the shipped figures are rounded to 0.001 million, which "
            "in 60 digits moves "
            "these by up to 4e-6"},
           1e-5, true, cases);
}

} // namespace

Cases strategy_cases(const Published& published) {
  Cases cases;
  add_stability(published, cases);
  add_interceptors(published, cases);
  add_race(published, cases);
  add_fits(published, cases);
  return cases;
}

} // namespace equipoise::validation
