#pragma once
// Approximations of the required signal-to-noise ratio that are in wide use: for comparison with other
// programs. The models use `required_snr`, which is exact.
#include "equipoise/sensing/detection.hpp"

namespace equipoise::sensing {

/// Steady target, linear detector. Said to hold within 0.2 dB for chances of 0.1 to 0.9, 1e-7 to 1e-3 false
/// alarms and up to 8,096 pulses; against the exact square-law detector it is 0.9 dB off at 0.1 and one
/// pulse. Domain: 0 < false_alarm < 0.62, 0 < probability < 1. Source: Albersheim (1981), "A closed-form
/// approximation to Robertson's detection characteristics", Proc. IEEE 69(7).
double albersheim_snr(int pulses, double false_alarm, double probability);

/// Every Swerling case. Domain: 0.1 <= probability <= 0.99, 1e-9 <= false_alarm <= 1e-3, 1 to 100 pulses.
/// Source: Shnidman (2002), "Determination of required SNR values", IEEE Trans. AES 38(3).
double shnidman_snr(Swerling fluctuation, int pulses, double false_alarm, double probability);

} // namespace equipoise::sensing
