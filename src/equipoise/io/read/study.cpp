#include "equipoise/io/read/study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/scenario/scenario.hpp"
#include "equipoise/io/read/scenario/settings.hpp"
#include "equipoise/io/read/study_kinds.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {
namespace {

using catalogue::Belief;

const std::vector<std::string> beliefs{"brochure", "frictions", "assessed"};

void read_factor(TableReader r, study::Study& study) {
  study::Factor factor;
  factor.at = r.location();
  factor.address = r.text("set").value_or("");
  const auto same = [&](const study::Factor& other) { return other.address == factor.address; };
  if (!factor.address.empty() && std::any_of(study.factors.begin(), study.factors.end(), same))
    r.diagnostics().push_back(
        {core::Severity::error, factor.at, "factor." + factor.address, "is varied twice"});
  const toml::Value* values = r.value("values");
  if (const auto* array = values == nullptr ? nullptr : values->as<toml::Array>()) {
    for (const toml::Value& element : *array)
      if (const auto text = setting_text(element)) factor.values.push_back(*text);
    if (factor.values.size() != array->size() || array->empty())
      r.fault("values", "must be numbers or quantities, at least one");
  } else if (values != nullptr) {
    r.fault("values", "must be an array");
  }
  r.finish();
  study.factors.push_back(std::move(factor));
}

void read_variant(TableReader r, study::Study& study) {
  study::Variant variant;
  variant.at = r.location();
  variant.name = r.text("name").value_or("");
  const auto belief = r.word("belief", beliefs, false);
  variant.belief = catalogue::belief_from(belief.value_or("assessed")).value_or(Belief::assessed);
  const auto same = [&](const study::Variant& other) {
    return other.name == variant.name && other.belief == variant.belief;
  };
  if (!variant.name.empty() && std::any_of(study.variants.begin(), study.variants.end(), same))
    r.fault("name",
            fmt::format("\"{}\" is used twice under the belief {}", variant.name, name_of(variant.belief)));
  if (const toml::Value* set = r.table("set", "ID.KEY = VALUE"))
    for (const toml::Member& member : set->as<toml::Table>()->members) {
      const auto text = setting_text(member.value);
      if (!text) r.fault("set", fmt::format("\"{}\" must be a number or a quantity", member.key));
      variant.settings.push_back({member.key, text.value_or(""), r.location("set")});
    }
  r.finish();
  study.variants.push_back(std::move(variant));
}

/// A variant is compared with the scenario under its own belief, so that has to be played too.
void check_comparison(const study::Study& study, core::Diagnostics& diagnostics) {
  for (const study::Variant& variant : study.variants)
    if (std::find(study.beliefs.begin(), study.beliefs.end(), variant.belief) == study.beliefs.end())
      diagnostics.push_back(
          {core::Severity::error, variant.at, "variant." + variant.name,
           fmt::format("is compared under the belief {}, which the study does not play; add it to belief",
                       name_of(variant.belief))});
}

} // namespace

