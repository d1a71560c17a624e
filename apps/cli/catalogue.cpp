#include "equipoise/io/read/catalogue/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common.hpp"
#include "equipoise/catalogue/closure.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/result/catalogue.hpp"
#include "equipoise/report/catalogue/page.hpp"
#include "web/front_end.hpp"

namespace equipoise::cli {
namespace {

using catalogue::Basis;
using catalogue::Catalogue;
using catalogue::Entry;
using catalogue::Parameter;

constexpr std::size_t glyph_width = 24;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

bool has(const std::string& text, const std::string& wanted) {
  return lower(text).find(wanted) != std::string::npos;
}

bool mentions(const Catalogue& catalogue, const Parameter& p, const std::string& wanted) {
  if (has(p.name, wanted) || has(p.note, wanted)) return true;
  return std::any_of(p.sources.begin(), p.sources.end(), [&](const std::string& key) {
    const auto source = catalogue.sources.find(key);
    return has(key, wanted) || (source != catalogue.sources.end() && has(source->second.title, wanted));
  });
}

/// Where the nominal stands between low and high: |--o------|
std::string glyph(const Parameter& p) {
  if (p.either || !p.words.empty()) return "";
  if (p.low == p.high) return std::string(glyph_width / 2, ' ') + "o";
  const double share = (p.nominal - p.low) / (p.high - p.low);
  std::string line = "|" + std::string(glyph_width - 2, '-') + "|";
  line[static_cast<std::size_t>(share * static_cast<double>(glyph_width - 1) + 0.5)] = 'o';
  return line;
}

std::string value_text(const Parameter& p) {
  if (p.either) {
    std::string text;
    for (const std::string& word : p.words) text += (text.empty() ? "" : " or ") + word;
    return text;
  }
  const std::string nominal = catalogue::format_value(p, p.nominal);
  const std::string low = catalogue::format_value(p, p.low), high = catalogue::format_value(p, p.high);
  return low == nominal && high == nominal ? nominal : fmt::format("{} ({} to {})", nominal, low, high);
}

std::string drawn_text(const Parameter& p) {
  if (p.spread == catalogue::Spread::none) return p.low == p.high ? "" : "not drawn";
  std::string text(name_of(p.spread));
  if (!p.group.empty()) text += ", moves with \"" + p.group + "\"" + (p.reversed ? ", reversed" : "");
  return text;
}

/// Text broken at spaces, indented.
void print_wrapped(const std::string& text, std::size_t indent, std::size_t width = 100) {
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) fmt::print("{:{}}{}\n", "", indent, line);
    line.clear();
  };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (line.size() + end - begin + 1 > width - indent) flush();
    line += (line.empty() ? "" : " ") + text.substr(begin, end - begin);
    begin = end + 1;
  }
  flush();
}

void print_value(const Catalogue& catalogue, const std::string& key, const std::string& owner,
                 const Parameter& p) {
  fmt::print("\n{:<34} {:<34} {:<{}}  {}\n", p.name, value_text(p), glyph(p), glyph_width, drawn_text(p));
  const bool remembered = p.basis == Basis::memory;
  std::string how = fmt::format("{}{}{}, confidence {}", remembered ? "[" : "", words_for(p.basis),
                                remembered ? "]" : "", p.confidence);
  if (owner != key) how += ", as for " + owner;
  print_wrapped(how, 4);
  for (const std::string& source : p.sources) {
    const auto found = catalogue.sources.find(source);
    print_wrapped(source + (found == catalogue.sources.end() ? "" : ": " + found->second.title), 4);
  }
  print_wrapped(p.note, 4);
}

void print_entry(const Catalogue& catalogue, const Entry& entry) {
  fmt::print("{}   {}\n{}\n", entry.key, entry.kind, entry.title);
  if (!entry.like.empty()) fmt::print("what is not given here is as for {}\n", entry.like);
  for (const auto& [role, key] : entry.references) fmt::print("{}: {}\n", role, key);
  for (const auto& [owner, parameter] : catalogue.all_of(entry.key))
    print_value(catalogue, entry.key, owner, *parameter);
  const catalogue::Closures closures = catalogue::close(catalogue, entry.key);
  if (!closures.values.empty()) fmt::print("\ncomputed from nominal values\n");
  for (const catalogue::Computed& c : closures.values)
    fmt::print("{:<34} {:<34} {}\n", c.name, core::format_quantity(c.value, c.dimension), c.how);
  if (!closures.contradictions.empty()) fmt::print("\ncontradictions in what is published, not tuned\n");
  for (const std::string& contradiction : closures.contradictions) print_wrapped(contradiction, 4);
}

