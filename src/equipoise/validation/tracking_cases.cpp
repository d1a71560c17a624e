#include <array>
#include <span>
#include <sstream>
#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"
#include "equipoise/tracking/metrics.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

using V = core::Vec3<core::Stage>;

/// "0 0;100 0", in quotation marks: points of a plane.
std::vector<V> points(std::string text) {
  for (char& c : text)
    if (c == ';' || c == '"') c = ' ';
  std::istringstream in(text);
  std::vector<V> all;
  for (V p; in >> p.x >> p.y;) all.push_back(p);
  return all;
}

/// Normal draws in order: Box & Muller (1958).
class Normals {
 public:
  explicit Normals(std::uint64_t run) : stream_(6, run, 0, random::Purpose::surveillance_dwell) {}
  double next() {
    const double radius = core::sqrt(-2.0 * core::log(stream_.uniform(ordinal_)));
    const double angle = 2.0 * core::pi * stream_.uniform(ordinal_ + 1);
    ordinal_ += 2;
    return radius * core::cos(angle);
  }

 private:
  random::Stream stream_;
  std::uint32_t ordinal_ = 0;
};

/// error' P^-1 error by the Cholesky factor, over the number of states.
double normalised_error(const tracking::BallisticEstimate& e, const std::array<double, 7>& truth) {
  std::array<std::array<double, 7>, 7> l{};
  std::array<double, 7> y{};
  double sum = 0.0;
  for (std::size_t i = 0; i < 7; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = e.covariance[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= l[i][k] * l[j][k];
      l[i][j] = i == j ? core::sqrt(rest) : rest / l[j][j];
    }
    y[i] = truth[i] - e.mean[i];
    for (std::size_t k = 0; k < i; ++k) y[i] -= l[i][k] * y[k];
    y[i] /= l[i][i];
    sum += y[i] * y[i];
  }
  return sum / 7.0;
}

/// A missile falls for 70 s from a start drawn from the filter's prior, seen once a second, without random
/// acceleration: the filter's own noise is off too, so that its covariance is that of the model alone.
double error_of_a_run(const tracking::BallisticModel& model, const sensing::Site& radar, std::uint64_t run) {
  Normals normal(run);
  tracking::BallisticEstimate e;
  e.mean = {-100e3, 70e3, 55e3, 1000, -650, 100, 1e-4};
  tracking::BallisticEstimate truth = e;
  const std::array<double, 7> sigma{200, 200, 200, 30, 30, 30, 2e-5};
  for (std::size_t i = 0; i < 7; ++i) {
    e.covariance[i][i] = sigma[i] * sigma[i];
    truth.mean[i] += sigma[i] * normal.next();
  }
  for (int second = 1; second <= 70; ++second) {
    tracking::predict(model, {}, truth, second);
    tracking::predict(model, {}, e, second);
    const sensing::Sighting s = sensing::sight(radar, truth.position());
    tracking::Measurement m{
        static_cast<double>(second), s.range_m, s.azimuth_rad, s.elevation_rad, 30.0, 1e-3, 1e-3};
    m.range_m += m.range_sigma_m * normal.next();
    m.azimuth_rad += m.azimuth_sigma_rad * normal.next();
    m.elevation_rad += m.elevation_sigma_rad * normal.next();
    tracking::update(e, tracking::fix(radar, m));
  }
  return normalised_error(e, truth.mean);
}

} // namespace

Cases tracking_cases(const Published& published) {
  Cases cases;
  const std::string note = "6e-10 relative: the columns carry ten digits";
  Worst ospa("OSPA", "Schuhmacher, Vo & Vo 2008, ospa_gospa.csv", "m", note);
  Worst gospa("GOSPA", "Rahmathullah, Garcia-Fernandez & Svensson 2017, ospa_gospa.csv", "m", note);
  for (const Row& row : published.point_sets) {
    const auto x = points(row.text("X")), y = points(row.text("Y"));
    const double cutoff = row.number("c"), order = row.number("p");
    assignment::LinearAssignment workspace(x.size(), y.size());
    std::vector<double> costs(x.size() * y.size());
    const std::string at = row.text("case") + ", cut-off " + row.text("c") + ", order " + row.text("p");
    const double theirs = row.number("ospa"), theirs_g = row.number("gospa");
    ospa.add(tracking::ospa(x, y, cutoff, order, workspace, costs).distance, theirs, 6e-10 * theirs, at);
    gospa.add(tracking::gospa(x, y, cutoff, order, workspace, costs).distance, theirs_g, 6e-10 * theirs_g,
              at);
  }
  cases.push_back(ospa.result());
  cases.push_back(gospa.result());

  const earth::Stage stage(earth::wgs84, 31 * core::degree);
  const auto position = stage.point({20e3, -10e3, 0});
  const sensing::Site radar{position, stage.local_axes(position)};
  const tracking::BallisticModel model = tracking::ballistic_model(stage);
  constexpr int runs = 1000;
  double mean = 0.0;
  for (std::uint64_t run = 0; run < runs; ++run) mean += error_of_a_run(model, radar, run) / runs;
  Worst consistency("Ballistic filter, consistency", "Bar-Shalom, Li & Kirubarajan 2001, section 5.4",
                    "normalised estimation error squared, a state, mean of 1,000 tracks",
                    "chi-square of 7,000 degrees of freedom over as many: 4.892 sqrt(2 / 7000), passed by "
                    "chance once in 1e6");
  consistency.add(mean, 1.0, 4.892 * core::sqrt(2.0 / (7.0 * runs)));
  cases.push_back(consistency.result());
  return cases;
}

} // namespace equipoise::validation
