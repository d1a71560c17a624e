#include "equipoise/io/read/catalogue/catalogue.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/io/read/catalogue/field_value.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {
namespace {

namespace fs = std::filesystem;
using catalogue::Basis;
using catalogue::Entry;
using catalogue::Field;
using catalogue::Kind;
using catalogue::Parameter;
using catalogue::Spread;

const std::vector<std::string> spread_words{"none", "uniform", "log-uniform", "triangular", "choice"};
const std::vector<std::string> basis_words{"seen", "mixed", "tertiary", "memory", "computed", "assumption"};

template <class Enum>
Enum from_word(const std::vector<std::string>& words, const std::string& word) {
  return static_cast<Enum>(std::find(words.begin(), words.end(), word) - words.begin());
}

/// One end of a range. The nominal of words may be "either".
std::optional<double> read_end(TableReader& reader, const std::string& key, const Field& field,
                               Parameter& parameter) {
  const toml::Value* value = reader.value(key);
  if (value == nullptr) return std::nullopt;
  const auto* text = value->as<std::string>();
  if (!field.words.empty() && text != nullptr && *text == "either" && key == "nominal") {
    parameter.either = true;
    return 0.0;
  }
  const QuantityResult result = read_field(*value, field);
  if (!result.value) reader.fault(key, result.message);
  return result.value;
}

/// A value stands on a source, or on a reason if it is assumed or computed.
void check_grounds(TableReader& reader, const Parameter& p) {
  if (reader.has("source")) return; // a faulty one has been reported
  const bool reasoned = p.basis == Basis::assumption || p.basis == Basis::computed;
  if (!reasoned)
    reader.fault("source",
                 "is missing: a value needs a source, or basis = \"assumption\" and a reason in note");
  else if (!reader.has("note"))
    reader.fault("note", "is missing: an assumption needs its reason");
}

void read_parameter(TableReader& reader, const Field& field, Parameter& p) {
  p.dimension = field.dimension;
  for (const auto word : field.words) p.words.emplace_back(word);
  if (reader.has("value")) {
    if (const auto value = read_end(reader, "value", field, p)) p.low = p.nominal = p.high = *value;
  } else if (!reader.has("low") && !reader.has("nominal") && !reader.has("high")) {
    for (const char* key : {"value", "low", "nominal", "high", "spread"}) reader.value(key, false);
    reader.fault("value", "is missing; wanted: value, or low, nominal and high");
  } else {
    const auto low = read_end(reader, "low", field, p), nominal = read_end(reader, "nominal", field, p),
               high = read_end(reader, "high", field, p);
    p.low = low.value_or(0.0);
    p.nominal = nominal.value_or(0.0);
    p.high = high.value_or(0.0);
    if (low && nominal && high && p.words.empty() && !(p.low <= p.nominal && p.nominal <= p.high))
      reader.fault("nominal", "must lie between low and high");
    if (const auto spread = reader.word("spread", spread_words, !field.recorded))
      p.spread = from_word<Spread>(spread_words, *spread);
    if (field.recorded && p.spread != Spread::none)
      reader.fault("spread", "must be none or left out: no model reads this value");
    if (p.spread == Spread::log_uniform && p.low <= 0.0)
      reader.fault("low", "must be positive where the spread is log-uniform");
    if (!p.words.empty() && p.spread != Spread::none && p.spread != Spread::choice)
      reader.fault("spread", "must be choice or none for words");
  }
  p.group = reader.text("group", false).value_or("");
  p.reversed = reader.boolean("reversed", false).value_or(false);
  p.sources = reader.texts("source", false);
  p.note = reader.text("note", false).value_or("");
  p.confidence = reader.word("confidence", {"high", "medium", "low"}).value_or("low");
  if (const auto basis = reader.word("basis", basis_words)) {
    p.basis = from_word<Basis>(basis_words, *basis);
    check_grounds(reader, p);
  }
  reader.finish();
}

/// Every name that parameters of a kind may have; of a recorded field its own, as any may follow it.
std::vector<std::string> parameter_names(const Kind& kind) {
  std::vector<std::string> names;
  for (const Field& field : kind.fields)
    for (std::string& name : catalogue::allowed_names(field)) names.push_back(std::move(name));
  return names;
}

/// The name under which a parameter is read: its own if the models read it or the field is recorded; else one
/// that is near, so that its faults are told and it is not said to be missing. Empty if there is none.
std::string meant_name(const Kind& kind, const std::string& name) {
  const Field* field = catalogue::find_field(kind, name);
  if (field != nullptr && field->recorded) return name;
  const auto names = parameter_names(kind);
  if (std::find(names.begin(), names.end(), name) != names.end()) return name;
  const std::string near = core::nearest(name, names);
  return near.empty() && field != nullptr ? std::string(field->name) : near;
}

std::string unknown_parameter(const Kind& kind, const std::string& near) {
  std::vector<std::string> known;
  for (const Field& field : kind.fields) known.emplace_back(field.name);
  return fmt::format("is not a parameter of {}; {}", core::with_article(kind.name),
                     near.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                                  : fmt::format("did you mean \"{}\"?", near));
}

/// Tables only, so that its parameters are below: [kill_probability.ballistic.assessed] is three levels down.
bool leads_to_parameters(const toml::Table& table) {
  return !table.members.empty() &&
         std::all_of(table.members.begin(), table.members.end(),
                     [](const toml::Member& m) { return m.value.as<toml::Table>() != nullptr; });
}

void read_parameters(const toml::Value& value, const std::string& name, const Kind& kind,
                     const TableReader& above, Entry& entry) {
  const auto& table = *value.as<toml::Table>();
  if (leads_to_parameters(table)) {
    for (const toml::Member& member : table.members)
      read_parameters(member.value, name + "." + member.key, kind, above, entry);
    return;
  }
  TableReader reader(table, above.file(), entry.key + "." + name, value.at, above.diagnostics());
  const std::string meant = meant_name(kind, name);
  if (meant != name) reader.fault("", unknown_parameter(kind, meant));
  const Field* field = catalogue::find_field(kind, meant);
  if (field == nullptr) return;
  Parameter parameter;
  parameter.name = meant;
  parameter.at = reader.location();
  if (table.members.empty())
    reader.fault("", "is empty; a parameter has value, or low, nominal and high");
  else
    read_parameter(reader, *field, parameter);
  if (meant == name)
    entry.parameters[name] = std::move(parameter);
  else
    entry.parameters.try_emplace(meant, std::move(parameter));
}

void read_entry(const toml::Table& root, const fs::path& path, catalogue::Catalogue& result,
                std::map<std::string, fs::path>& keys, core::Diagnostics& diagnostics) {
  const std::string file = path.string();
  TableReader reader(root, file, "", {1, 1}, diagnostics);
  if (!reader.word("format", {"equipoise-catalogue/1"})) return;
  Entry entry;
  entry.at = {file, 1, 1};
  entry.key = reader.text("key").value_or("");
  entry.title = reader.text("title").value_or("");
  entry.like = reader.text("like", false).value_or("");
  std::vector<std::string> kind_names;
  for (const Kind& kind : catalogue::kinds()) kind_names.emplace_back(kind.name);
  const auto kind_name = reader.word("kind", kind_names);
  if (!kind_name || entry.key.empty()) return;
  if (entry.key != path.stem().string())
    reader.fault("key", fmt::format("must be the name of its file, \"{}\"", path.stem().string()));
  if (const auto [first, is_new] = keys.emplace(entry.key, path); !is_new)
    reader.fault("key", fmt::format("\"{}\" is also in {}", entry.key, first->second.string()));
  entry.kind = *kind_name;
  const Kind& kind = *catalogue::find_kind(*kind_name);
  if (reader.has("like")) entry.written_at["like"] = reader.location("like");
  for (const auto reference : kind.references) {
    const std::string role(reference);
    entry.written_at[role] = reader.location(role);
    if (const auto key = reader.text(role, role == "interceptor")) entry.references[role] = *key;
  }
  const bool searches = reader.has("surveillance_radar"), engages = reader.has("engagement_radar");
  if (searches != engages)
    reader.fault(searches ? "engagement_radar" : "surveillance_radar",
                 "is missing: a battery has both radars or neither");
  for (const toml::Member& member : root.members) {
    if (member.value.as<toml::Table>() != nullptr) {
      reader.value(member.key);
      read_parameters(member.value, member.key, kind, reader, entry);
    } else if (catalogue::find_field(kind, member.key) != nullptr) {
      reader.table(member.key, "value, or low, nominal and high");
      entry.parameters.try_emplace(member.key).first->second.name = member.key; // it is not missing
    }
  }
  reader.finish();
  result.entries[entry.key] = std::move(entry);
}

void read_sources(const toml::Table& root, const std::string& file, catalogue::Catalogue& result,
                  core::Diagnostics& diagnostics) {
  TableReader reader(root, file, "", {1, 1}, diagnostics);
  reader.word("format", {"equipoise-sources/1"});
  for (const toml::Member& member : root.members) {
    if (member.value.as<toml::Table>() == nullptr) continue;
    if (reader.table(member.key, "title, locator") == nullptr) continue;
    TableReader source = reader.below(member.value, member.key);
    result.sources[member.key] = {source.text("title").value_or(""), source.text("locator").value_or("")};
    source.finish();
  }
  reader.finish();
}

void read_one(const Files& files, const fs::path& path, catalogue::Catalogue& result,
              std::map<std::string, fs::path>& keys, core::Diagnostics& diagnostics) {
  core::Diagnostics own;
  const auto text = read_text(files, path, own);
  const toml::Table root = text ? parse_toml(*text, path.string(), own) : toml::Table{};
  const toml::Value* format = root.find("format");
  const auto* word = format == nullptr ? nullptr : format->as<std::string>();
  if (own.empty()) { // faults of syntax would make others out of nothing
    if (word != nullptr && *word == "equipoise-sources/1")
      read_sources(root, path.string(), result, own);
    else
      read_entry(root, path, result, keys, own);
  }
  diagnostics.insert(diagnostics.end(), own.begin(), own.end());
}

/// Whether an entry may stand in for what another does not give.
bool stands_in(const Entry& like, const Entry& entry) {
  return like.kind == entry.kind || (like.kind == "radar-practice" && entry.kind == "radar");
}

/// References of one entry to others. Says whether what it is like is there.
bool check_references_of(const Entry& entry, const catalogue::Catalogue& all,
                         core::Diagnostics& diagnostics) {
  const auto fault = [&](const std::string& role, const std::string& message) {
    const auto at = entry.written_at.find(role);
    diagnostics.push_back({core::Severity::error, at == entry.written_at.end() ? entry.at : at->second,
                           entry.key + "." + role, message});
  };
  const auto missing = [](const std::string& target) {
    return fmt::format("\"{}\" is not in the catalogue", target);
  };
  const auto other_kind = [](const Entry& other, const std::string& wanted) {
    return fmt::format("\"{}\" is {}; wanted: {}", other.key, core::with_article(other.kind),
                       core::with_article(wanted));
  };
  for (const auto& [role, target] : entry.references) {
    const Entry* other = all.find(target);
    const std::string wanted = role.ends_with("radar") ? "radar"
                               : role.ends_with("interceptor")
                                   ? "interceptor" // a textbook-interceptor is one too
                                   : role;
    if (other == nullptr)
      fault(role, missing(target));
    else if (!other->kind.ends_with(wanted))
      fault(role, other_kind(*other, wanted));
  }
  if (entry.like.empty()) return !entry.written_at.contains("like");
  const Entry* like = all.find(entry.like);
  if (like == nullptr)
    fault("like", missing(entry.like));
  else if (!stands_in(*like, entry))
    fault("like", other_kind(*like, entry.kind));
  return like != nullptr && stands_in(*like, entry);
}

/// What the models read must be there, under each of its names.
void check_completeness(const Entry& entry, const catalogue::Catalogue& all, core::Diagnostics& diagnostics) {
  const auto missing = [&](const std::string& name, const Field& field) {
    diagnostics.push_back({core::Severity::error, entry.at, entry.key + "." + name,
                           fmt::format("is missing ({})", field.meaning)});
  };
  for (const Field& field : catalogue::find_kind(entry.kind)->fields) {
    if (!field.required) continue;
    const auto names = catalogue::full_names(field);
    std::vector<std::string> absent;
    for (const std::string& name : names)
      if (all.find(entry.key, name) == nullptr) absent.push_back(name);
    if (absent.size() == names.size()) absent = {std::string(field.name)};
    for (const std::string& name : absent) missing(name, field);
  }
}

} // namespace

