#include "equipoise/io/read/catalogue/field_value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "equipoise/engagement/battery.hpp"

namespace equipoise::io {

QuantityResult read_field(const toml::Value& value, const catalogue::Field& field) {
  const auto* text = value.as<std::string>();
  if (!field.words.empty()) {
    const auto found = std::find(field.words.begin(), field.words.end(), text == nullptr ? "" : *text);
    if (found == field.words.end())
      return {std::nullopt, fmt::format("must be one of: {}", fmt::join(field.words, ", "))};
    return {static_cast<double>(found - field.words.begin()), ""};
  }
  const bool may_be_unlimited = field.whole && field.max >= engagement::unlimited;
  if (text != nullptr && *text == "unlimited" && may_be_unlimited)
    return {static_cast<double>(engagement::unlimited), ""};
  QuantityResult result = read_quantity(value, field.dimension, {field.min, field.max});
  if (field.whole && result.value && std::floor(*result.value) != *result.value)
    return {std::nullopt,
            fmt::format("must be a whole number; allowed: {:.0f} to {:.0f}", field.min, field.max)};
  if (!result.value && text != nullptr && may_be_unlimited) result.message += ", or \"unlimited\"";
  return result;
}

std::vector<std::string> replaceable(const catalogue::Kind& kind) {
  std::vector<std::string> names;
  for (const catalogue::Field& field : kind.fields)
    if (field.words.empty() && field.name.find('.') == std::string_view::npos) names.emplace_back(field.name);
  return names;
}

} // namespace equipoise::io
