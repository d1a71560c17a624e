#include "equipoise/io/checkpoint.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "equipoise/io/file.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::json;

Json to_json(results::Tally tally) {
  Json numbers = Json::array(), sums = Json::array();
  tally.visit([&](std::uint64_t v) { numbers.push_back(v); }, [&](double v) { sums.push_back(v); });
  return {{"numbers", numbers}, {"sums", sums}, {"leakers", tally.leakers}};
}

results::Tally tally_from(const Json& j) {
  results::Tally tally;
  std::size_t number = 0, sum = 0;
  tally.visit([&](std::uint64_t& v) { v = j.at("numbers").at(number++).get<std::uint64_t>(); },
              [&](double& v) { v = j.at("sums").at(sum++).get<double>(); });
  tally.leakers = j.at("leakers").get<std::vector<std::uint64_t>>();
  return tally;
}

Json to_json(const std::vector<results::Tally>& tallies) {
  Json list = Json::array();
  for (const auto& tally : tallies) list.push_back(to_json(tally));
  return list;
}

std::vector<results::Tally> tallies_from(const Json& j) {
  std::vector<results::Tally> list;
  for (const Json& tally : j) list.push_back(tally_from(tally));
  return list;
}

Json to_json(results::Pairs p) {
  Json j = Json::array({p.no_leaker.both, p.no_leaker.only_a, p.no_leaker.only_b, p.no_leaker.neither});
  p.visit_moments([&](const results::PairedMoments& m) {
    for (const Json& number : {Json(m.trials), Json(m.sum), Json(m.sum_of_squares)}) j.push_back(number);
  });
  return j;
}

results::Pairs pairs_from(const Json& j) {
  results::Pairs p;
  p.no_leaker = {j.at(0), j.at(1), j.at(2), j.at(3)};
  std::size_t at = 4;
  p.visit_moments([&](results::PairedMoments& m) {
    m = {j.at(at), j.at(at + 1), j.at(at + 2)};
    at += 3;
  });
  return p;
}

Json header(const CheckpointKey& key) {
  return {{"format", "equipoise-checkpoint/2"}, {"kind", key.kind}, {"inputs", key.inputs_sha256},
          {"settings", key.settings},           {"seed", key.seed}, {"version", key.version}};
}

} // namespace

Checkpoint::Checkpoint(std::filesystem::path path, const CheckpointKey& key, bool resume,
                       core::Diagnostics& diagnostics)
    : path_(std::move(path)) {
  if (resume) {
    std::error_code error;
    if (!std::filesystem::exists(path_, error))
      diagnostics.push_back(
          {core::Severity::warning, {path_.string(), 0, 0}, "--resume", "nothing to resume; beginning anew"});
    else
      read(key, diagnostics);
    if (core::has_errors(diagnostics)) return;
  }
  if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path());
  // What was read is written anew, so that a torn line never stands before a good one.
  // It takes the old file's place at once: the process may end at any moment.
  const std::filesystem::path part = path_.string() + ".part";
  file_.open(part, std::ios::binary | std::ios::trunc);
  append(header(key).dump());
  const auto chunks = chunks_;
  chunks_.clear();
  for (const auto& chunk : chunks) commit(chunk);
  for (const auto& [p, point] : points_) commit(point);
  for (const auto& [s, set] : sets_) commit(set);
  std::filesystem::rename(part, path_);
}

void Checkpoint::read(const CheckpointKey& key, core::Diagnostics& diagnostics) {
  const std::string text = read_file(path_);
  const Json wanted = header(key);
  std::size_t begin = 0;
  bool first = true;
  while (begin < text.size()) {
    const auto end = text.find('\n', begin);
    if (end == std::string::npos) return; // torn: the process ended while writing it
    const Json line = Json::parse(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                  text.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    begin = end + 1;
    if (line.is_discarded()) return;
    if (first) {
      first = false;
      for (const auto& [name, value] : wanted.items())
        if (!line.contains(name) || line.at(name) != value)
          diagnostics.push_back(
              {core::Severity::error,
               {path_.string(), 1, 1},
               "--resume",
               fmt::format("{} changed since this work was begun (then {}, now {}); run without --resume",
                           name, line.contains(name) ? line.at(name).dump() : "absent", value.dump())});
      if (core::has_errors(diagnostics)) return;
      continue;
    }
    if (line.contains("chunk")) {
      chunks_.push_back({line.at("sha256"), tally_from(line.at("tally")), tallies_from(line.at("arrivals"))});
    } else if (line.contains("point")) {
      const std::size_t p = line.at("point");
      points_[p] = {p, tally_from(line.at("tally")), tallies_from(line.at("arrivals")), line.at("sha256")};
      if (line.contains("pairs")) points_[p].pairs = pairs_from(line.at("pairs"));
    } else if (line.contains("set")) {
      results::SetRecord set{line.at("set"), line.at("flies"), {}};
      for (const Json& e : line.at("estimates"))
        set.estimates.push_back({set.set, e.at(0), e.at(1), e.at(2), e.at(3), e.at(4)});
      sets_[set.set] = std::move(set);
    }
  }
}

void Checkpoint::append(const std::string& line) {
  file_ << line << '\n' << std::flush;
  if (!file_) throw std::runtime_error(path_.string() + ": could not be written");
}

void Checkpoint::commit(const results::ChunkRecord& chunk) {
  chunks_.push_back(chunk);
  append(Json{{"chunk", chunks_.size() - 1},
              {"sha256", chunk.sha256},
              {"tally", to_json(chunk.tally)},
              {"arrivals", to_json(chunk.by_arrival)}}
             .dump());
}

void Checkpoint::commit(const results::PointRecord& point) {
  Json line{{"point", point.point},
            {"sha256", point.outcomes_sha256},
            {"tally", to_json(point.tally)},
            {"arrivals", to_json(point.by_arrival)}};
  if (point.pairs) line["pairs"] = to_json(*point.pairs);
  append(line.dump());
}

void Checkpoint::commit(const results::SetRecord& set) {
  Json estimates = Json::array();
  for (const auto& e : set.estimates)
    estimates.push_back(
        Json::array({e.replications, e.without_leaker, e.leaked, e.leaked_squares, e.leakers}));
  append(Json{{"set", set.set}, {"flies", set.flies}, {"estimates", estimates}}.dump());
}

void Checkpoint::remove() {
  file_.close();
  std::error_code error;
  std::filesystem::remove(path_, error);
}

void remove_checkpoint(const std::filesystem::path& folder) {
  std::error_code missing;
  std::filesystem::remove(folder / "checkpoint.jsonl", missing);
}

} // namespace equipoise::io
