#pragma once
// Study files of kind ledger, and the files of claims that they share.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/source/files.hpp"
#include "equipoise/ledger/claim.hpp"

namespace equipoise::io {

/// A claim, and where its keys stand: for faults that only its study shows.
struct LedgerClaim {
  ledger::Claim claim;
  std::map<std::string, core::Location> at; ///< by key of the proposition: "at", "measure", ...
};

struct LedgerFile {
  std::string title, question;
  std::map<std::string, std::string> names;             ///< by role: { owner = "India", ... }
  std::map<std::string, std::filesystem::path> studies; ///< by id; as seen from the working folder
  std::map<std::string, core::Location> studies_at;
  std::vector<std::string> order; ///< ids of the studies as written
  std::uint64_t sets = 0;         ///< to draw under each reading
  bool validation = false;        ///< whether the published cases are held against in the same run
  std::vector<LedgerClaim> claims;
  std::string text, claims_text; ///< as written
};

LedgerFile read_ledger(const Files& files, const std::filesystem::path& path,
                       const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics);

/// Faults of a file of claims by itself, as `check` says them.
void check_claims(const Files& files, const std::filesystem::path& path, core::Diagnostics& diagnostics);

/// "{owner} bought it" with the names put in. A role that has no name is a fault of `key` at `at`.
std::string with_names(const std::string& text, const std::map<std::string, std::string>& names,
                       const core::Location& at, const std::string& key, core::Diagnostics& diagnostics);

} // namespace equipoise::io
