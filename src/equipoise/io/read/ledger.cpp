#include "equipoise/io/read/ledger.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "equipoise/core/units.hpp"
#include "equipoise/io/read/scenario/settings.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {
namespace {

constexpr std::string_view claims_format = "equipoise-claims/1";
constexpr std::int64_t max_sets_read = 10'000;

std::vector<std::string> measure_names() {
  std::vector<std::string> names;
  for (const ledger::MeasureWords& m : ledger::measures) names.emplace_back(m.name);
  return names;
}

ledger::Measure measure_from(const std::string& name) {
  for (const ledger::MeasureWords& m : ledger::measures)
    if (m.name == name) return m.measure;
  return ledger::Measure::gap;
}

/// Every role a claim may name, so that a file of claims can be checked before anyone holds them.
std::map<std::string, std::string> any_names() {
  std::map<std::string, std::string> names;
  for (const char* role : {"owner", "rival", "defence", "missile", "aircraft", "third"}) names[role] = role;
  return names;
}

/// What a claim says of itself, the same whoever holds the roles.
LedgerClaim read_claim(TableReader r, const std::map<std::string, std::string>& names) {
  LedgerClaim result;
  ledger::Claim& c = result.claim;
  ledger::Proposition& p = c.proposition;
  const auto words = [&](const char* key, bool required = true) {
    return with_names(r.text(key, required).value_or(""), names, r.location(key), r.prefix() + "." + key,
                      r.diagnostics());
  };
  c.id = r.text("id").value_or("");
  c.title = words("title");
  c.meant = words("meant");
  c.measured = words("measured");
  c.left_out = words("left_out");
  c.condition = words("condition");
  c.would_change = words("would_change");
  p.study = r.text("study").value_or("");
  p.measure = measure_from(r.word("measure", measure_names()).value_or("gap"));
  if (const toml::Value* at = r.optional_table("at"))
    for (const toml::Member& member : at->as<toml::Table>()->members) {
      const auto text = setting_text(member.value);
      if (!text) r.fault("at", fmt::format("\"{}\" must be a number or a quantity", member.key));
      p.at.emplace_back(member.key, text.value_or(""));
    }
  p.variant = r.text("variant", false).value_or("");
  p.by = words("by", false);
  p.arrive = static_cast<unsigned>(r.integer("arrive", 1, 1000, false).value_or(1));
  p.year = static_cast<int>(r.integer("year", 1900, 2200, false).value_or(0));
  const bool min = r.has("at_least"), max = r.has("at_most");
  if (min == max) r.fault("at_least", "must stand, or at_most: one of the two");
  const double scale = ledger::words_of(p.measure).scale;
  const auto threshold =
      r.quantity(max ? "at_most" : "at_least", core::Dimension::number, {-1e9, 1e9}, false);
  r.value(max ? "at_least" : "at_most", false);
  p.at_least = !max;
  p.threshold = threshold.value_or(0.0) / scale;
  auto with_threshold = names;
  with_threshold["threshold"] = ledger::told(p.measure, p.threshold);
  p.words = with_names(r.text("proposition").value_or(""), with_threshold, r.location("proposition"),
                       r.prefix() + ".proposition", r.diagnostics());
  for (const std::string& name : r.texts("figures", false)) {
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos)
      r.fault("figures", fmt::format("\"{}\" must be STUDY/FIGURE", name));
    else
      c.figures.push_back({name.substr(0, slash), name.substr(slash + 1)});
  }
  for (const char* key : {"figures", "study", "measure", "at", "variant", "by", "arrive", "year"})
    result.at[key] = r.location(key);
  r.finish();
  return result;
}

