#include "equipoise/io/tables/result_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "equipoise/io/file.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr int max_depth = 12; // of a result; ours have 6

/// Objects whose keys are names and not fields: a row for each.
bool is_map(const std::string& key) {
  return key == "factors" || key == "reasons" || key == "preemption_threshold" || key == "first_by";
}

/// Pairs that are two ends and not a list.
bool is_interval(const std::string& key, const Json& value) {
  return (key == "interval" || key == "chance" || key == "ignorance") &&
         (value.is_null() || (value.is_array() && value.size() == 2));
}

Cell cell(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return std::int64_t{value.get<bool>() ? 1 : 0};
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
    return std::to_string(value.get<std::uint64_t>());
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number()) return value.get<double>();
  return {};
}

class Tables {
 public:
  explicit Tables(std::string file) : file_(std::move(file)) {}

  void result(const Json& root) {
    const bool study = root.contains("points");
    for (const auto& [key, value] : root.items()) {
      if (key == "points") {
        for (std::size_t p = 0; p < value.size(); ++p) point(p, value.at(p));
      } else if (!study && (key == "measures" || key == "funnel" || key == "arrivals")) {
        continue; // a run is one point: below
      } else if (value.is_array() || (value.is_object() && (is_map(key) || !plain(value)))) {
        section(key, value, "", 0, 0);
      } else if (value.is_object()) {
        for (const auto& [name, member] : value.items()) fact(key + "_" + name, member);
      } else {
        fact(key, value);
      }
    }
    if (!study && root.contains("measures"))
      point(0, root, {"measures", "funnel", "arrivals", "belief", "replications", "outcomes_sha256"});
  }

  void manifest(const Json& root) {
    fact("command", root.at("command"));
    fact("model_version", root.at("model_version"));
    for (const auto& [key, value] : root.at("inputs").items()) {
      if (key == "catalogue")
        catalogue(value);
      else if (key == "values")
        for (const auto& [address, range] : value.items()) parameter(address, range);
      else if (value.is_object() || value.is_array())
        fact("inputs_" + key, value.dump());
      else if (key != "model_version" && key != "seed")
        fact("inputs_" + key, value);
    }
  }

  Sheets take() { return std::move(sheets_); }

 private:
  static bool plain(const Json& object) {
    return std::none_of(object.begin(), object.end(), [](const Json& v) { return v.is_structured(); });
  }

  Sheet& row(const std::string& table) {
    Sheet& sheet = sheets_[table];
    sheet.begin_row();
    return sheet;
  }

  void fact(const std::string& key, const Json& value) {
    Sheet& sheet = row("provenance");
    sheet.set("key", key);
    sheet.set("value", value.is_string() ? value.get<std::string>() : value.is_null() ? Cell{} : cell(value));
  }

  /// One row for an object, or one for each element; what nests is a table of its own that says to which row
  /// of its parent it belongs.
  void section(const std::string& table, const Json& value, const std::string& parent, std::size_t of,
               int depth) {
    if (depth > max_depth) throw CannotRead(file_ + ": " + table + ": is nested too deep");
    const auto begin = [&](std::size_t n) -> Sheet& {
      Sheet& sheet = row(table);
      if (!parent.empty()) sheet.set(parent, static_cast<std::int64_t>(of));
      sheet.set("row", static_cast<std::int64_t>(n));
      return sheet;
    };
    const auto last = table.rfind('_');
    if (value.is_object() && !is_map(last == std::string::npos ? table : table.substr(last + 1)) &&
        !is_map(table)) {
      begin(sheets_[table].rows());
      fields(table, value, "", sheets_[table].rows() - 1, depth);
      return;
    }
    for (const auto& [name, element] : value.items()) {
      const std::size_t n = sheets_[table].rows();
      Sheet& sheet = begin(n);
      if (value.is_object()) sheet.set("name", name);
      if (element.is_object())
        fields(table, element, "", n, depth);
      else if (element.is_array())
        section(table + "_items", element, table + "_row", n, depth + 1);
      else
        sheet.set("value", cell(element));
    }
  }

  void fields(const std::string& table, const Json& object, const std::string& prefix, std::size_t n,
              int depth) {
    if (depth > max_depth) throw CannotRead(file_ + ": " + table + ": is nested too deep");
    for (const auto& [key, value] : object.items()) {
      if (is_interval(key, value))
        ends(sheets_[table], prefix + key, value);
      else if (value.is_array() || (value.is_object() && is_map(key)))
        section(table + "_" + prefix + key, value, table + "_row", n, depth + 1);
      else if (value.is_object())
        fields(table, value, prefix + key + "_", n, depth + 1);
      else
        sheets_[table].set(prefix + key, cell(value));
    }
  }

  static void ends(Sheet& sheet, const std::string& name, const Json& value) {
    sheet.set(name + "_low", value.is_array() ? cell(value.at(0)) : Cell{});
    sheet.set(name + "_high", value.is_array() ? cell(value.at(1)) : Cell{});
  }

  void point(std::size_t p, const Json& value, const std::vector<std::string>& only = {}) {
    const auto number = static_cast<std::int64_t>(p);
    row("points").set("point", number);
    for (const auto& [key, member] : value.items()) {
      if (!only.empty() && std::find(only.begin(), only.end(), key) == only.end()) continue;
      if (key == "factors" && member.is_object()) {
        for (const auto& [address, of] : member.items()) {
          Sheet& sheet = row("factors");
          sheet.set("point", number);
          sheet.set("address", address);
          sheet.set("value", cell(of));
        }
      } else if (key == "measures") {
        for (const auto& [name, measured] : member.items()) measure(number, name, measured, 0);
      } else if (key == "funnel") {
        funnel(number, member);
      } else if (key == "arrivals") {
        for (const Json& share : member) {
          Sheet& sheet = row("arrivals");
          sheet.set("point", number);
          sheet.set("arrival", cell(share.at("arrival")));
          sheet.set("replications", cell(share.at("replications")));
          estimate(sheet, share.at("no_leaker"));
        }
      } else if (member.is_structured()) {
        section("points_" + key, member, "point", p, 0);
      } else {
        sheets_["points"].set(key, cell(member));
      }
    }
  }

