#pragma once
#include "equipoise/catalogue/schema.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {

/// A value of a catalogue field, wherever it is written: a quantity, a whole number, "unlimited" where the
/// field allows it, or the index of a word. Or a message saying what is wrong and what is allowed.
QuantityResult read_field(const toml::Value& value, const catalogue::Field& field);

/// The names of the fields that one object may replace by keys of its own: all but words and those below a
/// name.
std::vector<std::string> replaceable(const catalogue::Kind& kind);

} // namespace equipoise::io
