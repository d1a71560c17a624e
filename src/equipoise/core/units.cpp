#include "equipoise/core/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "equipoise/core/constants.hpp"

namespace equipoise::core {
namespace {

struct Unit {
  std::string_view name;
  Dimension dimension;
  double in_si;
};

// The international foot (0.3048 m), nautical mile (1852 m) and knot are exact by definition.
constexpr std::array units{
    Unit{"m", Dimension::length, 1.0},         Unit{"km", Dimension::length, 1e3},
    Unit{"ft", Dimension::length, 0.3048},     Unit{"nmi", Dimension::length, 1852.0},
    Unit{"s", Dimension::time, 1.0},           Unit{"ms", Dimension::time, 1e-3},
    Unit{"min", Dimension::time, 60.0},        Unit{"h", Dimension::time, 3600.0},
    Unit{"m/s", Dimension::speed, 1.0},        Unit{"km/s", Dimension::speed, 1e3},
    Unit{"km/h", Dimension::speed, 1.0 / 3.6}, Unit{"kt", Dimension::speed, 1852.0 / 3600.0},
    Unit{"deg", Dimension::angle, degree},     Unit{"rad", Dimension::angle, 1.0},
    Unit{"kg", Dimension::mass, 1.0},          Unit{"t", Dimension::mass, 1e3},
    Unit{"m2", Dimension::area, 1.0},          Unit{"kg/m2", Dimension::mass_per_area, 1.0},
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

const Unit& shown_unit(double value, Dimension dimension) {
  const Unit* shown = &units.front();
  for (const Unit& unit : units) {
    if (unit.dimension != dimension) continue;
    if (shown->dimension != dimension) shown = &unit;
    const bool big = (unit.name == "km" || unit.name == "km/s") && std::abs(value) >= 1e3;
    if (big || unit.name == "deg") shown = &unit;
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
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const std::string_view rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (rest.empty()) return Quantity{value, Dimension::number};
  for (const Unit& unit : units) {
    if (unit.name != rest) continue;
    const double in_si = value * unit.in_si;
    if (!std::isfinite(in_si)) return std::nullopt;
    return Quantity{in_si, unit.dimension};
  }
  return std::nullopt;
}

std::string format_quantity(double value, Dimension dimension, int digits) {
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
