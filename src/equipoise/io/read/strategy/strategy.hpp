#pragma once
// Study files of the kinds exchange and procurement.
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/source/files.hpp"
#include "equipoise/strategy/exchange_study.hpp"
#include "equipoise/strategy/procurement_study.hpp"

namespace equipoise::io {

/// Recorded spending of both sides, consecutive years, constant money.
struct Spending {
  std::string note; ///< whose figures, and the unit
  std::vector<double> years, offence, defence;
};

struct StrategyFile {
  std::string title;
  std::uint64_t seed = 1, ignorance = 0;
  catalogue::RangeShape shape = catalogue::RangeShape::stated;
  std::variant<strategy::ExchangeQuestion, strategy::ProcurementQuestion> question;
  std::optional<Spending> spending; ///< of a procurement study; nothing where its file is not there
  std::string spending_missing;     ///< which file that would be
  std::vector<std::pair<std::string, std::string>> events;   ///< recorded, day and words
  std::vector<std::pair<std::string, strategy::Range>> used; ///< catalogue values, by address
  std::vector<std::string> sources;                          ///< keys of the catalogue's sources behind them
  std::string text;                                          ///< as written
  std::vector<std::string> curves;                           ///< texts of the effectiveness files
};

/// The kind of a study file; empty if it says none or cannot be read.
std::string kind_of_study(const Files& files, const std::filesystem::path& path);
bool is_strategy(const std::string& kind);

/// How the ranges of a study are drawn where it is not as its file says.
struct DrawnRanges {
  catalogue::RangeShape shape = catalogue::RangeShape::stated;
  std::uint64_t sets = 0;
};

/// `curve` files are sought beside the study.
StrategyFile read_strategy(const Files& files, const std::filesystem::path& path,
                           const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics,
                           const std::optional<DrawnRanges>& drawn = {});

} // namespace equipoise::io
