#include "equipoise/analysis/interval/beta.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/random/distribution.hpp"

namespace equipoise::analysis {
namespace {

/// log(Gamma(a) / (sqrt(2 pi / a) (a / e)^a)), for a >= 0.5. Source: Abramowitz & Stegun (1964), 6.1.41,
/// whose next term is below 1e-16 from 10 on; 6.1.15 below.
double stirling_remainder(double a) {
  double sum = 0.0;
  for (; a < 10.0; a += 1.0) sum += (a + 0.5) * core::log1p(1.0 / a) - 1.0;
  const double r = 1.0 / (a * a);
  return sum +
         (1.0 / 12 +
          r * (-1.0 / 360 +
               r * (1.0 / 1260 + r * (-1.0 / 1680 + r * (1.0 / 1188 + r * (-691.0 / 360360 + r / 156)))))) /
             a;
}

/// A beta distribution and its mode in the log-odds, which is at its mean in x.
class Beta {
 public:
  Beta(double a, double b)
      : a_(a),
        b_(b),
        mean_x_(a / (a + b)),
        mean_y_(b / (a + b)),
        mode_(core::log(a / b)),
        log_peak_(0.5 * core::log(a * mean_y_ / (2.0 * core::pi)) + stirling_remainder(a + b) -
                  stirling_remainder(a) - stirling_remainder(b)) {}

  double mode() const { return mode_; }
  /// Standard deviation of the normal distribution that fits the peak.
  double width() const { return core::sqrt(1.0 / a_ + 1.0 / b_); }

  struct Tail {
    double log_density;  ///< at the log-odds
    double over_density; ///< the chance of less, divided by that
    double log() const { return log_density + core::log(over_density); }
  };
  /// Domain: w <= mode.
  Tail tail(double w) const {
    const double u = core::exp(w), x = u / (1.0 + u), y = 1.0 / (1.0 + u);
    return {log_peak_ - fall(mean_x_, mean_y_, mode_ - w),
            std::min(a_, b_) < many ? fraction(x, y) : quadrature(x, y)};
  }

 private:
  /// From here on the quadrature is faster than the fraction; it is as good from 30 on.
  static constexpr double many = 300.0;

  /// Logarithm of the density at the log-odds of x over that at `h` less: of the two equal forms the one that
  /// keeps the digits.
  double fall(double x, double y, double h) const {
    return x <= y ? a_ * h + (a_ + b_) * core::log1p(x * core::expm1(-h))
                  : (a_ + b_) * core::log1p(y * core::expm1(h)) - b_ * h;
  }

  /// By the continued fraction of DiDonato & Morris (1992), their BFRAC, after Lentz's method (Press et al.
  /// 2007, section 5.2). Up to term b everything is positive; beyond, alpha stays above -1/4 of the product
  /// of its neighbours beta (searched over the domain), so that by Worpitzky's theorem it converges and
  /// neither c nor d comes near 0. It took 147 terms at most.
  double fraction(double x, double y) const {
    constexpr int max_terms = 1000;
    double value = a_ * (a_ * y - b_ * x + 1.0) / (a_ + 1.0), c = value, d = 0.0;
    for (int n = 1; n < max_terms; ++n) {
      const double m = n, e = a_ + 2.0 * m - 1.0;
      const double part = m * (b_ - m) * x / e;
      const double alpha = (a_ + m - 1.0) * (a_ + b_ + m - 1.0) * x / e * part;
      const double beta = m + part + (a_ + m) * (a_ * y - b_ * x + 1.0 + m * (1.0 + y)) / (e + 2.0);
      c = beta + alpha / c;
      d = 1.0 / (beta + alpha * d);
      const double factor = c * d;
      value *= factor;
      if (factor > 1.0 - 1e-15 && factor < 1.0 + 1e-15) break;
    }
    return 1.0 / value;
  }

  /// By Gauss and Legendre's rule of 24 points, over the range in which the density falls to e^-40.
  double quadrature(double x, double y) const {
    static constexpr std::array<std::pair<double, double>, 12> points{{
        // abscissas and weights: Abramowitz & Stegun (1964), table 25.4
        {0.06405689286260562609, 0.127938195346752157},
        {0.1911188674736163092, 0.1258374563468282961},
        {0.3150426796961633744, 0.1216704729278033912},
        {0.4337935076260451385, 0.1155056680537256014},
        {0.5454214713888395357, 0.1074442701159656348},
        {0.6480936519369755693, 0.09761865210411388827},
        {0.7401241915785543642, 0.08619016153195327592},
        {0.820001985973902922, 0.07334648141108030573},
        {0.8864155270044010342, 0.05929858491543678075},
        {0.9382745520027327585, 0.04427743881741980617},
        {0.9747285559713094982, 0.02853138862893366318},
        {0.9951872199970213602, 0.01234122979998719955},
    }};
    constexpr double depth = 40.0;
    // What a normal density of that slope and curvature needs, and one step of Newton's: the fall is convex,
    // so that it ends at the depth or beyond.
    const double slope = a_ * y - b_ * x, curvature = (a_ + b_) * x * y;
    double range = 2.0 * depth / (slope + core::sqrt(slope * slope + 2.0 * depth * curvature));
    const double u = core::exp(-range), back = x * u / (y + x * u);
    range += (depth - fall(x, y, range)) / (a_ * (1.0 - back) - b_ * back);
    double sum = 0.0;
    for (const auto& [at, weight] : points)
      sum += weight * (core::exp(-fall(x, y, 0.5 * range * (1.0 - at))) +
                       core::exp(-fall(x, y, 0.5 * range * (1.0 + at))));
    return 0.5 * range * sum;
  }

  double a_, b_, mean_x_, mean_y_, mode_, log_peak_;
};

/// The log-odds whose tail, at most `half` of the mode, is that chance. Newton's method on the logarithm of
/// the tail, which is concave as the density is log-concave: from the second value on it climbs to the root
/// and never passes it. The error left is below the square of the last one.
double below_mode(const Beta& beta, double half, double chance) {
  constexpr int max_steps = 100;
  const double wanted = core::log(chance);
  double w = beta.mode() + beta.width() * random::normal(0.5 * std::min(1.0, chance / half));
  for (int step = 0; step < max_steps; ++step) {
    const Beta::Tail tail = beta.tail(w);
    const double error = wanted - tail.log();
    w = std::min(w + error * tail.over_density, beta.mode());
    if (error > -1e-8 && error < 1e-8) break;
  }
  return w;
}

} // namespace

Chance incomplete_beta(double a, double b, double x, double y) {
  const double w = core::log(x / y);
  if (a * y < b * x) {
    const double above = core::exp(Beta(b, a).tail(-w).log());
    return {1.0 - above, above};
  }
  const double below = core::exp(Beta(a, b).tail(w).log());
  return {below, 1.0 - below};
}

double beta_log_odds(double a, double b, Chance chance) {
  const Beta beta(a, b);
  const double half = core::exp(beta.tail(beta.mode()).log());
  if (chance.below <= half) return below_mode(beta, half, chance.below);
  return -below_mode(Beta(b, a), 1.0 - half, chance.above);
}

double beta_quantile(double a, double b, Chance chance) {
  const double w = beta_log_odds(a, b, chance);
  return 1.0 / (1.0 + core::exp(-w));
}

Chance binomial_chance(double k, double n, double p) {
  const Chance more = incomplete_beta(k + 1.0, n - k, p, 1.0 - p);
  return {more.above, more.below};
}

} // namespace equipoise::analysis
