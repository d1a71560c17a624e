#pragma once
// Studies read, checked and played, for the commands that print them and for the ledger that reads them.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "common.hpp"
#include "equipoise/io/read/strategy/strategy.hpp"
#include "equipoise/io/read/study.hpp"
#include "equipoise/report/strategy/page.hpp"
#include "equipoise/report/study/document.hpp"

namespace equipoise::cli {

/// Told the share of the work done and what is being played.
using OnProgress = std::function<void(double share, const std::string& now)>;

/// A study of raids, ready to be played.
struct RaidStudy {
  Options options;
  io::StudyFile file;
  std::shared_ptr<const io::CaseReader> reader;
  scenario::CaseSource source; ///< with the user's settings laid over everything
  scenario::Case base;
  std::string inputs; ///< resolved
  io::RunInfo info;
  report::Document document = {}; ///< once played: holds the result
  std::string json = {};          ///< result.json
  bool part = false;              ///< no more than the options' share was played: it lies in the folder
};

/// Nothing if the input is wrong: the faults have been printed.
std::optional<RaidStudy> read_raid_study(const Options& options);

/// Plays it and writes its folder where one is given. False if that failed: the faults have been printed.
/// With `keep_checkpoint` finished work stays in the folder, to be resumed from.
bool play(RaidStudy& study, const OnProgress& progress, bool keep_checkpoint = false);

/// A study of kind exchange or procurement.
struct StrategyStudy {
  Options options;
  io::StrategyFile file;
  report::StrategyHead head;
  std::string inputs;
  io::RunInfo info;
  std::variant<strategy::ExchangeAnswer, strategy::ProcurementAnswer> answer = {};
  std::string json = {};
};

std::optional<StrategyStudy> read_strategy_study(const Options& options);
/// Answers it and writes its folder where one is given. False if it was interrupted: there is no answer then,
/// and result.json says so.
bool play(StrategyStudy& study);
std::optional<report::RecordedSpending> spending_of(const io::StrategyFile& file);

/// The day of today, as "2020-01-24".
std::string today();

} // namespace equipoise::cli
