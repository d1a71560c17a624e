#pragma once
// What the commands study and check share of ledgers.
#include "equipoise/io/read/ledger.hpp"

namespace equipoise::cli {

/// Faults of propositions that their studies cannot answer, and of those study files.
void check_propositions(const io::LedgerFile& file, const catalogue::Catalogue& catalogue,
                        core::Diagnostics& diagnostics);

} // namespace equipoise::cli
