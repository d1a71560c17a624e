#pragma once
// Every parameter a kind of entry may have, described once: reading, checking and documenting follow from it.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/core/units.hpp"

namespace equipoise::catalogue {

struct Field {
  std::string_view name;
  core::Dimension dimension;
  double min, max; ///< SI, inclusive
  std::string_view meaning;
  bool required = true;
  bool whole = false;                       ///< a count; may be "unlimited" where `greatest` allows
  std::vector<std::string_view> words = {}; ///< not a number but one of these
  bool recorded = false; ///< kept beside the others for the reader: no model reads it, so it is never sampled
  /// What the models read below the name, level by level: classes of target, beliefs. A value may be given at
  /// any level and holds for all below. Recorded fields may have any name below theirs.
  std::vector<std::vector<std::string_view>> below = {};
};

struct Kind {
  std::string_view name;
  std::vector<std::string_view> references; ///< fields that name another entry; all optional
  std::vector<Field> fields;
};

std::span<const Kind> kinds();

/// nullptr if there is no such kind.
const Kind* find_kind(std::string_view name);

/// The field of a parameter name: exact, or the field whose name is a leading part of it ("kill_probability"
/// for "kill_probability.ballistic.assessed"). nullptr if there is none.
const Field* find_field(const Kind& kind, std::string_view parameter);

/// The names under which the models read a field: "range.ballistic", "range.aircraft", ... Its own if nothing
/// is below.
std::vector<std::string> full_names(const Field& field);

/// The names under which a field may be given: those that the models read and every leading part of them.
std::vector<std::string> allowed_names(const Field& field);

} // namespace equipoise::catalogue