void check_references(const catalogue::Catalogue& result, core::Diagnostics& diagnostics) {
  for (const auto& [key, entry] : result.entries) {
    const bool complete_by_like = check_references_of(entry, result, diagnostics);
    for (const auto& [name, parameter] : entry.parameters)
      for (const std::string& source : parameter.sources)
        if (!result.sources.contains(source))
          diagnostics.push_back({core::Severity::error, parameter.at, key + "." + name,
                                 fmt::format("source \"{}\" is not in sources.toml", source)});
    if (complete_by_like) check_completeness(entry, result, diagnostics);
  }
}

void lay_over(catalogue::Catalogue& catalogue, const Files& files, const fs::path& folder,
              core::Diagnostics& diagnostics) {
  const auto fault = [&](const fs::path& at, const std::string& message) {
    diagnostics.push_back({core::Severity::error, {at.string(), 0, 0}, "", message});
  };
  std::map<std::string, fs::path> keys; // of this folder
  const PathKind kind = files.kind(folder);
  if (kind == PathKind::file) return read_one(files, folder, catalogue, keys, diagnostics);
  if (kind == PathKind::nothing) return fault(folder, "is not a folder");
  const Listing listing = files.list(folder);
  for (const Listing::Unread& unread : listing.unread) fault(unread.folder, unread.problem);
  for (const fs::path& file : listing.files)
    if (file.extension() == ".toml") read_one(files, file, catalogue, keys, diagnostics);
}

catalogue::Catalogue read_catalogue(const Files& files, const std::vector<fs::path>& folders,
                                    core::Diagnostics& diagnostics) {
  catalogue::Catalogue result;
  for (const fs::path& folder : folders) lay_over(result, files, folder, diagnostics);
  check_references(result, diagnostics);
  return result;
}

} // namespace equipoise::io
