// Comparisons with published numbers as JSON, as a page and as lines.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "equipoise/io/read/published_cases.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using validation::Case;
using validation::Cases;

std::string value(double v) {
  return fmt::format("{:.10g}", v);
}

/// Two digits; what is below a thousandth of the tolerance is rounding, and is not told digit by digit.
std::string difference(const Case& c) {
  if (std::abs(c.difference) < 1e-3 * c.tolerance) return fmt::format("under {:.1g}", 1e-3 * c.tolerance);
  return fmt::format("{:.2g}", c.difference);
}

std::size_t held(const Cases& cases) {
  std::size_t count = 0;
  for (const Case& c : cases)
    if (c.holds()) ++count;
  return count;
}

std::size_t numbers(const Cases& cases) {
  std::size_t count = 0;
  for (const Case& c : cases) count += c.points;
  return count;
}

std::string summary(const Cases& cases) {
  return fmt::format("{} of {} cases hold; {} published numbers compared", held(cases), cases.size(),
                     numbers(cases));
}

/// What would break a table of Markdown.
std::string in_cell(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '|' ? std::string("\\|") : std::string(1, c);
  return safe;
}

} // namespace

std::string validation_json(const Cases& cases) {
  Json list = Json::array();
  for (const Case& c : cases)
    list.push_back({{"name", c.name},
                    {"source", c.source},
                    {"quantity", c.quantity},
                    {"ours", c.ours},
                    {"theirs", c.theirs},
                    {"difference", c.difference},
                    {"tolerance", c.tolerance},
                    {"pass", c.holds()},
                    {"points", c.points},
                    {"at", c.at},
                    {"note", c.note}});
  return Json{{"format", "equipoise-validation/1"}, {"cases", list}}.dump(1) + "\n";
}

std::string validation_text(const Cases& cases) {
  std::string text;
  for (const Case& c : cases)
    text += fmt::format("{}  {} | {} | {}{} | ours {} | theirs {} | difference {} | tolerance {:.3g}\n",
                        c.holds() ? "PASS" : "FAIL", c.name, c.source, c.quantity,
                        c.at.empty() ? "" : fmt::format(", worst of {} at {}", c.points, c.at), value(c.ours),
                        value(c.theirs), difference(c), c.tolerance);
  return text + summary(cases) + "\n";
}

std::string validation_page(const Cases& cases) {
  std::string text =
      "# Validation\n\n"
      "Published numbers, ours beside theirs. `equipoise validate --markdown` writes this page; "
      "a test checks that it is what\n"
      "the program says. Where a table is compared, the row shows the number that lies worst in its "
      "tolerance. `--data DIR`\n"
      "adds every atmospheric check case of NASA's that DIR holds (files `Atmos_NN*.csv`).\n\n"
      "These comparisons say that the equations are solved right and that other programs find the same. "
      "They do not say that\n"
      "a missile flies like this: no flight test is among them.\n\n" +
      summary(cases) + ".\n";
  for (std::size_t i = 0; i < cases.size();) {
    std::size_t end = i;
    while (end < cases.size() && cases[end].name == cases[i].name && cases[end].source == cases[i].source)
      ++end;
    text += fmt::format("\n## {}\n\nSource: {}.\n\n", cases[i].name, cases[i].source);
    text +=
        "| quantity | ours | theirs | difference | tolerance | numbers, worst at | |\n"
        "|---|---|---|---|---|---|---|\n";
    std::vector<std::string> notes;
    for (; i < end; ++i) {
      const Case& c = cases[i];
      text += fmt::format("| {} | {} | {} | {} | {:.3g} | {}{} | {} |\n", in_cell(c.quantity), value(c.ours),
                          value(c.theirs), difference(c), c.tolerance, c.points,
                          c.at.empty() ? "" : ", " + in_cell(c.at), c.holds() ? "holds" : "**fails**");
      if (notes.empty() || notes.back() != c.note) notes.push_back(c.note);
    }
    text += "\nTolerance:\n\n";
    for (const std::string& note : notes) text += "* " + note + ".\n";
  }
  return text;
}

} // namespace equipoise::io