std::vector<LedgerClaim> parse_claims(const std::string& text, const std::string& file,
                                      const std::map<std::string, std::string>& names,
                                      core::Diagnostics& all) {
  core::Diagnostics diagnostics; // what is wrong elsewhere does not hide what is wrong here
  const toml::Table root = parse_toml(text, file, diagnostics);
  TableReader r(root, file, "", {1, 1}, diagnostics);
  std::vector<LedgerClaim> list;
  if (!core::has_errors(diagnostics) && r.word("format", {std::string(claims_format)})) {
    for (const toml::Value* claim : r.tables("claim")) {
      list.push_back(read_claim(r.below(*claim, "claim"), names));
      const std::string& id = list.back().claim.id;
      if (std::count_if(list.begin(), list.end(), [&](const auto& c) { return c.claim.id == id; }) > 1)
        r.fault("claim", fmt::format("\"{}\" is there twice", id));
    }
    r.finish();
  }
  all.insert(all.end(), diagnostics.begin(), diagnostics.end());
  return list;
}

std::vector<ledger::Event> read_events(const std::vector<std::string>& keys, TableReader& r,
                                       const catalogue::Catalogue& catalogue) {
  std::vector<ledger::Event> events;
  const catalogue::Entry* entry = catalogue.find("timeline");
  for (const std::string& key : keys) {
    const catalogue::Parameter* event = nullptr;
    if (entry != nullptr)
      if (const auto found = entry->parameters.find("event." + key); found != entry->parameters.end())
        event = &found->second;
    if (event == nullptr) {
      r.fault("afterwards", fmt::format("\"{}\" is no event of the catalogue's timeline", key));
      continue;
    }
    events.push_back(
        {core::format_quantity(event->nominal, core::Dimension::date), event->note, event->sources});
  }
  return events;
}

void check_source(const std::string& key, const std::string& at, TableReader& r,
                  const catalogue::Catalogue& catalogue) {
  if (!catalogue.sources.contains(key)) r.fault(at, fmt::format("\"{}\" is no source of the catalogue", key));
}

/// Who said it and what came of it, laid over the claim of the shared file.
void read_occasion(TableReader& r, const std::map<std::string, std::string>& names,
                   const catalogue::Catalogue& catalogue, ledger::Claim& c) {
  const auto words = [&](const std::string& text, const char* key) {
    return with_names(text, names, r.location(key), r.prefix() + "." + key, r.diagnostics());
  };
  c.speaker = words(r.text("speaker").value_or(""), "speaker");
  c.date = r.text("date").value_or("");
  c.said = words(r.text("said").value_or(""), "said");
  c.analogy = words(r.text("analogy", false).value_or(""), "analogy");
  c.said_sources = r.texts("source", c.analogy.empty());
  for (const std::string& key : c.said_sources) check_source(key, "source", r, catalogue);
  c.afterwards = read_events(r.texts("afterwards", false), r, catalogue);
  for (const toml::Value* value : r.tables("version", false)) {
    TableReader t = r.below(*value, "version");
    const auto told = [&](const char* key) {
      return with_names(t.text(key).value_or(""), names, t.location(key), t.prefix() + "." + key,
                        t.diagnostics());
    };
    ledger::Version version{told("by"), told("says"), t.text("source").value_or("")};
    check_source(version.source, "source", t, catalogue);
    t.finish();
    c.versions.push_back(std::move(version));
  }
}

void read_names(const toml::Value& table, TableReader& r, std::map<std::string, std::string>& names) {
  for (const toml::Member& member : table.as<toml::Table>()->members) {
    const auto* text = member.value.as<std::string>();
    if (text == nullptr || text->empty())
      r.fault("names", fmt::format("\"{}\" must be a text", member.key));
    else
      names[member.key] = *text;
  }
}

} // namespace

std::string with_names(const std::string& text, const std::map<std::string, std::string>& names,
                       const core::Location& at, const std::string& key, core::Diagnostics& diagnostics) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t open = text.find('{', i), close = text.find('}', open);
    if (open == std::string::npos || close == std::string::npos) return out + text.substr(i);
    const std::string role = text.substr(open + 1, close - open - 1);
    out += text.substr(i, open - i);
    if (const auto found = names.find(role); found != names.end()) {
      out += found->second;
    } else {
      std::vector<std::string> known;
      for (const auto& [name, holder] : names) known.push_back(name);
      diagnostics.push_back(
          {core::Severity::error, at, key,
           fmt::format("\"{{{}}}\" names no role; allowed: {}", role, fmt::join(known, ", "))});
    }
    i = close + 1;
  }
  return out;
}

