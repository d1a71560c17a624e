#pragma once
// What each kind of study adds to its file.
#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::io {

/// `precision = "1 % absolute"`, which stands in place of `replications` in studies of kind odds, sweep and
/// compare.
void read_precision(TableReader& root, study::Study& study);

/// The table of the study's kind. What belongs to another kind is a fault.
void read_kind(TableReader& root, study::Study& study);

} // namespace equipoise::io
