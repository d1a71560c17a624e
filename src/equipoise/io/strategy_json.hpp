#pragma once
// result.json of the studies exchange and procurement, and what their digest of inputs is taken of.
#include <string>

#include "equipoise/io/result_json.hpp"
#include "equipoise/io/strategy_file.hpp"

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
