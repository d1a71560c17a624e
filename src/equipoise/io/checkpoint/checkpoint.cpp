#include "equipoise/io/checkpoint/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "equipoise/io/file.hpp"
#include "equipoise/io/result/result.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

Json header(const CheckpointKey& key) {
  return {{"format", "equipoise-checkpoint/3"},
          {"kind", key.kind},
          {"inputs", key.inputs_sha256},
          {"settings", key.settings},
          {"seed", key.seed},
          {"model version", model_version},
          {"version", key.version}};
}

} // namespace

std::vector<fs::path> checkpoints_in(const fs::path& folder) {
  std::vector<fs::path> list;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("checkpoint.") && name.ends_with(".jsonl")) list.push_back(entry.path());
  }
  std::sort(list.begin(), list.end());
  return list;
}

Checkpoint::Checkpoint(const fs::path& folder, const std::string& name, const CheckpointKey& key, bool resume,
                       core::Diagnostics& diagnostics)
    : path_(folder / name) {
  std::vector<std::string> own;
  if (resume) {
    const auto files = checkpoints_in(folder);
    if (files.empty())
      diagnostics.push_back(
          {core::Severity::warning, {path_.string(), 0, 0}, "--resume", "nothing to resume; beginning anew"});
    for (const fs::path& file : files) {
      auto lines = read(file, key, diagnostics);
      if (file == path_)
        own = std::move(lines);
      else
        merged_.push_back(file);
    }
    if (core::has_errors(diagnostics)) return;
  }
  if (path_.has_parent_path()) fs::create_directories(path_.parent_path());
  // What was read is written anew, so that a torn line never stands before a good one.
  // It takes the old file's place at once: the process may end at any moment.
  const fs::path part = path_.string() + ".part";
  file_.open(part, std::ios::binary | std::ios::trunc);
  append(header(key).dump());
  for (const std::string& line : own) append(line);
  fs::rename(part, path_);
}

std::vector<std::string> Checkpoint::read(const fs::path& path, const CheckpointKey& key,
                                          core::Diagnostics& diagnostics) {
  const Json wanted = header(key);
  std::vector<std::string> lines;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw CannotRead(path.string() + ": cannot be read");
  std::string line;
  bool first = true;
  while (std::getline(file, line) && !file.eof()) { // at its end without a line's: torn while it was written
    if (first) {
      first = false;
      const Json there = Json::parse(line, nullptr, false);
      for (const auto& [name, value] : wanted.items())
        if (!there.is_object() || !there.contains(name) || there.at(name) != value)
          diagnostics.push_back(
              {core::Severity::error,
               {path.string(), 1, 1},
               "--resume",
               fmt::format("{} changed since this work was begun (then {}, now {}); run without --resume",
                           name, there.is_object() && there.contains(name) ? there.at(name).dump() : "absent",
                           value.dump())});
      if (core::has_errors(diagnostics)) break;
      continue;
    }
    if (!read_record(line, known_)) {
      diagnostics.push_back({core::Severity::error,
                             {path.string(), static_cast<int>(lines.size()) + 2, 1},
                             "--resume",
                             "is no line of finished work; restore the file, or run without --resume"});
      break;
    }
    lines.push_back(line);
  }
  return lines;
}

void Checkpoint::append(const std::string& line) {
  file_ << line << '\n' << std::flush;
  if (!file_) throw std::runtime_error(path_.string() + ": could not be written");
}

void Checkpoint::remove() {
  file_.close();
  std::error_code error;
  fs::remove(path_, error);
  for (const fs::path& file : merged_) fs::remove(file, error);
}

void remove_checkpoint(const fs::path& folder) {
  std::error_code error;
  for (const fs::path& file : checkpoints_in(folder)) fs::remove(file, error);
}

} // namespace equipoise::io