StudyFile read_study(const Files& files, const std::filesystem::path& path, core::Diagnostics& diagnostics) {
  StudyFile result;
  auto text = read_text(files, path, diagnostics);
  if (!text) return result;
  result.text = std::move(*text);
  const toml::Table root = parse_toml(result.text, path.string(), diagnostics);
  TableReader r(root, path.string(), "", {1, 1}, diagnostics);
  study::Study& s = result.study;
  if (core::has_errors(diagnostics) || !r.word("format", {"equipoise-study/1"})) return result;
  s.title = r.text("title").value_or("");
  const std::string scenario = r.text("scenario").value_or("");
  if (!scenario.empty()) result.scenario = path.parent_path() / scenario;
  result.scenario_at = r.location("scenario");
  std::vector<std::string> kinds;
  for (const study::Kind k : study::kinds) kinds.emplace_back(name_of(k));
  kinds.insert(kinds.end(), {"exchange", "procurement", "ledger"}); // these have readers of their own
  const auto kind = r.word("kind", kinds);
  s.kind = study::kind_from(kind.value_or("")).value_or(study::Kind::odds);
  for (const toml::Value* factor : r.tables("factor", s.kind == study::Kind::sweep))
    read_factor(r.below(*factor, "factor"), s);
  if (kind && kind != "sweep" && !s.factors.empty()) r.fault("factor", "belongs to a study of kind sweep");
  for (const std::string& name : r.texts("belief", false)) {
    const auto belief = catalogue::belief_from(name);
    if (!belief)
      r.fault("belief", fmt::format("\"{}\" is not known; allowed: {}", name, fmt::join(beliefs, ", ")));
    else if (std::find(s.beliefs.begin(), s.beliefs.end(), *belief) != s.beliefs.end())
      r.warn("belief", fmt::format("\"{}\" is there twice", name));
    if (belief) s.beliefs.push_back(*belief);
  }
  if (s.beliefs.empty() && s.kind == study::Kind::sensitivity) s.beliefs = {Belief::assessed};
  if (s.beliefs.empty()) s.beliefs = {Belief::brochure, Belief::frictions, Belief::assessed};
  s.ignorance = static_cast<std::uint64_t>(
      r.integer("ignorance", 0, static_cast<std::int64_t>(max_sets), false).value_or(0));
  s.replications =
      static_cast<std::uint64_t>(r.integer("replications", 1, 1'000'000'000'000, false).value_or(10'000));
  read_precision(r, s);
  s.replications_per_set =
      static_cast<std::uint64_t>(r.integer("replications_per_set", 20, 1'000'000'000, false)
                                     .value_or(static_cast<std::int64_t>(s.replications)));
  s.effectiveness = r.boolean("effectiveness", false);
  if (s.effectiveness) s.effectiveness_at = r.location("effectiveness");
  s.seed = static_cast<std::uint64_t>(r.integer("seed", 0, INT64_MAX, false).value_or(1));
  const std::string sensing = r.word("sensing", {"dwell", "table", "perfect"}, false).value_or("table");
  s.sensing = scenario::sensing_from(sensing).value_or(scenario::Sensing::table);
  for (const toml::Value* variant : r.tables("variant", s.kind == study::Kind::compare))
    read_variant(r.below(*variant, "variant"), s);
  read_kind(r, s);
  if (const toml::Value* record = r.optional_table("record")) {
    TableReader t = r.below(*record, "record");
    study::Record list;
    list.at = t.location();
    list.raids = static_cast<unsigned>(t.integer("raids", 1, 1000).value_or(1));
    list.claims = t.texts("claims");
    list.claims_at = t.location("claims");
    t.finish();
    if (kind && kind != "odds") r.fault("record", "belongs to a study of kind odds");
    if (s.ignorance == 0) r.fault("record", "needs ignorance: a prediction is made over parameter sets");
    s.record = std::move(list);
  }
  r.finish();
  if (s.kind == study::Kind::compare) check_comparison(s, diagnostics);
  if (s.ignorance > 0 && s.ignorance < 20)
    r.fault("ignorance", "needs at least 20 parameter sets for a band; 0 plays nominal values only");
  if ((s.ignorance > 0 || s.sensitivity) && s.replications_per_set < 20)
    r.fault("replications_per_set",
            "needs at least 20 for the chance inside a set to be told from ignorance");
  std::uint64_t points = s.beliefs.size() + s.variants.size();
  for (const study::Factor& factor : s.factors) points *= std::max<std::uint64_t>(1, factor.values.size());
  if (points > max_points)
    r.fault("factor", fmt::format("{} points in all; allowed: at most {}", points, max_points));
  return result;
}

std::optional<CaseReader> open_scenario(const Files& files, const StudyFile& study,
                                        const std::vector<std::filesystem::path>& catalogues,
                                        core::Diagnostics& diagnostics) {
  const std::string file = study.scenario.string();
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, study.scenario_at, "scenario", message});
    return std::nullopt;
  };
  const FileText read = files.text(study.scenario);
  if (!read.problem.empty()) return fault(file + ": " + read.problem);
  const toml::ParseResult parsed = toml::parse(read.text); // faults of syntax are told by the reader below
  const toml::Value* format = parsed.root.find("format");
  const auto* word = format == nullptr ? nullptr : format->as<std::string>();
  if (parsed.ok() && (word == nullptr || *word != scenario_format))
    return fault(
        fmt::format("{}: is no scenario; wanted: a file with format = \"{}\"", file, scenario_format));
  core::Diagnostics own;
  CaseReader reader(file, read.text, read_catalogue(files, catalogues, own), own);
  diagnostics.insert(diagnostics.end(), own.begin(), own.end());
  if (core::has_errors(own)) return std::nullopt;
  return reader;
}

} // namespace equipoise::io
