#include "equipoise/sensing/detection.hpp"

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::sensing {
namespace {

/// e^-T T^m / m! for m >= 1. The exponential is spread over the factors, which alone would overflow and it
/// underflow.
double poisson_term(int m, double t) {
  const double share = core::exp(-t / m);
  double term = 1.0;
  for (int k = 1; k <= m; ++k) term *= t / k * share;
  return term;
}

/// Walks P(m, T) = 1 - Q(m, T) over whole m by its recurrence P(m + 1) = P(m) - e^-T T^m / m!.
/// Started from Q and summed from the far end where P is small, so that no digits cancel.
struct LowerGamma {
  double threshold;
  int m;
  double term;  ///< e^-T T^m / m!
  double value; ///< P(m, T)

  LowerGamma(int start, double t) : threshold(t), m(start), term(poisson_term(start, t)), value(0.0) {
    // P(m, T) is the sum of the Poisson terms from m upwards.
    double tail = term;
    for (int k = m; tail > 0.0; ++k) {
      value += tail;
      tail *= t / (k + 1);
      if (tail < 1e-18 * value && k > t) break;
    }
  }
  void next() {
    value -= term;
    ++m;
    term *= threshold / m;
    if (value < 0.0) value = 0.0;
  }
};

/// Q(n, T): the Poisson terms below n, from the last one down.
double upper_gamma(int n, double threshold) {
  double term = n > 1 ? poisson_term(n - 1, threshold) : core::exp(-threshold), sum = 0.0;
  if (term == 0.0 && threshold < n) return 1.0; // so far below n that the last term underflows
  for (int k = n - 1; k >= 0; --k) {
    sum += term;
    term *= k / threshold;
  }
  return sum;
}

double chance(Swerling fluctuation, int pulses, double threshold, double snr) {
  return pulses == 1 ? single_pulse_detection(fluctuation, threshold, snr)
                     : detection_probability(fluctuation, pulses, threshold, snr);
}

} // namespace

double detection_threshold(int pulses, double false_alarm) {
  EQUIPOISE_PRECONDITION(1 <= pulses && pulses <= max_pulses);
  EQUIPOISE_PRECONDITION(1e-12 <= false_alarm && false_alarm < 1.0);
  if (pulses == 1) return -core::log(false_alarm);
  double low = 0.0, high = 1.0;
  while (upper_gamma(pulses, high) > false_alarm) high *= 2.0;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (upper_gamma(pulses, middle) > false_alarm ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double detection_probability(Swerling fluctuation, int pulses, double threshold, double snr) {
  EQUIPOISE_PRECONDITION(1 <= pulses && pulses <= max_pulses);
  EQUIPOISE_PRECONDITION(threshold > 0.0 && snr >= 0.0);
  // Missed = sum over k of weight(k) P(n + k, T): the number k of "signal photons" is Poisson, its mean
  // spread by a gamma law of the given shape. P falls fast once n + k passes T, so few terms count at any
  // snr.
  const double mean = pulses * snr;
  const bool steady = fluctuation == Swerling::steady;
  const double shape = fluctuation == Swerling::case_1   ? 1.0
                       : fluctuation == Swerling::case_2 ? pulses
                       : fluctuation == Swerling::case_3 ? 2.0
                                                         : 2.0 * pulses;
  const double stay = mean / (shape + mean);
  double weight = steady ? core::exp(-mean) : core::exp(shape * core::log1p(-stay));
  LowerGamma gamma(pulses, threshold);
  double missed = 0.0;
  for (int k = 0; k < 100000; ++k) {
    missed += weight * gamma.value;
    if (pulses + k > threshold && gamma.value < 1e-14) break;
    weight *= steady ? mean / (k + 1) : (shape + k) / (k + 1) * stay;
    gamma.next();
  }
  const double seen = 1.0 - missed;
  return seen < 0.0 ? 0.0 : seen;
}

double single_pulse_detection(Swerling fluctuation, double threshold, double snr) {
  EQUIPOISE_PRECONDITION(threshold > 0.0 && snr >= 0.0);
  switch (fluctuation) {
    case Swerling::steady:
      return detection_probability(fluctuation, 1, threshold, snr);
    case Swerling::case_1:
    case Swerling::case_2:
      return core::exp(-threshold / (1.0 + snr));
    case Swerling::case_3:
    case Swerling::case_4: {
      const double half = 0.5 * snr, spread = 1.0 + half;
      return (1.0 + threshold * half / (spread * spread)) * core::exp(-threshold / spread);
    }
  }
  return 0.0;
}

double required_snr(Swerling fluctuation, int pulses, double false_alarm, double probability) {
  EQUIPOISE_PRECONDITION(false_alarm < probability && probability < 1.0);
  const double threshold = detection_threshold(pulses, false_alarm);
  double low = 0.0, high = 1.0;
  while (chance(fluctuation, pulses, threshold, high) < probability) high *= 2.0;
  for (int i = 0; i < 200 && high - low > 1e-14 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (chance(fluctuation, pulses, threshold, middle) < probability ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

} // namespace equipoise::sensing