void print_list(const Catalogue& catalogue, const std::vector<std::string>& keys, const std::string& wanted) {
  std::string kind;
  for (const std::string& key : keys) {
    const Entry& entry = *catalogue.find(key);
    if (entry.kind != kind) fmt::print("{}{}\n", kind.empty() ? "" : "\n", entry.kind);
    kind = entry.kind;
    const auto count = [&](Basis basis) {
      return std::count_if(entry.parameters.begin(), entry.parameters.end(),
                           [&](const auto& p) { return p.second.basis == basis; });
    };
    fmt::print("  {:<30} {:>3} values, {:>2} remembered, {:>2} assumed   {}\n", key, entry.parameters.size(),
               count(Basis::memory), count(Basis::assumption), entry.title);
    if (wanted.empty()) continue;
    for (const auto& [name, parameter] : entry.parameters)
      if (mentions(catalogue, parameter, wanted)) fmt::print("    {:<32} {}\n", name, value_text(parameter));
  }
}

/// By kind, then by key.
std::vector<std::string> select(const Catalogue& catalogue, const Options& options) {
  const std::string wanted = lower(options.search);
  std::vector<std::string> keys;
  for (const auto& [key, entry] : catalogue.entries) {
    if (!options.kind.empty() && entry.kind != options.kind) continue;
    const bool found =
        wanted.empty() || has(key, wanted) || has(entry.title, wanted) ||
        std::any_of(entry.parameters.begin(), entry.parameters.end(),
                    [&, &entries = catalogue](const auto& p) { return mentions(entries, p.second, wanted); });
    if (found) keys.push_back(key);
  }
  std::stable_sort(keys.begin(), keys.end(), [&](const std::string& a, const std::string& b) {
    return catalogue.find(a)->kind < catalogue.find(b)->kind;
  });
  return keys;
}

} // namespace

int catalogue(const Options& options) {
  core::Diagnostics diagnostics;
  const Catalogue all = io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
  std::vector<std::string> names, kinds;
  for (const auto& [key, entry] : all.entries) {
    names.push_back(key);
    kinds.push_back(entry.kind);
  }
  const auto unknown = [&](const std::string& what, const std::string& word,
                           const std::vector<std::string>& known) {
    const std::string near = core::nearest(word, known);
    diagnostics.push_back({core::Severity::error,
                           {"command line", 0, 0},
                           word,
                           "is not " + what + (near.empty() ? "" : "; did you mean \"" + near + "\"?")});
  };
  if (!options.file.empty() && all.find(options.file) == nullptr)
    unknown("in the catalogue", options.file, names);
  if (!options.kind.empty() && std::find(kinds.begin(), kinds.end(), options.kind) == kinds.end())
    unknown("a kind of entry", options.kind, kinds);
  if (report(diagnostics)) return wrong_input;

  const std::vector<std::string> keys =
      options.file.empty() ? select(all, options) : std::vector<std::string>{options.file};
  if (!options.output.empty()) {
    std::vector<report::CataloguePageEntry> entries;
    for (const std::string& key : keys) entries.push_back({key, catalogue::close(all, key)});
    io::write_file(options.output,
                   report::catalogue_page(all, entries, program().version, {web::script, web::style}));
  }
  if (options.json)
    fmt::print("{}", options.file.empty()
                         ? io::catalogue_list_json(all, keys)
                         : io::catalogue_entry_json(all, options.file, catalogue::close(all, options.file)));
  else if (!options.output.empty())
    fmt::print("{}\n", options.output);
  else if (options.file.empty())
    print_list(all, keys, lower(options.search));
  else
    print_entry(all, *all.find(options.file));
  return done;
}

} // namespace equipoise::cli
