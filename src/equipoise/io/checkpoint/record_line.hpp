#pragma once
// Finished work as lines of JSON: for checkpoint files, and for what processes tell each other.
#include <string>
#include <string_view>

#include "equipoise/results/study_result.hpp"

namespace equipoise::io {

/// One line each, without its end.
std::string record_line(const results::ChunkRecord& record);
std::string record_line(const results::PointRecord& record);
std::string record_line(const results::SetRecord& record);
std::string record_line(const results::CauseRecord& record);
std::string record_line(const results::RareRecord& record);
std::string record_line(const results::FieldRecord& record);

/// Adds what a line holds. False if it is none of the lines above.
bool read_record(std::string_view line, results::Records& records);

} // namespace equipoise::io
