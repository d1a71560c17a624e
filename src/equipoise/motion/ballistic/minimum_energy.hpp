#pragma once
// The arc between two points of an airless sphere at rest that asks for the least speed, in closed form.

namespace equipoise::motion {

struct MinimumEnergyArc {
  double speed_m_per_s = 0.0;         ///< at both ends
  double flight_path_angle_rad = 0.0; ///< above the horizontal at the start
  double time_of_flight_s = 0.0;
  double apogee_m = 0.0; ///< above the sphere
  double semi_major_axis_m = 0.0;
  double eccentricity = 0.0;
};

/// Domain: 0 < range angle < pi, radius and parameter positive. Error below 1e-12 relative, of the apogee
/// below 1e-15 radii. Source: Bate, Mueller & White (1971), ch. 6; Wheelon (1959).
MinimumEnergyArc minimum_energy_arc(double radius_m, double range_angle_rad,
                                    double gravitational_parameter_m3_per_s2);

} // namespace equipoise::motion
