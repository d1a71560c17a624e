#pragma once
// The ledger: each claim with its answers. Plain values; what made them stands in evidence.hpp.
#include <array>
#include <map>
#include <string>
#include <vector>

#include "equipoise/ledger/claim.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::ledger {

/// The measure over drawn parameter sets under one reading of the published ranges, chance inside the sets
/// taken out. Sets that cannot fly are missing.
using SetValues = std::vector<double>;

/// What a study says of a proposition under one belief.
struct Answer {
  std::string belief;      ///< "assessed", "brochure, informed"
  results::Estimate value; ///< at nominal values, with 95 % of chance; no interval: nothing is left to chance
  SetValues triangular, uniform;
  std::size_t cannot_fly = 0;          ///< of the sets under both readings
  std::vector<results::Hinge> drivers; ///< of the measure, largest first
};

struct Entry {
  Claim claim;
  std::vector<Answer> answers;
  std::string seed_line; ///< what was played for the answers: seed, raids, sets
};

struct Ledger {
  std::string title, question;
  std::map<std::string, std::string> names; ///< roles and who holds them
  std::vector<Entry> entries;
};

/// Whether a proposition holds at nominal values.
enum class Nominal { holds, holds_not, open };
std::string_view name_of(Nominal nominal);

/// The verdict on one answer: never without how many sets it holds for, under both readings.
struct Verdict {
  Nominal nominal = Nominal::open; ///< open: the interval of chance lies across the threshold
  std::size_t sets = 0;            ///< drawn under each reading, those that fly under both
  std::size_t min = 0, max = 0;    ///< of them for which it holds, by reading
};
Verdict verdict(const Proposition& proposition, const Answer& answer);

/// "At nominal values it holds (58 points, 57 to 59); it holds for 760 to 890 of 1000 parameter sets drawn
/// from the published ranges, depending on how the ranges are read; this is not a probability."
std::string sentence(const Proposition& proposition, const Answer& answer);

} // namespace equipoise::ledger
