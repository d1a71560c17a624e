#pragma once
// A ledger's result.json.
#include <string>

#include "equipoise/io/read/ledger.hpp"
#include "equipoise/io/result/result.hpp"
#include "equipoise/ledger/ledger.hpp"

namespace equipoise::io {

/// Ids of studies and the digests of their inputs.
using StudyDigests = std::vector<std::pair<std::string, std::string>>;

/// The inputs a ledger resolves to, as JSON: what its digest is taken of.
std::string resolved_inputs(const LedgerFile& file, const StudyDigests& studies);

/// Of one that is partial: the claims answered so far.
std::string ledger_result(const ledger::Ledger& ledger, const RunInfo& info, const StudyDigests& studies,
                          results::Status status = results::Status::complete);

} // namespace equipoise::io
