#include "equipoise/earth/upper_atmosphere.hpp"

#include <array>
#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::earth {
namespace {

// The standard's own values of 1976; altitudes in kilometres within this file, as in its tables.
constexpr double gas_constant = 8314.32; // J/(kmol K)
constexpr double avogadro_per_kmol = 6.022169e26;
constexpr double boltzmann_J_per_K = 1.380622e-23;
constexpr double earth_radius_km = 6356.766;
constexpr double mean_mass_below = 28.9644; // kg/kmol, to 100 km
constexpr double mixed_to_km = 100.0;
constexpr double metres = 1000.0; // a kilometre

/// Quotients of the diffusion equation: a and b of the molecular diffusion a T^b / N, the flux's two bells.
struct Gas {
  double molar_mass, at_86_km, thermal_diffusion, a, b;
  double flux, flux_centre_km, flux_width;
};
constexpr std::array gases{
    Gas{28.0134, 1.129794e20, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0}, // nitrogen, without which no other moves
    Gas{15.9994, 8.6e16, 0.0, 6.986e20, 0.750, -5.809644e-4, 56.90311, 2.706240e-5}, // oxygen atoms
    Gas{31.9988, 3.030898e19, 0.0, 4.863e20, 0.750, 1.366212e-4, 86.0, 8.333333e-5},
    Gas{39.948, 1.351400e18, 0.0, 4.487e20, 0.870, 9.434079e-5, 86.0, 8.333333e-5},  // argon
    Gas{4.0026, 7.5817e14, -0.40, 1.700e21, 0.691, -2.457369e-4, 86.0, 6.666667e-4}, // helium
};
constexpr std::size_t oxygen_atoms = 1;
constexpr double hydrogen_mass = 1.00797, hydrogen_thermal_diffusion = -0.25, hydrogen_at_500_km = 8.0e10;
constexpr double hydrogen_a = 3.305e21, hydrogen_b = 0.5, hydrogen_flux = 7.2e11;
constexpr int hydrogen_from_km = 150, hydrogen_fixed_km = 500;

struct Temperature {
  double kelvin, slope; ///< K/km
};

Temperature temperature(double z) {
  if (z <= 91.0) return {186.8673, 0.0};
  if (z <= 110.0) {
    const double x = (z - 91.0) / -19.9429, root = core::sqrt(1.0 - x * x);
    return {263.1905 - 76.3232 * root, 76.3232 * x / root / -19.9429};
  }
  if (z <= 120.0) return {240.0 + 12.0 * (z - 110.0), 12.0};
  const double stretch = (earth_radius_km + 120.0) / (earth_radius_km + z);
  const double left = 640.0 * core::exp(-0.01875 * (z - 120.0) * stretch);
  return {1000.0 - left, 0.01875 * left * stretch * stretch};
}

double gravity(double z) {
  const double ratio = earth_radius_km / (earth_radius_km + z);
  return core::standard_gravity_m_per_s2 * ratio * ratio;
}

/// m2/s
double eddy_diffusion(double z) {
  if (z < 95.0) return 120.0;
  return z < 115.0 ? 120.0 * core::exp(1.0 - 400.0 / (400.0 - (z - 95.0) * (z - 95.0))) : 0.0;
}

/// Logarithms of number density times temperature, relative to 86 km: smooth where the temperature is not.
using Logs = std::array<double, gases.size()>;

std::array<double, gases.size()> densities(double z, const Logs& logs) {
  const double ratio = 186.8673 / temperature(z).kelvin;
  std::array<double, gases.size()> n;
  for (std::size_t i = 0; i < gases.size(); ++i) n[i] = gases[i].at_86_km * ratio * core::exp(logs[i]);
  return n;
}

/// Per kilometre. `mixed`: below 100 km, where the mean mass is that of the air at the ground.
Logs slopes(double z, const Logs& logs, bool mixed) {
  const Temperature t = temperature(z);
  const auto n = densities(z, logs);
  const double mean_mass = mixed ? mean_mass_below : gases[0].molar_mass;
  const double per_km = metres * gravity(z) / (gas_constant * t.kelvin), eddy = eddy_diffusion(z);
  Logs slope;
  slope[0] = -mean_mass * per_km;
  // Atoms of oxygen move through nitrogen, molecules through both, the rest through all three.
  double through = n[0];
  for (std::size_t i = 1; i < gases.size(); ++i) {
    const Gas& gas = gases[i];
    const double diffusion = gas.a / through * core::pow(t.kelvin / 273.15, gas.b);
    if (i < 3) through += n[i];
    const double share = diffusion / (diffusion + eddy), from_centre = z - gas.flux_centre_km;
    slope[i] = -per_km * (share * gas.molar_mass + (1.0 - share) * mean_mass) -
               share * gas.thermal_diffusion * t.slope / t.kelvin -
               gas.flux * from_centre * from_centre *
                   core::exp(-gas.flux_width * from_centre * from_centre * from_centre);
    if (i == oxygen_atoms && z < 97.0) {
      const double below = 97.0 - z;
      slope[i] += 3.416248e-3 * below * below * core::exp(-5.008765e-4 * below * below * below);
    }
  }
  return slope;
}

Logs moved(const Logs& logs, double by, const Logs& slope) {
  Logs there;
  for (std::size_t i = 0; i < logs.size(); ++i) there[i] = logs[i] + by * slope[i];
  return there;
}

/// One kilometre up.
Logs next(int km, const Logs& logs) {
  const bool mixed = km < mixed_to_km;
  const Logs k1 = slopes(km, logs, mixed);
  const Logs k2 = slopes(km + 0.5, moved(logs, 0.5, k1), mixed);
  const Logs k3 = slopes(km + 0.5, moved(logs, 0.5, k2), mixed);
  const Logs k4 = slopes(km + 1.0, moved(logs, 1.0, k3), mixed);
  Logs there;
  for (std::size_t i = 0; i < logs.size(); ++i)
    there[i] = logs[i] + (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]) / 6.0;
  return there;
}

