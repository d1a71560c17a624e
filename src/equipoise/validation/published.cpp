#include "equipoise/validation/published.hpp"

#include "equipoise/validation/case.hpp"

namespace equipoise::validation {

std::string Row::text(const std::string& column) const {
  const auto found = cells.find(column);
  return found == cells.end() ? "" : found->second.text;
}

double Row::number(const std::string& column) const {
  const auto found = cells.find(column);
  return found == cells.end() ? not_a_number : found->second.number;
}

} // namespace equipoise::validation
