#include "equipoise/io/catalogue_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/engagement/target.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/table_reader.hpp"

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

/// One end of a range: a quantity, "unlimited", or the index of a word.
std::optional<double> read_end(TableReader& reader, const std::string& key, const Field& field,
                               Parameter& parameter) {
  const toml::Value* value = reader.value(key);
  if (value == nullptr) return std::nullopt;
  const auto* text = value->as<std::string>();
  if (!field.words.empty()) {
    if (text != nullptr && *text == "either" && key == "nominal") {
      parameter.either = true;
      return 0.0;
    }
    for (std::size_t i = 0; text != nullptr && i < field.words.size(); ++i)
      if (field.words[i] == *text) return static_cast<double>(i);
    reader.fault(key, fmt::format("must be one of: {}", fmt::join(field.words, ", ")));
    return std::nullopt;
  }
  if (text != nullptr && *text == "unlimited" && field.greatest >= engagement::unlimited)
    return static_cast<double>(engagement::unlimited);
  const QuantityResult result = read_quantity(*value, field.dimension, {field.least, field.greatest});
  if (!result.value) reader.fault(key, result.message);
  if (result.value && field.whole &&
      *result.value != static_cast<double>(static_cast<std::int64_t>(*result.value))) {
    reader.fault(key, "must be a whole number");
    return std::nullopt;
  }
  return result.value;
}

