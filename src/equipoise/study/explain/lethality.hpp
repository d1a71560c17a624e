#pragma once
// The combat and test record as evidence for the kill probability of one shot. docs/lethality.md states the
// model, what it assumes and what it cannot know.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"

namespace equipoise::study {

/// 10 %, 50 % and 90 % of what a claim, or the record, leaves open.
struct Span {
  double low = 0.0, middle = 0.0, high = 0.0;
};

/// One claimed rate of one campaign, and the single-shot kill probability it implies.
struct Claim {
  std::string campaign; ///< catalogue key
  std::string name;     ///< who says so: "gao_strong_evidence"
  std::string target;   ///< "ballistic", "mixed", ...
  std::string defence;  ///< "surface-to-air", ...
  bool withdrawn = false;
  double rate = 0.0;        ///< as claimed, nominal
  std::optional<double> of; ///< denominator, where one is known
  Span implied;
  double impossible = 0.0; ///< share of the readings in which no probability gives the rate
};

/// What the models already take off a shot besides its kill probability: it is not taken off twice.
struct Frictions {
  double reliability = 1.0; ///< of the round
  double carried = 1.0;     ///< target track and battery hold for all shots at a target
};

/// Every claimed rate in the catalogue's campaigns that says how many rounds a target drew.
std::vector<Claim> claims(const catalogue::Catalogue& catalogue, const Frictions& frictions);

/// Which claims are pooled, and how they weigh. Withdrawn claims never count.
struct Pool {
  std::string target;                ///< one class
  std::string defence;               ///< one kind; empty: all
  bool campaigns_weigh_alike = true; ///< and the claims of one campaign alike; else all claims alike
};

/// Nothing if there is no such claim.
std::optional<Span> pooled(const catalogue::Catalogue& catalogue, const Frictions& frictions,
                           const Pool& pool);

/// The frictions of a battery and its round at nominal values.
Frictions nominal_frictions(const catalogue::Catalogue& catalogue, const std::string& battery);

} // namespace equipoise::study
