#include "equipoise/io/checkpoint/record_line.hpp"

#include <nlohmann/json.hpp>

namespace equipoise::io {
namespace {

using Json = nlohmann::json;

/// Of a Tally or a TransitTally.
template <class Sums>
Json sums_to_json(Sums tally) {
  Json numbers = Json::array(), sums = Json::array();
  tally.visit([&](std::uint64_t v) { numbers.push_back(v); }, [&](double v) { sums.push_back(v); });
  return {{"numbers", numbers}, {"sums", sums}};
}

template <class Sums>
Sums sums_from(const Json& j) {
  Sums tally;
  std::size_t number = 0, sum = 0;
  tally.visit([&](std::uint64_t& v) { v = j.at("numbers").at(number++).get<std::uint64_t>(); },
              [&](double& v) { v = j.at("sums").at(sum++).get<double>(); });
  return tally;
}

Json to_json(const results::Tally& tally) {
  Json j = sums_to_json(tally);
  j["leakers"] = tally.leakers;
  return j;
}

results::Tally tally_from(const Json& j) {
  auto tally = sums_from<results::Tally>(j);
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

results::ChunkRecord chunk_from(const Json& j) {
  return {j.at("chunk").at(0), j.at("chunk").at(1), j.at("sha256"), tally_from(j.at("tally")),
          tallies_from(j.at("arrivals"))};
}

results::PointRecord point_from(const Json& j) {
  results::PointRecord point{j.at("point"), tally_from(j.at("tally")), {}, j.at("sha256"), {}};
  for (const Json& share : j.at("arrivals"))
    point.arrivals.push_back({share.at("arrival"), tally_from(share.at("tally"))});
  if (j.contains("pairs")) point.pairs = pairs_from(j.at("pairs"));
  point.seconds = j.value("seconds", 0.0);
  return point;
}

results::SetRecord set_from(const Json& j) {
  results::SetRecord set{j.at("set"), j.at("flies"), {}};
  for (const Json& e : j.at("estimates")) {
    results::SetEstimate estimate{set.set, e.at("counts").at(0), e.at("counts").at(1), e.at("counts").at(2),
                                  e.at("counts").at(3)};
    if (e.contains("leakers")) estimate.leakers = e.at("leakers").get<std::vector<std::uint64_t>>();
    if (e.contains("visitors")) estimate.transits = sums_from<results::TransitTally>(e.at("visitors"));
    if (e.contains("stages"))
      for (const Json& s : e.at("stages")) estimate.stages.push_back({s.at(0), s.at(1), s.at(2), s.at(3)});
    set.estimates.push_back(std::move(estimate));
  }
  return set;
}

results::RareRecord rare_from(const Json& j) {
  results::RareRecord chunk{j.at("rare").at(0), j.at("rare").at(1), j.at("sha256"), {}, {}};
  j.at("weights").get_to(chunk.sums.weights);
  j.at("reasons").get_to(chunk.sums.reasons);
  const Json& counts = j.at("counts");
  chunk.sums.hits = counts.at(0);
  chunk.sums.plain = counts.at(1);
  chunk.sums.plain_hits = counts.at(2);
  chunk.sums.plain_work = j.at("plain work");
  for (const Json& s : j.at("steps")) chunk.steps.push_back({s.at(0), {s.at(1), s.at(2), s.at(3)}});
  return chunk;
}

results::FieldRecord field_from(const Json& j) {
  return {j.at("field").at(0), j.at("field").at(1), j.at("flies"),
          j.at("held").get<std::vector<std::vector<std::uint64_t>>>()};
}

} // namespace

std::string record_line(const results::ChunkRecord& chunk) {
  return Json{{"chunk", {chunk.point, chunk.chunk}},
              {"sha256", chunk.sha256},
              {"tally", to_json(chunk.tally)},
              {"arrivals", to_json(chunk.by_arrival)}}
      .dump();
}

std::string record_line(const results::PointRecord& point) {
  Json line{{"point", point.point},
            {"sha256", point.outcomes_sha256},
            {"tally", to_json(point.tally)},
            {"arrivals", Json::array()},
            {"seconds", point.seconds}};
  for (const results::ArrivalShare& share : point.arrivals)
    line["arrivals"].push_back({{"arrival", share.arrival}, {"tally", to_json(share.tally)}});
  if (point.pairs) line["pairs"] = to_json(*point.pairs);
  return line.dump();
}

std::string record_line(const results::SetRecord& set) {
  Json estimates = Json::array();
  for (const auto& e : set.estimates) {
    Json estimate{{"counts", {e.replications, e.without_leaker, e.leaked, e.leaked_squares}}};
    if (!e.leakers.empty()) estimate["leakers"] = e.leakers;
    if (e.transits.count > 0) estimate["visitors"] = sums_to_json(e.transits);
    for (const results::SetStage& s : e.stages)
      estimate["stages"].push_back({s.replications, s.without_leaker, s.leaked, s.leaked_squares});
    estimates.push_back(std::move(estimate));
  }
  return Json{{"set", set.set}, {"flies", set.flies}, {"estimates", estimates}}.dump();
}

std::string record_line(const results::CauseRecord& cause) {
  return Json{{"causes", cause.causes}, {"held", cause.held}}.dump();
}

std::string record_line(const results::RareRecord& chunk) {
  const results::RareSums& sums = chunk.sums;
  Json steps = Json::array();
  for (const results::RareStep& s : chunk.steps)
    steps.push_back({s.samples, s.probability.value, s.probability.low, s.probability.high});
  return Json{{"rare", {chunk.estimate, chunk.chunk}},
              {"sha256", chunk.sha256},
              {"weights", sums.weights},
              {"counts", {sums.hits, sums.plain, sums.plain_hits}},
              {"plain work", sums.plain_work},
              {"reasons", sums.reasons},
              {"steps", steps}}
      .dump();
}

std::string record_line(const results::FieldRecord& row) {
  return Json{{"field", {row.field, row.row}}, {"flies", row.flies}, {"held", row.held}}.dump();
}

bool read_record(std::string_view text, results::Records& records) {
  const Json line = Json::parse(text, nullptr, false);
  if (!line.is_object()) return false;
  try {
    if (line.contains("chunk"))
      records.add(chunk_from(line));
    else if (line.contains("point"))
      records.add(point_from(line));
    else if (line.contains("set"))
      records.add(set_from(line));
    else if (line.contains("causes"))
      records.add(results::CauseRecord{line.at("causes"), line.at("held")});
    else if (line.contains("rare"))
      records.add(rare_from(line));
    else if (line.contains("field"))
      records.add(field_from(line));
    else
      return false;
  } catch (const Json::exception&) { // a key is missing or of another type
    return false;
  }
  return true;
}

} // namespace equipoise::io
