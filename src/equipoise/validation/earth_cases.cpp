#include "equipoise/core/constants.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/earth/ellipsoid.hpp"
#include "equipoise/earth/horizon.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

double relative(double share, double of) {
  return share * (of < 0.0 ? -of : of);
}

// The temperature of Air is the molecular-scale one, which leaves the kinetic one of the table above 80 km.
void atmosphere(const Table& table, Cases& cases) {
  const std::string source = "U.S. Standard Atmosphere 1976 (NOAA/NASA/USAF), atmosphere_1976.csv";
  const std::string computed =
      "1e-6 relative: the columns are computed from the report's own constants and carry nine digits; what "
      "is left is "
      "rounding of the geopotential height";
  const std::string printed =
      "1e-4 relative: the report prints five digits, so that half of its last one is up to 5e-5";
  struct Column {
    const char *computed, *printed, *quantity;
    double earth::Air::*value;
    double top_m = 86e3;
  };
  for (const Column& c :
       {Column{"rho_kg_m3", "off_rho", "density, kg/m3", &earth::Air::density_kg_per_m3},
        Column{"p_Pa", "off_p", "pressure, Pa", &earth::Air::pressure_Pa},
        Column{"T_K", "off_T", "temperature to 80 km, K", &earth::Air::temperature_K, 80e3},
        Column{"a_m_s", "off_a", "speed of sound, m/s", &earth::Air::sound_speed_m_per_s}}) {
    Worst by_equations("standard atmosphere, computed to 86 km", source, c.quantity, computed);
    Worst by_report("standard atmosphere, as printed to 86 km", source, c.quantity, printed);
    for (const Row& row : table) {
      if (row.text("part") != "layers" || row.number("Z_m") > c.top_m) continue;
      const double ours = earth::standard_air(row.number("Z_m")).*c.value;
      const double theirs = row.number(c.computed);
      by_equations.add(ours, theirs, relative(1e-6, theirs), row.text("Z_m") + " m");
      if (row.text(c.printed).empty()) continue;
      const double in_print = row.number(c.printed);
      by_report.add(ours, in_print, relative(1e-4, in_print), row.text("Z_m") + " m");
    }
    cases.push_back(by_equations.result());
    cases.push_back(by_report.result());
  }
  struct Upper {
    const char *printed, *quantity;
    double earth::Air::*value;
  };
  for (const Upper& c : {Upper{"off_rho", "density, kg/m3", &earth::Air::density_kg_per_m3},
                         Upper{"off_p", "pressure, Pa", &earth::Air::pressure_Pa}}) {
    Worst above("standard atmosphere, 86 to 1,000 km", source, c.quantity,
                "1e-3 relative: the report's own equations of its six gases, integrated anew, against what "
                "it integrated with the "
                "means of 1976 and prints with four or five digits");
    for (const Row& row : table) {
      if (row.text("part") != "upper") continue;
      const double theirs = row.number(c.printed), z = row.number("Z_m");
      above.add(earth::standard_air(z < 1000e3 ? z : z - 1e-6).*c.value, theirs, relative(1e-3, theirs),
                row.text("Z_m") + " m");
    }
    cases.push_back(above.result());
  }
}

void gravity(const Table& table, Cases& cases) {
  const std::string source = "NIMA TR8350.2, central term and J2, wgs84_gravity.csv";
  const std::string note =
      "1e-10 relative: the columns have ten decimals, 5e-12 of the value; rounding of the "
      "position on the ellipsoid adds less than 1e-15";
  Worst attraction("WGS-84 gravity", source, "attraction, m/s2", note);
  Worst with_spin("WGS-84 gravity", source, "attraction less centrifugal, m/s2", note);
  for (const Row& row : table) {
    const auto p = earth::to_ecef(earth::wgs84, {row.number("lat_deg") * core::degree, 0.3, 0.0});
    const auto pull = earth::gravitation(earth::wgs84, p);
    const std::string at = row.text("lat_deg") + " deg";
    attraction.add(norm(pull), row.number("grav_j2"), relative(1e-10, row.number("grav_j2")), at);
    const double felt = row.number("grav_j2_minus_centrifugal");
    with_spin.add(norm(pull + earth::frame_acceleration(earth::wgs84, p, {})), felt, relative(1e-10, felt),
                  at);
  }
  cases.push_back(attraction.result());
  cases.push_back(with_spin.result());
}

void horizon(const Table& table, Cases& cases) {
  Worst worst(
      "radar horizon", "Skolnik, Radar Handbook, 4/3 earth, radar_horizon.csv", "range, m",
      "1e-6 relative: the column has six decimals of a kilometre, up to 6e-8 of the shortest range; the "
      "formula is the same");
  for (const Row& row : table) {
    const double theirs = 1e3 * row.number("d_exact_km");
    worst.add(earth::radar_horizon_m(row.number("ha_m"), row.number("ht_m")), theirs, relative(1e-6, theirs),
              row.text("ha_m") + " m and " + row.text("ht_m") + " m");
  }
  cases.push_back(worst.result());
}

} // namespace

Cases earth_cases(const Published& published) {
  Cases cases;
  atmosphere(published.atmosphere, cases);
  gravity(published.gravity, cases);
  horizon(published.horizon, cases);
  return cases;
}

} // namespace equipoise::validation
