#pragma once
// result.json of the studies exchange and procurement, and what their digest of inputs is taken of.
#include <string>

#include "equipoise/io/read/strategy/strategy.hpp"
#include "equipoise/io/result/result.hpp"

namespace equipoise::io {

/// The study as written, its curves and the catalogue values it used.
std::string resolved_inputs(const StrategyFile& file);

/// Of a study that was interrupted: what was asked, and no answer.
std::string interrupted_result(const StrategyFile& file, const RunInfo& info);

std::string strategy_result(const StrategyFile& file, const strategy::ExchangeAnswer& answer,
                            const RunInfo& info);
std::string strategy_result(const StrategyFile& file, const strategy::ProcurementAnswer& answer,
                            const RunInfo& info);

} // namespace equipoise::io
