#pragma once
// Richardson's arms race: dx/dt = k y - alpha x + g, dy/dt = l x - beta y + h. Fitted to recorded spending it
// is a description of the past: levels of spending are not stationary, so that its standard errors are too
// small and its equilibrium is no forecast.
#include <span>
#include <vector>

namespace equipoise::strategy {

/// Source: Richardson (1960).
struct Richardson {
  double k = 0.0, l = 0.0;        ///< reaction of x to y, of y to x
  double alpha = 0.0, beta = 0.0; ///< fatigue
  double g = 0.0, h = 0.0;        ///< grievance
};

struct Forces2 {
  double x = 0.0, y = 0.0;
};

/// Where neither changes; not a number where the two lines are parallel (alpha beta = k l).
Forces2 equilibrium(const Richardson& race);
/// alpha beta > k l and alpha + beta > 0: the race runs into its equilibrium from anywhere.
bool is_stable(const Richardson& race);
/// Growth rates of the race, larger first; real parts where they are a pair.
struct Rates {
  double larger = 0.0, smaller = 0.0;
};
Rates rates(const Richardson& race);
/// The state after time `t`, exact: the matrix exponential of the system with its constants as a third state,
/// by scaling and squaring of the Taylor series (Moler & Van Loan 2003). Relative error below 1e-12 for
/// |matrix| t up to 100.
Forces2 after(const Richardson& race, Forces2 start, double t);

/// Ordinary least squares of y = c + a1 x1 + a2 x2, homoskedastic standard errors. Domain: equal lengths, at
/// least 4, x1 and x2 not on one line (else not numbers).
struct Fit {
  double c = 0.0, a1 = 0.0, a2 = 0.0;
  double se_c = 0.0, se_1 = 0.0, se_2 = 0.0;
  double r_squared = 0.0;
  double sigma = 0.0; ///< residual standard deviation, n - 3 degrees of freedom
};
Fit min_squares(std::span<const double> x1, std::span<const double> x2, std::span<const double> y);

/// y = slope (x - zero). Domain: equal lengths, at least 2.
struct Line {
  double slope = 0.0, zero = 0.0;
};
Line straight_line(std::span<const double> x, std::span<const double> y);

/// Yearly change of `of` on last year's `x` and `y`, levels or logarithms. Domain: consecutive years, equal
/// lengths, all > 0 for logarithms.
Fit fit_reaction(std::span<const double> of, std::span<const double> x, std::span<const double> y,
                 bool logarithms);

/// The race that two fits in levels describe, a year as the unit of time.
Richardson race_of(const Fit& x, const Fit& y);

/// Richardson's own test: yearly change of the total against its mean over the two years.
Line change_of_total(std::span<const double> totals);

} // namespace equipoise::strategy
