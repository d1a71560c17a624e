#pragma once
// [[battery]] doctrine: who is shot at next, and with how many rounds.
#include "equipoise/command/doctrine.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {

/// Reads the table `doctrine` of a battery. Faults go to the reader's diagnostics.
command::Doctrine read_doctrine(TableReader& battery);

} // namespace equipoise::io
