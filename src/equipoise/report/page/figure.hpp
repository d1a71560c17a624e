#pragma once
// A figure as data: what the page says of it, and what the front end draws.
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

namespace equipoise::report {

using Json = nlohmann::ordered_json;

/// Rows of one kind of chart. The columns of each kind stand in web/src/charts; a number that is not finite
/// is null.
struct Figure {
  std::string id;
  std::string kind;     ///< of the charts in web/src/charts: "curves", "gap", "waterfall", ...
  std::string title;    ///< the finding
  std::string subtitle; ///< measure, unit, case
  std::string sentence; ///< what it shows
  std::vector<std::string> columns;
  std::vector<std::vector<std::variant<std::string, double>>> rows;
  Json options = Json::object();
  std::string numbers = {}; ///< HTML, may be empty: behind a click; all that is seen without a script
};

/// The figure's place in the page.
std::string to_html(const Figure& figure);
/// The same with these numbers, which stay with the figure.
std::string to_html(Figure& figure, const std::string& numbers);

Json to_json(const Figure& figure);

/// JSON that can stand in a script element whatever its strings hold.
std::string inert_json(const Json& json);

/// One part of the document.
struct Section {
  std::string id, title; ///< for the list of parts
  std::string html;      ///< empty: there is nothing to say
  std::vector<Figure> figures;
};

} // namespace equipoise::report