/// A cubic in the share of a kilometre.
struct Cubic {
  double c0, c1, c2, c3;
  Cubic(double a, double slope_a, double b, double slope_b)
      : c0(a),
        c1(slope_a),
        c2(3.0 * (b - a) - 2.0 * slope_a - slope_b),
        c3(2.0 * (a - b) + slope_a + slope_b) {}
  double at(double u) const { return c0 + u * (c1 + u * (c2 + u * c3)); }
};

struct Kilometre {
  Cubic density, pressure;
};

/// Hydrogen and its slope per km among `others` per m3, which diffuse it; above 500 km it does so without
/// resistance.
double hydrogen_slope(double z, double hydrogen, double others) {
  const Temperature t = temperature(z);
  const double scale = metres * gravity(z) * hydrogen_mass / (gas_constant * t.kelvin);
  const double falling = -hydrogen * (scale + (1.0 + hydrogen_thermal_diffusion) * t.slope / t.kelvin);
  if (z > hydrogen_fixed_km) return falling;
  const double diffusion = hydrogen_a / others * core::pow(t.kelvin / 273.15, hydrogen_b);
  return falling - metres * hydrogen_flux / diffusion;
}

double sum(const std::array<double, gases.size()>& n) {
  double all = 0.0;
  for (const double one : n) all += one;
  return all;
}

/// Hydrogen at every kilometre from 86: by Heun's method up and down from the 500 km where the standard fixes
/// it.
std::vector<double> hydrogen(const std::vector<Logs>& logs) {
  std::vector<double> n(logs.size(), 0.0);
  const auto others = [&](int km) { return sum(densities(km, logs[static_cast<std::size_t>(km - 86)])); };
  const auto walk = [&](int to, int step) {
    double here = hydrogen_at_500_km;
    for (int km = hydrogen_fixed_km; km != to; km += step) {
      n[static_cast<std::size_t>(km - 86)] = here;
      const double first = hydrogen_slope(km, here, others(km));
      const double second = hydrogen_slope(km + step, here + step * first, others(km + step));
      here += 0.5 * step * (first + second);
    }
    n[static_cast<std::size_t>(to - 86)] = here;
  };
  walk(hydrogen_from_km, -1);
  walk(1000, 1);
  return n;
}

std::vector<Kilometre> kilometres() {
  std::vector<Logs> logs{Logs{}};
  for (int km = 86; km < 1000; ++km) logs.push_back(next(km, logs.back()));
  const std::vector<double> light = hydrogen(logs);
  struct Sum {
    double density = 0.0, density_slope = 0.0, pressure = 0.0, pressure_slope = 0.0;
  };
  const auto at = [&](int km, bool mixed, bool with_hydrogen) {
    const auto i = static_cast<std::size_t>(km - 86);
    const Temperature t = temperature(km);
    const auto n = densities(km, logs[i]);
    const Logs slope = slopes(km, logs[i], mixed);
    Sum s;
    const auto add = [&](double mass, double number, double relative_slope) { // of number times temperature
      s.density += mass * number / avogadro_per_kmol;
      s.density_slope += mass * number / avogadro_per_kmol * (relative_slope - t.slope / t.kelvin);
      s.pressure += boltzmann_J_per_K * t.kelvin * number;
      s.pressure_slope += boltzmann_J_per_K * t.kelvin * number * relative_slope;
    };
    for (std::size_t g = 0; g < gases.size(); ++g) add(gases[g].molar_mass, n[g], slope[g]);
    if (with_hydrogen)
      add(hydrogen_mass, light[i], hydrogen_slope(km, light[i], sum(n)) / light[i] + t.slope / t.kelvin);
    return s;
  };
  std::vector<Kilometre> table;
  for (int km = 86; km < 1000; ++km) {
    const bool mixed = km < mixed_to_km, with_hydrogen = km >= hydrogen_from_km;
    const Sum a = at(km, mixed, with_hydrogen), b = at(km + 1, mixed, with_hydrogen);
    table.push_back({{a.density, a.density_slope, b.density, b.density_slope},
                     {a.pressure, a.pressure_slope, b.pressure, b.pressure_slope}});
  }
  return table;
}

} // namespace

UpperAir upper_air(double altitude_m) {
  EQUIPOISE_PRECONDITION(bottom_of_upper_air_m <= altitude_m && altitude_m <= top_of_upper_air_m);
  static const std::vector<Kilometre> table = kilometres();
  const double above_km = (altitude_m - bottom_of_upper_air_m) / metres;
  const auto last = table.size() - 1;
  const auto i = above_km > 0.0 ? static_cast<std::size_t>(above_km) : 0;
  const Kilometre& k = table[i < last ? i : last];
  const double u = above_km - static_cast<double>(i < last ? i : last);
  return {k.density.at(u), k.pressure.at(u)};
}

} // namespace equipoise::earth
