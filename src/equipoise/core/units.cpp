#include "equipoise/core/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/elementary/elementary.hpp"

namespace equipoise::core {
namespace {

struct Unit {
  std::string_view name;
  Dimension dimension;
  double in_si;
};

constexpr double pound_kg = 0.45359237;
constexpr double day_s = 86400.0;

// The international foot (0.3048 m), nautical mile (1852 m), knot and pound are exact by definition; the year
// is the Julian one.
constexpr std::array units{
    Unit{"m", Dimension::length, 1.0},
    Unit{"km", Dimension::length, 1e3},
    Unit{"mm", Dimension::length, 1e-3},
    Unit{"cm", Dimension::length, 1e-2},
    Unit{"ft", Dimension::length, 0.3048},
    Unit{"mi", Dimension::length, 1609.344},
    Unit{"nmi", Dimension::length, 1852.0},
    Unit{"s", Dimension::time, 1.0},
    Unit{"ms", Dimension::time, 1e-3},
    Unit{"min", Dimension::time, 60.0},
    Unit{"h", Dimension::time, 3600.0},
    Unit{"days", Dimension::time, day_s},
    Unit{"years", Dimension::time, 365.25 * day_s},
    Unit{"m/s", Dimension::speed, 1.0},
    Unit{"km/s", Dimension::speed, 1e3},
    Unit{"km/h", Dimension::speed, 1.0 / 3.6},
    Unit{"ft/s", Dimension::speed, 0.3048},
    Unit{"mph", Dimension::speed, 1609.344 / 3600.0},
    Unit{"kt", Dimension::speed, 1852.0 / 3600.0},
    Unit{"deg", Dimension::angle, degree},
    Unit{"rad", Dimension::angle, 1.0},
    Unit{"mrad", Dimension::angle, 1e-3},
    Unit{"kg", Dimension::mass, 1.0},
    Unit{"g", Dimension::mass, 1e-3},
    Unit{"t", Dimension::mass, 1e3},
    Unit{"lb", Dimension::mass, pound_kg},
    Unit{"m2", Dimension::area, 1.0},
    Unit{"cm2", Dimension::area, 1e-4},
    Unit{"ft2", Dimension::area, 0.3048 * 0.3048},
    Unit{"dBsm", Dimension::area, 1.0},
    Unit{"kg/m2", Dimension::mass_per_area, 1.0},
    Unit{"lb/ft2", Dimension::mass_per_area, pound_kg / (0.3048 * 0.3048)},
    Unit{"kg/s", Dimension::mass_flow, 1.0},
    Unit{"lb/s", Dimension::mass_flow, pound_kg},
    Unit{"N", Dimension::force, 1.0},
    Unit{"kN", Dimension::force, 1e3},
    Unit{"lbf", Dimension::force, pound_kg * 9.80665},
    Unit{"Hz", Dimension::frequency, 1.0},
    Unit{"MHz", Dimension::frequency, 1e6},
    Unit{"GHz", Dimension::frequency, 1e9},
    Unit{"USD", Dimension::money, 1.0},
    Unit{"million USD", Dimension::money, 1e6},
    Unit{"billion USD", Dimension::money, 1e9},
};

/// Shown instead of the first unit of their dimension where the value is at least one of them.
constexpr std::array large_units{"km",  "km/s", "days",        "years",      "kN",
                                 "MHz", "GHz",  "million USD", "billion USD"};

/// "2018-10-05" -> 17809. Nothing if it is not a day of the calendar.
std::optional<double> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  constexpr std::size_t begin[3] = {0, 5, 8}, length[3] = {4, 2, 2};
  for (int i = 0; i < 3; ++i) {
    const char* from = text.data() + begin[i];
    const auto [end, error] = std::from_chars(from, from + length[i], parts[i]);
    if (error != std::errc{} || end != from + length[i] || parts[i] < 0) return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                        std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!day.ok()) return std::nullopt;
  return static_cast<double>(std::chrono::sys_days{day}.time_since_epoch().count());
}

std::string format_date(double days) {
  const std::chrono::sys_days day{std::chrono::days{static_cast<int>(std::floor(days))}};
  const std::chrono::year_month_day d{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                     static_cast<unsigned>(d.day()));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

const Unit& shown_unit(double value, Dimension dimension) {
  const Unit* shown = nullptr;
  for (const Unit& unit : units) {
    if (unit.dimension != dimension) continue;
    const bool large = std::find(large_units.begin(), large_units.end(), unit.name) != large_units.end();
    if (shown == nullptr || (large && std::abs(value) >= unit.in_si)) shown = &unit;
  }
  return *shown;
}

} // namespace

std::string_view name_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::number:
      return "number";
    case Dimension::length:
      return "length";
    case Dimension::time:
      return "time";
    case Dimension::speed:
      return "speed";
    case Dimension::angle:
      return "angle";
    case Dimension::mass:
      return "mass";
    case Dimension::area:
      return "area";
    case Dimension::mass_per_area:
      return "mass per area";
    case Dimension::mass_flow:
      return "mass flow";
    case Dimension::force:
      return "force";
    case Dimension::frequency:
      return "frequency";
    case Dimension::money:
      return "sum of money";
    case Dimension::date:
      return "date";
  }
  return "";
}

