#pragma once
// Chance that a square-law detector sees a fluctuating target in noise.

namespace equipoise::sensing {

/// Swerling's cases; 0 is a steady target. 1 and 3 keep one value through the pulses of a dwell, 2 and 4
/// change from pulse to pulse. 1 and 2 stand for many scatterers, 3 and 4 for one that dominates.
enum class Swerling { steady = 0, case_1 = 1, case_2 = 2, case_3 = 3, case_4 = 4 };

/// Pulses summed in one dwell. The gamma functions below neither overflow nor underflow up to here.
inline constexpr int max_pulses = 1000;

/// Threshold on the sum of n pulses, in units of the mean noise power of one, that noise alone passes with
/// the chance `false_alarm`. Domain: 1 <= n <= max_pulses, 1e-12 <= false_alarm < 1. Error below 1e-10
/// relative. Source: Marcum (1948); Q(n, T) = false_alarm with the regularised upper incomplete gamma
/// function.
double detection_threshold(int pulses, double false_alarm);

/// Chance of detection at a mean signal-to-noise power ratio per pulse. Domain: snr >= 0, 1 <= n <=
/// max_pulses, threshold > 0. Error below 1e-9 against swerling_pd.csv. Slow, up to some 10 us: a loop over
/// many dwells prepares a DetectionCurve. Source: Marcum (1948), Swerling (1954): a mixture of Q(n + k, T)
/// with Poisson (case 0) or negative-binomial weights.
double detection_probability(Swerling fluctuation, int pulses, double threshold, double snr);

/// The same for one pulse in closed form, for the loop over dwells; the same domain. Cases 1 and 2, 3 and 4
/// coincide there. Source: DiFranco & Rubin (1968); Swerling 1 is false_alarm^(1 / (1 + snr)).
double single_pulse_detection(Swerling fluctuation, double threshold, double snr);

/// The signal-to-noise ratio of a pulse that gives a chance of detection: the inverse, by bisection. Domain:
/// false_alarm < probability < 1. Within 2e-8 dB of swerling_required_snr.csv.
double required_snr(Swerling fluctuation, int pulses, double false_alarm, double probability);

} // namespace equipoise::sensing
