#include "equipoise/report/page/figure.hpp"

#include <fmt/format.h>

#include <cmath>

#include "equipoise/report/page/html.hpp"

namespace equipoise::report {

std::string to_html(Figure& figure, const std::string& numbers) {
  figure.numbers = numbers;
  return to_html(figure);
}

std::string to_html(const Figure& figure) {
  std::string out =
      fmt::format("<figure class=\"figure\" id=\"{0}\" data-figure=\"{0}\">\n<figcaption><h3>{1}</h3>\n",
                  escape(figure.id), escape(figure.title));
  out += paragraph(figure.subtitle, "sub") + "</figcaption>\n";
  out += fmt::format("<div class=\"plot\" role=\"img\" aria-label=\"{}\"></div>\n",
                     escape(figure.title + ". " + figure.sentence));
  out += what_it_shows(figure.sentence);
  if (!figure.numbers.empty())
    out += "<details class=\"data\"><summary>The numbers</summary>\n" + figure.numbers + "</details>\n";
  return out + "</figure>\n";
}

Json to_json(const Figure& figure) {
  Json rows = Json::array();
  for (const auto& row : figure.rows) {
    Json cells = Json::array();
    for (const auto& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell))
        cells.push_back(*text);
      else if (const double value = std::get<double>(cell); std::isfinite(value))
        cells.push_back(value);
      else
        cells.push_back(nullptr);
    }
    rows.push_back(std::move(cells));
  }
  return {{"id", figure.id},
          {"kind", figure.kind},
          {"title", figure.title},
          {"subtitle", figure.subtitle},
          {"sentence", figure.sentence},
          {"columns", figure.columns},
          {"rows", rows},
          {"options", figure.options}};
}

std::string inert_json(const Json& json) {
  std::string text;
  for (const char c : json.dump(-1, ' ', true, Json::error_handler_t::replace))
    text += c == '<'   ? std::string("\\u003c")
            : c == '>' ? "\\u003e"
            : c == '&' ? "\\u0026"
                       : std::string(1, c);
  return text;
}

} // namespace equipoise::report