  /// value, chance_low, chance_high, ignorance_low, ignorance_high, confidence.
  static void estimate(Sheet& sheet, const Json& measured) {
    const char* statistic = measured.contains("probability") ? "probability" : "mean";
    sheet.set("statistic", std::string(statistic));
    sheet.set("value", cell(measured.at(statistic)));
    const Json none;
    const auto get = [&](const char* key) -> const Json& {
      return measured.contains(key) ? measured.at(key) : none;
    };
    ends(sheet, "chance", measured.contains("chance") ? get("chance") : get("interval"));
    ends(sheet, "ignorance", get("ignorance"));
    sheet.set("confidence", cell(get("confidence")));
  }

  void measure(std::int64_t point, const std::string& name, const Json& measured, int depth) {
    if (depth > max_depth) throw CannotRead(file_ + ": " + name + ": is nested too deep");
    if (measured.is_object() && !measured.contains("mean") && !measured.contains("probability")) {
      for (const auto& [key, value] : measured.items()) measure(point, name + "." + key, value, depth + 1);
      return;
    }
    if (measured.is_array()) return;
    Sheet& sheet = row("measures");
    sheet.set("point", point);
    sheet.set("measure", name);
    if (!measured.is_object()) {
      sheet.set("statistic", std::string("value"));
      sheet.set("value", cell(measured));
      return;
    }
    estimate(sheet, measured);
    if (!measured.contains("histogram")) return;
    std::int64_t count = 0;
    for (const Json& replications : measured.at("histogram")) {
      Sheet& histogram = row("histograms");
      histogram.set("point", point);
      histogram.set("measure", name);
      histogram.set("count", count++);
      histogram.set("replications", cell(replications));
    }
  }

  void funnel(std::int64_t point, const Json& stages) {
    for (const auto& [stage, threats] : stages.items()) {
      if (threats.is_object()) continue;
      Sheet& sheet = row("funnel");
      sheet.set("point", point);
      sheet.set("stage", stage);
      sheet.set("threats", cell(threats));
    }
    if (!stages.contains("reasons")) return;
    for (const auto& [reason, threats] : stages.at("reasons").items()) {
      Sheet& sheet = row("reasons");
      sheet.set("point", point);
      sheet.set("reason", reason);
      sheet.set("threats", cell(threats));
    }
  }

  void catalogue(const Json& entries) {
    for (const auto& [key, entry] : entries.items())
      for (const auto& [name, range] : entry.at("parameters").items()) parameter(key + "." + name, range);
  }

  void parameter(const std::string& address, const Json& range) {
    Sheet& sheet = row("parameters");
    const auto dot = address.find('.');
    sheet.set("entry", address.substr(0, dot));
    sheet.set("parameter", dot == std::string::npos ? "" : address.substr(dot + 1));
    for (const auto& [key, value] : range.items()) {
      if (!value.is_array()) {
        sheet.set(key == "group" ? "moves_with" : key, cell(value));
        continue;
      }
      for (const Json& source : value) {
        Sheet& list = row("parameter_sources");
        list.set("address", address);
        list.set("source", cell(source));
      }
    }
  }

  std::string file_;
  Sheets sheets_;
};

Json parse(const std::string& text, const std::string& file, const std::string& format) {
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto at = std::min<std::size_t>(error.byte, text.size());
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const auto begin = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
    throw CannotRead(
        fmt::format("{}:{}:{}: is cut or no JSON", file, line, begin == std::string::npos ? at : at - begin));
  }
  if (!json.is_object() || json.value("format", Json()) != Json(format))
    throw CannotRead(fmt::format("{}:1:1: format: wanted: \"{}\"", file, format));
  return json;
}

} // namespace

void Sheet::set(const std::string& column, Cell value) {
  const auto [found, added] = at_.try_emplace(column, columns_.size());
  if (added) columns_.push_back(column);
  auto& row = rows_.back();
  if (row.size() <= found->second) row.resize(found->second + 1);
  row[found->second] = std::move(value);
}

void Sheet::write(const std::string& name, TableWriter& writer) const {
  writer.begin(name, columns_);
  for (std::vector<Cell> row : rows_) {
    row.resize(columns_.size());
    writer.row(row);
  }
}

std::uint64_t replications_of(const std::string& result) {
  const Json root = Json::parse(result, nullptr, false);
  const auto found = root.is_object() ? root.find("replications") : root.end();
  return found != root.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

Sheets result_tables(const std::string& result, const std::string& manifest,
                     const std::filesystem::path& folder) {
  const std::string result_file = (folder / "result.json").string(),
                    manifest_file = (folder / "manifest.json").string();
  const Json root = parse(result, result_file, "equipoise-result/1"),
             inputs = parse(manifest, manifest_file, "equipoise-manifest/1");
  if (root.value("inputs_sha256", Json()) != inputs.value("inputs_sha256", Json()))
    throw CannotRead(manifest_file +
                     ":1:1: inputs_sha256: is not that of result.json: they belong to different results");
  std::string file = result_file;
  try {
    Tables tables(result_file);
    tables.result(root);
    file = manifest_file;
    tables.manifest(inputs);
    return tables.take();
  } catch (const Json::exception& error) { // a key is missing or of another type
    throw CannotRead(fmt::format("{}:1:1: is not of its form: {}", file, error.what()));
  }
}

} // namespace equipoise::io
