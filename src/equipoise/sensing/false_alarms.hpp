#pragma once
// What a radar takes for echoes in noise alone: how many false alarms, and how dense.
#include "equipoise/sensing/radar.hpp"

namespace equipoise::sensing {

/// Volume of one resolution cell: range resolution by the two beamwidths across. Domain: range above 0, the
/// radar's resolution and beamwidths above 0 (a catalogue entry without them is refused).
double cell_volume_m3(const Radar& radar, double range_m);

/// Cells that one scan, or one period of a face that stares, can cover: its range extent in resolutions by
/// its sector in beams (0 width: all round; 0 elevation: up to the zenith), every cell once. A dwell on one
/// place is a share of it. An upper estimate: no radar of the catalogue says how much it searches.
double cells_per_scan(const Radar& radar);

/// Noise passes the threshold in each cell with the radar's chance, independently: mean number a scan.
/// Source: Bar-Shalom & Li (1995) on Poisson clutter.
double false_alarms_per_scan(const Radar& radar);

/// Mean number a cubic metre and dwell, at a range.
double false_alarm_density_per_m3(const Radar& radar, double range_m);

/// Of the position of a false alarm, as the radar would state it: its signal is that of the threshold.
MeasurementError false_alarm_error(const Radar& radar);

} // namespace equipoise::sensing
