#pragma once
// Studies played to the end, for the commands that print them and for the ledger that reads them.
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "common.hpp"
#include "equipoise/io/strategy_file.hpp"
#include "equipoise/io/study_file.hpp"
#include "equipoise/report/document.hpp"
#include "equipoise/report/strategy_page.hpp"

namespace equipoise::cli {

/// Told the share of the work done and what is being played.
using OnProgress = std::function<void(double share, const std::string& now)>;

/// A study of raids.
struct PlayedStudy {
  io::StudyFile file;
  report::Document document; ///< holds the result
  std::string json;          ///< result.json
  bool part = false;         ///< no more than the options' share was played: it lies in the folder
};

/// Reads, checks and plays the study of the options; writes its folder where one is given. Nothing if its
/// input is wrong: the faults have been printed.
std::optional<PlayedStudy> play_study(const Options& options, const OnProgress& progress);

/// A study of kind exchange or procurement.
struct PlayedStrategy {
  io::StrategyFile file;
  std::variant<strategy::ExchangeAnswer, strategy::ProcurementAnswer> answer;
  report::StrategyHead head;
  std::string json;
};

/// The same for studies of kind exchange and procurement.
std::optional<PlayedStrategy> play_strategy(const Options& options);

/// The day of today, as "2020-01-24".
std::string today();

} // namespace equipoise::cli
