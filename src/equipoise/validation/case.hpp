#pragma once
// One comparison with a published number, or with the worst of a table of them.
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace equipoise::validation {

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct Case {
  std::string name;     ///< what is compared; cases of one name share a source
  std::string source;   ///< who published the numbers, and the file that carries them
  std::string quantity; ///< with the unit
  std::string note;     ///< why this tolerance

  std::size_t points = 0; ///< numbers compared; what follows is the one that lies worst in its tolerance
  std::string at;         ///< which one that is; empty for a single number
  double ours = not_a_number;
  double theirs = not_a_number;
  double difference = not_a_number; ///< ours - theirs
  double tolerance = not_a_number;  ///< of the difference, in the same unit

  /// False where there was nothing to compare.
  bool holds() const { return difference <= tolerance && -difference <= tolerance; }
};

/// Keeps the comparison that lies worst in its tolerance. One without a number is worse than any other.
class Worst {
 public:
  Worst(std::string name, std::string source, std::string quantity, std::string note) {
    case_.name = std::move(name);
    case_.source = std::move(source);
    case_.quantity = std::move(quantity);
    case_.note = std::move(note);
  }

  void add(double ours, double theirs, double tolerance, std::string at = "") {
    ++case_.points;
    const double difference = ours - theirs;
    const double share =
        tolerance > 0.0 ? (difference < 0.0 ? -difference : difference) / tolerance : not_a_number;
    if (case_.points > 1 && (share <= share_ || share_ != share_)) return;
    share_ = share;
    case_.at = std::move(at);
    case_.ours = ours;
    case_.theirs = theirs;
    case_.difference = difference;
    case_.tolerance = tolerance;
  }

  const Case& result() const { return case_; }

 private:
  Case case_;
  double share_ = 0.0;
};

} // namespace equipoise::validation