LedgerFile read_ledger(const Files& files, const std::filesystem::path& path,
                       const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics) {
  LedgerFile file;
  auto text = read_text(files, path, diagnostics);
  if (!text) return file;
  file.text = std::move(*text);
  const toml::Table root = parse_toml(file.text, path.string(), diagnostics);
  TableReader top(root, path.string(), "", {1, 1}, diagnostics);
  if (core::has_errors(diagnostics) || !top.word("format", {"equipoise-study/1"})) return file;
  file.title = top.text("title").value_or("");
  top.word("kind", {"ledger"});
  const toml::Value* table = top.table("ledger", "claims, names, study, claim");
  top.finish();
  if (table == nullptr) return file;
  TableReader r = top.below(*table, "ledger");
  if (const toml::Value* names = r.table("names", "owner, rival, defence")) read_names(*names, r, file.names);
  file.question = with_names(r.text("question").value_or(""), file.names, r.location("question"),
                             "ledger.question", diagnostics);
  file.sets = static_cast<std::uint64_t>(r.integer("parameter_sets", 20, max_sets_read).value_or(20));
  file.validation = r.boolean("validation", false).value_or(false);
  for (const toml::Value* value : r.tables("study")) {
    TableReader t = r.below(*value, "study");
    const std::string id = t.text("id").value_or(""), name = t.text("file").value_or("");
    if (file.studies.contains(id)) t.fault("id", fmt::format("\"{}\" is there twice", id));
    if (id.empty() || id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
      t.fault("id", "must be of small letters, digits and \"-\": it names a folder");
    file.studies[id] = path.parent_path() / name;
    file.studies_at[id] = t.location("file");
    file.order.push_back(id);
    t.finish();
  }
  const std::filesystem::path claims = path.parent_path() / r.text("claims").value_or("");
  std::vector<LedgerClaim> shared;
  if (FileText read = files.text(claims); read.problem.empty()) {
    file.claims_text = std::move(read.text);
    shared = parse_claims(file.claims_text, claims.string(), file.names, diagnostics);
  } else {
    r.fault("claims", claims.string() + ": " + read.problem);
  }
  for (const toml::Value* value : r.tables("claim")) {
    TableReader t = r.below(*value, "claim");
    const std::string id = t.text("id").value_or("");
    auto names = file.names;
    if (const toml::Value* own = t.optional_table("names")) read_names(*own, t, names);
    // Names were checked above; a claim that has names of its own is worded anew.
    core::Diagnostics told;
    const auto worded =
        names == file.names ? shared : parse_claims(file.claims_text, claims.string(), names, told);
    const auto found =
        std::find_if(worded.begin(), worded.end(), [&](const auto& c) { return c.claim.id == id; });
    LedgerClaim claim = found == worded.end() ? LedgerClaim{} : *found;
    if (found == worded.end() && !shared.empty())
      t.fault("id", fmt::format("\"{}\" is no claim of {}", id, claims.string()));
    read_occasion(t, names, catalogue, claim.claim);
    ledger::Proposition& p = claim.claim.proposition;
    const std::string shared_study = p.study;
    p.study = t.text("study", false).value_or(p.study);
    t.finish();
    if (found == worded.end()) continue;
    if (!file.studies.contains(p.study))
      t.fault(t.has("study") ? "study" : "id",
              fmt::format("needs the study \"{}\", which is not listed", p.study));
    for (ledger::FigureName& figure : claim.claim.figures) {
      if (figure.study == shared_study) figure.study = p.study;
      if (!file.studies.contains(figure.study))
        t.fault("id", fmt::format("shows a figure of the study \"{}\", which is not listed", figure.study));
    }
    file.claims.push_back(std::move(claim));
  }
  r.finish();
  return file;
}

void check_claims(const Files& files, const std::filesystem::path& path, core::Diagnostics& diagnostics) {
  if (const auto text = read_text(files, path, diagnostics))
    parse_claims(*text, path.string(), any_names(), diagnostics);
}

} // namespace equipoise::io
