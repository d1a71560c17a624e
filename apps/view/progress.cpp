#include "progress.hpp"

#include <map>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/io/checkpoint/record_line.hpp"
#include "equipoise/io/file.hpp"

namespace equipoise::view {
namespace {

using Json = nlohmann::ordered_json;
using results::Tally;

constexpr std::size_t max_points = 500; // of a study, that are told one by one

struct Known {
  Json header;
  results::Records records;
  int unread = 0;
};

/// Whole lines: the last one may be in the middle of being written.
void read_lines(const std::string& text, Known& known) {
  bool first = true;
  for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    if (first) {
      Json header = Json::parse(line, nullptr, false);
      if (header.is_object()) known.header = std::move(header);
    } else if (!io::read_record(line, known.records)) {
      ++known.unread;
      return;
    }
    first = false;
  }
}

Known known_of(const std::vector<std::filesystem::path>& checkpoints) {
  Known known;
  for (const auto& file : checkpoints) try {
      read_lines(io::read_file(file), known);
    } catch (const io::CannotRead&) { // too large, or gone since: the work was done
      ++known.unread;
    }
  return known;
}

/// Finished chunks and points of the work, by point; a point that is done stands for its chunks.
std::map<std::size_t, Tally> tallies(const results::Records& records) {
  std::map<std::size_t, Tally> sums;
  for (const auto& [place, chunk] : records.chunks) sums[place.first].add(chunk.tally);
  for (const auto& [point, record] : records.points) sums[point] = record.tally;
  return sums;
}

Json estimates(const Tally& tally) {
  Json j{{"replications", tally.replications}};
  if (tally.replications == 0 || tally.launched == 0) return j; // transits alone cannot leak
  const auto interval = analysis::clopper_pearson(tally.without_leaker, tally.replications);
  j["no_leaker"] = {
      {"probability", static_cast<double>(tally.without_leaker) / static_cast<double>(tally.replications)},
      {"interval", {interval.low, interval.high}}};
  const auto mean = [&](const char* name, const results::Moments& moments) {
    const analysis::Estimate e = analysis::mean(moments, tally.replications);
    j[name] = {{"mean", e.value}, {"interval", {e.interval.low, e.interval.high}}};
  };
  mean("leakers", tally.leaked);
  mean("intercepted", tally.intercepted);
  mean("fired", tally.fired);
  return j;
}

} // namespace

Json progress_json(const std::vector<std::filesystem::path>& checkpoints) {
  const Known known = known_of(checkpoints);
  const auto text = [&](const char* key) { return known.header.value(key, Json()); };
  Json j{{"kind", text("kind")},
         {"settings", text("settings")},
         {"seed", text("seed")},
         {"unread", known.unread}};
  const auto sums = tallies(known.records);
  std::uint64_t replications = 0;
  for (const auto& [point, tally] : sums) replications += tally.replications;
  j["replications"] = replications;
  j["sets"] = known.records.sets.size();
  j["points_done"] = known.records.points.size();
  j["points"] = Json::array();
  for (const auto& [point, tally] : sums) {
    if (j["points"].size() >= max_points) break;
    Json row = estimates(tally);
    row["point"] = point;
    row["done"] = known.records.points.contains(point);
    j["points"].push_back(std::move(row));
  }
  return j;
}

} // namespace equipoise::view