void read_parameter(TableReader& reader, const Field& field, Parameter& p) {
  p.dimension = field.dimension;
  for (const auto word : field.words) p.words.emplace_back(word);
  if (reader.has("value")) {
    if (const auto value = read_end(reader, "value", field, p)) p.low = p.nominal = p.high = *value;
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
  if (const auto basis = reader.word("basis", basis_words)) p.basis = from_word<Basis>(basis_words, *basis);
  const bool reasoned = p.basis == Basis::assumption || p.basis == Basis::computed;
  if (p.sources.empty() && !reasoned)
    reader.fault("source",
                 "is missing: a value needs a source, or basis = \"assumption\" and a reason in note");
  if (p.sources.empty() && reasoned && p.note.empty())
    reader.fault("note", "is missing: an assumption needs its reason");
  reader.finish();
}

bool is_parameter(const toml::Table& table) {
  return table.find("value") != nullptr || table.find("nominal") != nullptr;
}

/// Walks the tables of an entry: [kill_probability.ballistic.assessed] is a parameter three levels down.
void read_parameters(const toml::Value& value, const std::string& name, const Kind& kind,
                     const TableReader& above, Entry& entry) {
  const auto& table = *value.as<toml::Table>();
  if (!is_parameter(table)) {
    if (table.members.empty())
      above.diagnostics().push_back({core::Severity::error,
                                     {above.file(), value.at.line, value.at.column},
                                     entry.key + "." + name,
                                     "is empty; a parameter has value, or low, nominal and high"});
    for (const toml::Member& member : table.members) {
      if (member.value.as<toml::Table>() != nullptr) {
        read_parameters(member.value, name + "." + member.key, kind, above, entry);
        continue;
      }
      above.diagnostics().push_back(
          {core::Severity::error,
           {above.file(), member.value.at.line, member.value.at.column},
           entry.key + "." + name + "." + member.key,
           "is neither a parameter nor part of one: a parameter has value, or low, nominal and high"});
    }
    return;
  }
  const Field* field = catalogue::find_field(kind, name);
  TableReader reader(table, above.file(), entry.key + "." + name, value.at, above.diagnostics());
  if (field == nullptr) {
    std::vector<std::string> names;
    for (const Field& f : kind.fields) names.emplace_back(f.name);
    const std::string near = core::nearest(name, names);
    reader.fault("", fmt::format("is not a parameter of a {}; {}", kind.name,
                                 near.empty() ? fmt::format("known: {}", fmt::join(names, ", "))
                                              : fmt::format("did you mean \"{}\"?", near)));
    return;
  }
  Parameter parameter;
  parameter.name = name;
  parameter.at = reader.location();
  read_parameter(reader, *field, parameter);
  entry.parameters[name] = std::move(parameter);
}

void read_entry(const toml::Table& root, const fs::path& path, catalogue::Catalogue& result,
                std::map<std::string, fs::path>& keys, core::Diagnostics& diagnostics) {
  const std::string file = path.string();
  TableReader reader(root, file, "", {1, 1}, diagnostics);
  reader.word("format", {"equipoise-catalogue/1"});
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
  for (const auto reference : kind.references)
    if (const auto key = reader.text(std::string(reference), false))
      entry.references[std::string(reference)] = *key;
  for (const toml::Member& member : root.members) {
    if (member.value.as<toml::Table>() == nullptr) continue;
    reader.table(member.key);
    read_parameters(member.value, member.key, kind, reader, entry);
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
    reader.table(member.key);
    TableReader source = reader.below(member.value, member.key);
    result.sources[member.key] = {source.text("title").value_or(""), source.text("locator").value_or("")};
    source.finish();
  }
  reader.finish();
}

void read_one(const fs::path& path, catalogue::Catalogue& result, std::map<std::string, fs::path>& keys,
              core::Diagnostics& diagnostics) {
  core::Diagnostics own;
  const toml::Table root = parse_toml(read_file(path), path.string(), own);
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

/// Parameters that come by class of target and belief, each of which the models read.
std::vector<std::string> full_names(const std::string& kind) {
  std::vector<std::string> names;
  for (const std::string_view c : engagement::target_class_names) {
    const std::string target(c);
    if (kind == "interceptor")
      for (const char* name : {"range.", "ceiling.", "least_altitude."}) names.push_back(name + target);
    if (kind.ends_with("interceptor"))
      for (const char* belief : {".brochure", ".assessed"})
        names.push_back("kill_probability." + target + belief);
  }
  if (kind == "battery") names = {"reaction_time.brochure", "reaction_time.assessed"};
  return names;
}

} // namespace

void check_references(const catalogue::Catalogue& result, core::Diagnostics& diagnostics) {
  for (const auto& [key, entry] : result.entries) {
    const auto fault = [&, at = entry.at](const std::string& name, const std::string& message) {
      diagnostics.push_back({core::Severity::error, at, name, message});
    };
    if (!entry.like.empty() && result.find(entry.like) == nullptr)
      fault(key + ".like", fmt::format("\"{}\" is not in the catalogue", entry.like));
    for (const auto& [role, target] : entry.references)
      if (result.find(target) == nullptr)
        fault(key + "." + role, fmt::format("\"{}\" is not in the catalogue", target));
    for (const auto& [role, target] : entry.references) {
      const catalogue::Entry* other = result.find(target);
      const std::string_view wanted = role.ends_with("radar") ? "radar" : role; // a textbook-interceptor is one too
      if (other != nullptr && !other->kind.ends_with(wanted))
        fault(key + "." + role, fmt::format("\"{}\" is a {}; wanted: a {}", target, other->kind, wanted));
    }
    for (const std::string& name : full_names(entry.kind))
      if (result.find(key, name) == nullptr) fault(key + "." + name, "is missing");
    if (entry.kind == "battery" && !entry.references.contains("interceptor"))
      fault(key + ".interceptor", "is missing");
    if (entry.kind == "battery" &&
        entry.references.contains("surveillance_radar") != entry.references.contains("engagement_radar"))
      fault(key, "needs both a surveillance_radar and an engagement_radar, or neither");
    for (const auto& [name, parameter] : entry.parameters)
      for (const std::string& source : parameter.sources)
        if (!result.sources.contains(source))
          diagnostics.push_back({core::Severity::error, parameter.at, key + "." + name,
                                 fmt::format("source \"{}\" is not in sources.toml", source)});
    for (const Field& field : catalogue::find_kind(entry.kind)->fields) {
      if (!field.required) continue;
      const auto all = result.all_of(key);
      const bool there =
          result.find(key, std::string(field.name)) != nullptr ||
          std::any_of(all.begin(), all.end(), [&](const auto& owned) {
            return owned.second->name.starts_with(std::string(field.name) + ".");
          });
      if (!there) fault(key + "." + std::string(field.name), fmt::format("is missing ({})", field.meaning));
    }
  }
}

void lay_over(catalogue::Catalogue& catalogue, const fs::path& folder, core::Diagnostics& diagnostics) {
  std::vector<fs::path> files;
  if (fs::is_regular_file(folder))
    files.push_back(folder);
  else if (!fs::is_directory(folder))
    throw CannotRead(folder.string() + ": is not a folder");
  else
    for (const auto& item : fs::recursive_directory_iterator(folder))
      if (item.path().extension() == ".toml") files.push_back(item.path());
  std::sort(files.begin(), files.end());
  std::map<std::string, fs::path> keys; // of this folder
  for (const fs::path& file : files) read_one(file, catalogue, keys, diagnostics);
}

catalogue::Catalogue read_catalogue(const std::vector<fs::path>& folders, core::Diagnostics& diagnostics) {
  catalogue::Catalogue result;
  for (const fs::path& folder : folders) lay_over(result, folder, diagnostics);
  check_references(result, diagnostics);
  return result;
}

fs::path shipped_catalogue() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path folder = program.parent_path(); !error && folder.has_relative_path();
       folder = folder.parent_path())
    if (fs::exists(folder / "catalogue" / "sources.toml")) return folder / "catalogue";
  return "catalogue";
}

} // namespace equipoise::io
