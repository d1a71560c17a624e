#pragma once
// Units live at the edge: a quantity is text with a unit outside, SI inside.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::core {

enum class Dimension {
  number,        ///< dimensionless: counts, probabilities, factors
  length,        ///< m
  time,          ///< s
  speed,         ///< m/s
  angle,         ///< rad
  mass,          ///< kg
  area,          ///< m2
  mass_per_area, ///< kg/m2: ballistic coefficients
  mass_flow,     ///< kg/s
  force,         ///< N
  frequency,     ///< Hz
  money,         ///< US dollars, of the year the source names
  date           ///< days since 1 January 1970, proleptic Gregorian
};

/// "length", ...
std::string_view name_of(Dimension dimension);
/// The units that are read for a dimension, the first being the one that is shown.
std::vector<std::string_view> units_of(Dimension dimension);

struct Quantity {
  double value = 0.0; ///< SI
  Dimension dimension = Dimension::number;
};

/// Reads "290 km", "0.9", "5.43 billion USD" or "2018-10-05". Nothing if the text is not a finite number
/// followed by at most one known unit, or a day of the calendar. "dBsm" is decibels over 1 m2. A Mach number
/// is no speed: it needs a height.
std::optional<Quantity> parse_quantity(std::string_view text);

/// Why `parse_quantity` reads nothing, in words that follow a key: "is a Mach number, ...". A unit of the
/// wanted dimension is meant before another.
std::string why_no_quantity(std::string_view text, Dimension wanted);

/// Writes a value for people: at most `digits` significant digits, in the unit that suits its size ("290 km",
/// "5 m").
std::string format_quantity(double value, Dimension dimension, int digits = 4);

/// The shortest text that reads back as the same double.
std::string format_number(double value);

} // namespace equipoise::core
