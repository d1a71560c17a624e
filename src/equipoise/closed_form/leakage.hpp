#pragma once
// Closed forms of how many get through a defence of independent shots, and what correlation does to them.
#include <span>
#include <vector>

namespace equipoise::closed_form {

/// Chances of 0 to n successes. Domain: n >= 0, 0 <= p <= 1. Relative error below 1e-12.
std::vector<double> binomial_chances(int n, double p);

/// Chances of 0 to n successes of trials that share a success probability drawn from a beta distribution; rho
/// is the correlation between any two of them. Domain: n >= 0, 0 < mean < 1, 0 < rho < 1. Source: Skellam
/// (1948).
std::vector<double> beta_binomial_chances(int n, double mean, double rho);

/// Kill probability of `shots` at one threat; `track` fails all of them together. Source: Wilkening (1999).
double kill_probability(double track, double single_shot, int shots);

struct Layer {
  double single_shot;
  int shots;
};
/// The same over layers that share the failure of the track. Source: Wilkening (1999).
double layered_kill_probability(double track, std::span<const Layer> layers);

/// Chances of 0 to `threats` leakers, each killed independently.
std::vector<double> leakers(int threats, double kill);
/// The same when with probability `failure` the whole defence fails and everything leaks. Domain: all as of
/// binomial_chances.
std::vector<double> leakers_with_common_failure(int threats, double kill, double failure);

double distribution_mean(std::span<const double> distribution);
double distribution_variance(std::span<const double> distribution);

/// Interceptors that destroy every one of `threats` with a chance of at least `wanted`, all apparent targets
/// shot at alike. Domain: threats >= 1, decoys >= 0, 0 < track <= 1, the other probabilities in (0, 1).
struct Requirement {
  double shots;   ///< at each, in parts: n = ln(1 - P0^(1/W) / P_track) / ln(1 - p)
  double barrage; ///< n times the apparent targets
  int whole_shots;
  int whole_barrage; ///< what can be fired: the least whole n that is enough, times the apparent targets
};
/// Not a number and -1 where no barrage is enough, because wanted^(1/threats) >= track. Source: Wilkening
/// (1999); the whole numbers by trying.
Requirement interceptors_required(double wanted, int threats, int decoys, double track, double single_shot);

/// Expected interceptors, in parts, of `first` shots at every apparent target, a perfect look, and what is
/// left of `shots` at those that survived. Source: Wilkening (1999).
double shoot_look_shoot(double shots, int first, int apparent_targets, double single_shot);

} // namespace equipoise::closed_form
