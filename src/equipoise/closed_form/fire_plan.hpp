#pragma once
// How many rounds at each look when threats come one after another and the stock is finite: the exact
// optimum, by dynamic programming over (threat, look, stock).
#include <vector>

namespace equipoise::closed_form {

/// Threats come one by one; each can be shot at in `looks` salvos, with a perfect look after each. Domain:
/// chances in [0, 1], looks >= 1, stock >= 0, 0 < single_shot < 1.
struct FireProblem {
  std::vector<double>
      comes;     ///< comes[i]: chance that threat i comes after i of them came; ends after the last
  int looks = 1; ///< at each threat
  int stock = 0; ///< rounds
  double single_shot = 0.5; ///< kill probability of a round
};

/// `comes` for `least` to `most` threats, every number as likely. Domain: 0 <= least <= most, most >= 1.
std::vector<double> uniform_number(int min, int max);

class FirePlan {
 public:
  /// Fires for the least expected number of leakers; of choices alike to 1e-12 of that, the one of most
  /// rounds now. Sources: Bellman (1957); for this problem after Atkinson & Kress (2025).
  explicit FirePlan(const FireProblem& problem);

  /// Rounds at threat `threat` (from 0) when `looks_left` are left for it. Domain: 1 <= looks_left and 0 <=
  /// stock, none above the problem's.
  int rounds(int threat, int looks_left, int stock) const;
  /// Expected leakers from before threat `threat` is known to come.
  double expected_leakers(int threat, int stock) const;
  double expected_leakers() const { return expected_leakers(0, stock_); }

 private:
  std::size_t at(int threat, int looks_left, int stock) const;
  int looks_, stock_;
  std::vector<double> leakers_; ///< by threat, looks left (0: before it comes) and stock
  std::vector<int> rounds_;
};

} // namespace equipoise::closed_form