std::vector<std::string_view> units_of(Dimension dimension) {
  std::vector<std::string_view> names;
  for (const Unit& unit : units)
    if (unit.dimension == dimension) names.push_back(unit.name);
  return names;
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  text = trimmed(text);
  if (const auto days = parse_date(text)) return Quantity{*days, Dimension::date};
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const std::string_view rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (rest.empty()) return Quantity{value, Dimension::number};
  for (const Unit& unit : units) {
    if (unit.name != rest) continue;
    const double in_si = unit.name == "dBsm" ? core::pow(10.0, value / 10.0) : value * unit.in_si;
    if (!std::isfinite(in_si)) return std::nullopt;
    return Quantity{in_si, unit.dimension};
  }
  return std::nullopt;
}

namespace {

/// The unit that somebody who wrote `word` means: one of the wanted dimension, near or the beginning of the
/// word
/// ("degrees"), else a near one of another.
std::string meant_unit(const std::string& word, Dimension wanted) {
  std::vector<std::string> wanted_names, all_names;
  for (const Unit& unit : units) {
    all_names.emplace_back(unit.name);
    if (unit.dimension == wanted) wanted_names.emplace_back(unit.name);
  }
  std::string meant = nearest(word, wanted_names);
  if (!meant.empty()) return meant;
  for (const std::string& name : wanted_names)
    if (word.starts_with(name) && name.size() > meant.size()) meant = name;
  return meant.empty() ? nearest(word, all_names) : meant;
}

} // namespace

std::string why_no_quantity(std::string_view text, Dimension wanted) {
  text = trimmed(text);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  const std::string lower = [&] {
    std::string word;
    for (const char c : text) word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return word;
  }();
  if (lower.find("mach") != std::string::npos || (error == std::errc{} && (rest == "M" || rest == "Ma")))
    return "is a Mach number, a speed only together with a height";
  if (error == std::errc::result_out_of_range) return "is a number beyond what can be held";
  if (error != std::errc{} || !std::isfinite(value)) return "is not a number with a unit";
  if (rest.size() > 1 && rest[0] == ',' && rest[1] >= '0' && rest[1] <= '9')
    return "has a comma where a point is wanted";
  const std::string near = meant_unit(std::string(rest), wanted);
  return fmt::format("has an unknown unit \"{}\"{}", rest,
                     near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near));
}

std::string format_quantity(double value, Dimension dimension, int digits) {
  if (dimension == Dimension::date) return format_date(value);
  if (dimension == Dimension::number) return fmt::format("{:.{}g}", value, digits);
  const Unit& unit = shown_unit(value, dimension);
  const double shown = value / unit.in_si;
  // Plain notation for the sizes people meet; 14000 kg/m2 must not become 1.4e+04.
  if (std::abs(shown) >= 1.0 && std::abs(shown) < 1e7) {
    const int whole = static_cast<int>(std::floor(std::log10(std::abs(shown)))) + 1;
    std::string text = fmt::format("{:.{}f}", shown, whole >= digits ? 0 : digits - whole);
    if (text.find('.') != std::string::npos) {
      while (text.back() == '0') text.pop_back();
      if (text.back() == '.') text.pop_back();
    }
    return text + " " + std::string(unit.name);
  }
  return fmt::format("{:.{}g} {}", shown, digits, unit.name);
}

std::string format_number(double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return error == std::errc{} ? std::string(buffer.data(), end) : std::string("nan");
}

} // namespace equipoise::core
