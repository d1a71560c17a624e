#include "equipoise/strategy/richardson.hpp"

#include <array>
#include <cmath> // ldexp, which is exact
#include <limits>

#include "equipoise/core/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix c{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
  return c;
}

double mean_of(std::span<const double> values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

} // namespace

Forces2 equilibrium(const Richardson& r) {
  const double det = r.alpha * r.beta - r.k * r.l;
  if (det == 0.0) return {none, none};
  return {(r.k * r.h + r.beta * r.g) / det, (r.l * r.g + r.alpha * r.h) / det};
}

bool is_stable(const Richardson& r) {
  return r.alpha * r.beta > r.k * r.l && r.alpha + r.beta > 0.0;
}

Rates rates(const Richardson& r) {
  const double middle = -0.5 * (r.alpha + r.beta), half = 0.5 * (r.alpha - r.beta),
               square = half * half + r.k * r.l;
  const double root = square > 0.0 ? core::sqrt(square) : 0.0;
  return {middle + root, middle - root};
}

Forces2 after(const Richardson& r, Forces2 start, double t) {
  Matrix m{{{-r.alpha * t, r.k * t, r.g * t}, {r.l * t, -r.beta * t, r.h * t}, {0.0, 0.0, 0.0}}};
  double norm = 0.0;
  for (const auto& row : m)
    for (const double v : row) norm += v < 0.0 ? -v : v;
  int halvings = 0;
  for (; norm > 0.25 && halvings < 1000; ++halvings) norm *= 0.5;
  const double scale = std::ldexp(1.0, -halvings);
  for (auto& row : m)
    for (double& v : row) v *= scale;
  const Matrix one{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  Matrix sum = one, term = one;
  for (int order = 1; order <= 14; ++order) { // 0.25^15 / 15! < 1e-21
    term = product(term, m);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) sum[i][j] += term[i][j] /= order;
  }
  for (int i = 0; i < halvings; ++i) sum = product(sum, sum);
  return {sum[0][0] * start.x + sum[0][1] * start.y + sum[0][2],
          sum[1][0] * start.x + sum[1][1] * start.y + sum[1][2]};
}

Fit least_squares(std::span<const double> x1, std::span<const double> x2, std::span<const double> y) {
  EQUIPOISE_PRECONDITION(x1.size() == y.size() && x2.size() == y.size() && y.size() >= 4);
  // Centred and made orthogonal one after the other (Gram-Schmidt): with three columns as exact as
  // Householder's way.
  const std::size_t n = y.size();
  const double m1 = mean_of(x1), m2 = mean_of(x2), my = mean_of(y);
  double s11 = 0.0, s12 = 0.0, s1y = 0.0, syy = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    s11 += (x1[i] - m1) * (x1[i] - m1);
    s12 += (x1[i] - m1) * (x2[i] - m2);
    s1y += (x1[i] - m1) * (y[i] - my);
    syy += (y[i] - my) * (y[i] - my);
  }
  const double slope = s12 / s11;
  double s22 = 0.0, s2y = 0.0; // of x2 less its part along x1
  for (std::size_t i = 0; i < n; ++i) {
    const double rest = (x2[i] - m2) - slope * (x1[i] - m1);
    s22 += rest * rest;
    s2y += rest * (y[i] - my);
  }
  Fit f;
  f.a2 = s2y / s22;
  f.a1 = s1y / s11 - slope * f.a2;
  f.c = my - f.a1 * m1 - f.a2 * m2;
  double rss = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double residual = (y[i] - my) - f.a1 * (x1[i] - m1) - f.a2 * (x2[i] - m2);
    rss += residual * residual;
  }
  const double variance = rss / (static_cast<double>(n) - 3.0);
  const double v22 = 1.0 / s22, v12 = -slope / s22, v11 = 1.0 / s11 + slope * slope / s22;
  f.sigma = core::sqrt(variance);
  f.se_1 = core::sqrt(variance * v11);
  f.se_2 = core::sqrt(variance * v22);
  f.se_c = core::sqrt(variance *
                      (1.0 / static_cast<double>(n) + m1 * m1 * v11 + 2.0 * m1 * m2 * v12 + m2 * m2 * v22));
  f.r_squared = 1.0 - rss / syy;
  return f;
}

Line straight_line(std::span<const double> x, std::span<const double> y) {
  EQUIPOISE_PRECONDITION(x.size() == y.size() && x.size() >= 2);
  const double mx = mean_of(x), my = mean_of(y);
  double sxx = 0.0, sxy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sxx += (x[i] - mx) * (x[i] - mx);
    sxy += (x[i] - mx) * (y[i] - my);
  }
  const double slope = sxy / sxx;
  return {slope, mx - my / slope};
}

Fit fit_reaction(std::span<const double> of, std::span<const double> x, std::span<const double> y,
                 bool logarithms) {
  EQUIPOISE_PRECONDITION(x.size() == of.size() && y.size() == of.size());
  const auto value = [&](double v) { return logarithms ? core::log(v) : v; };
  std::vector<double> change, lag_x, lag_y;
  for (std::size_t i = 1; i < of.size(); ++i) {
    change.push_back(value(of[i]) - value(of[i - 1]));
    lag_x.push_back(value(x[i - 1]));
    lag_y.push_back(value(y[i - 1]));
  }
  return least_squares(lag_x, lag_y, change);
}

Richardson race_of(const Fit& x, const Fit& y) {
  return {x.a2, y.a1, -x.a1, -y.a2, x.c, y.c};
}

Line change_of_total(std::span<const double> totals) {
  std::vector<double> middle, change;
  for (std::size_t i = 1; i < totals.size(); ++i) {
    middle.push_back(0.5 * (totals[i] + totals[i - 1]));
    change.push_back(totals[i] - totals[i - 1]);
  }
  return straight_line(middle, change);
}

} // namespace equipoise::strategy
