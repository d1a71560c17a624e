#include "folder.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "equipoise/io/checkpoint/checkpoint.hpp"
#include "equipoise/io/file.hpp"
#include "progress.hpp"

namespace equipoise::view {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t max_parts = 200;
constexpr std::array wanted{"report.html", "result.json",   "outcomes.csv",       "manifest.json", "sets.csv",
                            "values.csv",  "footprint.csv", "effectiveness.toml", "result.sqlite"};

std::string text(const fs::path& path) {
  const auto u8 = path.generic_u8string();
  return {u8.begin(), u8.end()};
}

/// A regular file that lies in the folder when every link is followed.
bool lies_in(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  if (error || !fs::is_regular_file(real, error) || error) return false;
  const fs::path root = fs::canonical(folder, error);
  if (error) return false;
  return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
}

/// The folder itself, then those in it by name; links are not followed.
std::vector<fs::path> parts_of(const fs::path& folder) {
  std::vector<fs::path> parts;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (!entry.is_symlink(error) && entry.is_directory(error)) parts.push_back(entry.path());
  std::sort(parts.begin(), parts.end());
  if (parts.size() > max_parts) parts.resize(max_parts);
  parts.insert(parts.begin(), folder);
  return parts;
}

std::vector<fs::path> files_in(const fs::path& root, const fs::path& part) {
  std::vector<fs::path> files;
  for (const char* name : wanted)
    if (lies_in(root, part / name)) files.push_back(part / name);
  if (part.filename() != "tables") return files; // of `export --as csv`
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(part, error))
    if (entry.path().extension() == ".csv" && lies_in(root, entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::vector<fs::path> checkpoints_in(const fs::path& root, const fs::path& part) {
  std::vector<fs::path> files = io::checkpoints_in(part);
  std::erase_if(files, [&](const fs::path& file) { return !lies_in(root, file); });
  return files;
}

/// When a file was last written; the beginning of time where that cannot be read.
fs::file_time_type written(const fs::path& file) {
  std::error_code error;
  const auto time = fs::last_write_time(file, error);
  return error ? fs::file_time_type::min() : time;
}

/// What result.json says, without its long lists; null where there is none that can be read.
Json summary(const fs::path& file, Json& part) {
  std::error_code error;
  if (!fs::exists(file, error)) return nullptr;
  Json whole;
  try {
    whole = Json::parse(io::read_file(file), nullptr, false);
  } catch (const io::CannotRead&) {
    part["unread"] = "result.json is too large to be shown here, or cannot be read";
    return nullptr;
  }
  if (!whole.is_object()) {
    part["unread"] = "result.json is no JSON object";
    return nullptr;
  }
  Json brief;
  for (const char* key : {"title", "kind", "status", "program", "inputs_sha256", "seed", "replications",
                          "sensing", "belief", "measures", "funnel", "outcomes_sha256", "elapsed_s"})
    if (whole.contains(key)) brief[key] = whole[key];
  for (const char* key : {"points", "claims"})
    if (whole.contains(key) && whole[key].is_array()) brief[key] = whole[key].size();
  return brief;
}

Json part_json(const fs::path& root, const fs::path& folder) {
  Json part{{"id", folder == root ? std::string() : text(folder.filename())}, {"files", Json::array()}};
  for (const fs::path& file : files_in(root, folder)) {
    std::error_code error;
    part["files"].push_back({{"name", text(file.filename())},
                             {"path", text(file.lexically_relative(root))},
                             {"bytes", fs::file_size(file, error)}});
  }
  const fs::path file = folder / "result.json";
  Json result = lies_in(root, file) ? summary(file, part) : Json();
  const auto checkpoints = checkpoints_in(root, folder);
  auto youngest = fs::file_time_type::min();
  for (const fs::path& one : checkpoints) youngest = std::max(youngest, written(one));
  const bool complete = result.is_object() && result.value("status", Json("complete")) == "complete";
  // A result is written after all that it holds: of work that was interrupted, and of a ledger's studies,
  // whose checkpoints stay until all of it is done. Both may bear the same time: clocks of files tick slowly.
  const bool working = !checkpoints.empty() && (!result.is_object() || youngest > written(file));
  part["working"] = working;
  part["complete"] = complete && !working;
  part["result"] = std::move(result);
  if (working) {
    part["progress"] = progress_json(checkpoints);
    const std::chrono::duration<double> ago = fs::file_time_type::clock::now() - youngest;
    part["written_s_ago"] = std::max(0.0, ago.count());
  }
  return part;
}

bool holds_anything(const Json& part) {
  return !part["files"].empty() || part["working"].get<bool>();
}

std::string type_of(const fs::path& file) {
  const std::string ending = text(file.extension());
  if (ending == ".html") return "text/html; charset=utf-8";
  if (ending == ".json") return "application/json";
  if (ending == ".csv") return "text/csv; charset=utf-8";
  return ending == ".toml" ? "text/plain; charset=utf-8" : "application/octet-stream";
}

} // namespace

std::vector<std::string> files_of(const fs::path& folder) {
  std::vector<std::string> list;
  for (const fs::path& part : parts_of(folder))
    for (const fs::path& file : files_in(folder, part)) list.push_back(text(file.lexically_relative(folder)));
  return list;
}

bool holds_result(const fs::path& folder) {
  const auto parts = parts_of(folder);
  return std::any_of(parts.begin(), parts.end(), [&](const fs::path& part) {
    return !checkpoints_in(folder, part).empty() || lies_in(folder, part / "result.json") ||
           lies_in(folder, part / "report.html");
  });
}

Json folder_json(const fs::path& folder) {
  Json j{{"format", "equipoise-folder/1"}, {"folder", text(folder)}, {"parts", Json::array()}};
  bool settled = false;
  for (const fs::path& path : parts_of(folder)) {
    Json part = part_json(folder, path);
    if (path != folder && !holds_anything(part)) continue;
    // Between two of its studies nothing of a ledger is at work, and there is no result of its own yet; a
    // study's report comes after its result, and the checkpoint goes last.
    const bool open = !checkpoints_in(folder, path).empty();
    settled = path == folder ? part["complete"].get<bool>() && !open : settled && !open;
    j["parts"].push_back(std::move(part));
  }
  j["settled"] = settled;
  return j;
}

Answer folder_answer(fs::path folder) {
  return [folder = std::move(folder)](const std::string& path) {
    constexpr std::string_view files = "/files/";
    if (path == "/api/view")
      return Reply{200,
                   "application/json",
                   folder_json(folder).dump(-1, ' ', false, Json::error_handler_t::replace),
                   {},
                   {},
                   false};
    if (!path.starts_with(files)) return front(path, text(folder.filename()));
    const std::string wanted_file = path.substr(files.size());
    const auto list = files_of(folder); // nothing is served that is not in the list
    if (std::find(list.begin(), list.end(), wanted_file) == list.end())
      return refusal(404, "no such file among those of this folder");
    const fs::path file = folder / wanted_file;
    const bool page = file.extension() == ".html";
    std::string name = text(file.lexically_relative(folder));
    std::replace(name.begin(), name.end(), '/', '-');
    for (char& c : name)
      if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ||
          static_cast<unsigned char>(c) > 0x7e)
        c = '_';
    return Reply{200, type_of(file), {}, file, page ? std::string() : name, page};
  };
}

} // namespace equipoise::view
