#pragma once
// A radar from what is published about it: a range at a stated cross-section, a period, sectors.
#include <limits>

#include "equipoise/earth/stage.hpp"
#include "equipoise/sensing/detection_curve.hpp"
#include "equipoise/sensing/gas.hpp"

namespace equipoise::sensing {

/// SI. A quoted range is taken to mean: this chance of detection, at this false-alarm chance, on this
/// cross-section.
struct Radar {
  double reference_range_m = 0.0;
  double reference_cross_section_m2 = 1.0;
  double reference_detection = 0.8;
  double false_alarm = 1e-6;
  Swerling fluctuation = Swerling::case_1;
  double instrumented_range_m = 0.0; ///< nothing is seen beyond it, whatever its size
  double range_factor = 1.0;         ///< one lumped factor for jamming and clutter, on the range
  double antenna_height_m = 0.0;
  double period_s = 1.0; ///< between two dwells on one target
  bool rotating = false; ///< the time of a dwell follows from the target's azimuth and the antenna's phase
  double sector_width_rad = 0.0;                ///< in azimuth, centred on the heading; 0: all round
  double sector_elevation_rad = 0.0;            ///< from the horizontal up; 0: no limit
  int track_hits = 3;                           ///< M of ...
  int track_window = 5;                         ///< ... N dwells
  int track_misses = 5;                         ///< in a row, that end a track
  int tracks = std::numeric_limits<int>::max(); ///< targets followed at once
  int pulses = 1;                               ///< integrated without phase in one dwell
  double frequency_Hz = 0.0;                    ///< for the attenuation of the air; 0: none
  double range_resolution_m = 150.0;
  double beamwidth_azimuth_rad = 0.02; ///< between half-power points
  double beamwidth_elevation_rad = 0.02;
  double min_range_error_m = 0.0; ///< what no signal improves, one standard deviation
  double min_angle_error_rad = 0.0;
};

/// What limits a dwell besides the detection chance: switched off by a belief.
struct Limits {
  bool horizon = true;
  bool detection = true; ///< off: whatever is in sight is detected
};

/// Where a radar stands and dwells.
struct Site {
  core::Vec3<core::Stage> position; ///< foot of the antenna
  core::Rotation<core::Local, core::Stage> axes;
  double heading_rad = 0.0; ///< clockwise from north
};

/// A target as a radar sees it, without noise.
struct Sighting {
  double range_m;
  double azimuth_rad; ///< clockwise from north, in [0, 2 pi)
  double elevation_rad;
};
Sighting sight(const Site& site, const core::Vec3<core::Stage>& target);

/// In the sector: azimuth within half its width of the heading, elevation from the horizontal to its upper
/// edge.
bool in_sector(const Radar& radar, const Site& site, const Sighting& sighting);

/// In sight: in the sector, within the instrumented range and above the 4/3-earth horizon.
bool in_sight(const Radar& radar, const Site& site, const Sighting& sighting, double target_altitude_m,
              const Limits& limits);

/// What the quoted range fixes, prepared for many dwells: the chance of detection by signal, the ways through
/// the air, and the signal-to-noise ratio that the meant chance takes.
struct Receiver {
  DetectionCurve detection;
  GasPaths air;
  double reference_snr = 1.0;  ///< of one pulse, at the quoted range left by the range factor
  double reference_loss = 0.0; ///< two-way loss of the air on the horizontal ray to there; ln of power
};
Receiver receiver(const Radar& radar);

/// Mean signal-to-noise ratio of one pulse: the range equation scaled from the reference point, snr ~ sigma /
/// R^4, less what the air takes beyond the loss that the quoted range contains. Domain: range >= 0, finite;
/// nearer than 1 m counts as 1 m, where every target is seen. Source: Skolnik (2008), "Radar Handbook", eq.
/// 1.4, in ratio form.
double signal_to_noise(const Radar& radar, const Receiver& receiver, double range_m, double target_altitude_m,
                       double cross_section_m2);

/// Chance that one dwell on a target in sight detects it.
double dwell_detection(const Radar& radar, const Receiver& receiver, double range_m, double target_altitude_m,
                       double cross_section_m2, const Limits& limits);

/// Standard deviations of one measured position about the truth.
struct MeasurementError {
  double range_m;
  double azimuth_rad;
  double elevation_rad;
};

/// From the resolution and the signal-to-noise ratio of one pulse, all pulses of the dwell
/// counted: range resolution / sqrt(2 E), beamwidth / (1.6 sqrt(2 E)) with E = pulses snr; added to the floor
/// in squares. Never above resolution / sqrt(12), the spread inside the cell in which the target was
/// detected. Source: Barton (1988), "Modern Radar System Analysis", ch. 8; 1.6 is the slope of a monopulse
/// antenna. Domain: snr >= 0.
MeasurementError measurement_error(const Radar& radar, double snr);

} // namespace equipoise::sensing
