#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

constexpr std::size_t drivers_shown = 12;

analysis::Interval interval(const results::Estimate& m) {
  return {m.low, m.high};
}

std::string points_of(const results::Estimate& m) {
  return signed_points_with(m.value, interval(m));
}

/// "kill probability from the record (\u221247 points) and slower than published (\u221221)".
std::string waterfall_shows(const results::Waterfall& w, const std::string& with) {
  std::vector<const results::Waterfall::Cause*> order;
  for (const auto& cause : w.causes) order.push_back(&cause);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::abs(a->effect.value) > std::abs(b->effect.value);
  });
  std::string text = fmt::format(
      "{}the chance that nothing gets through is {} under the brochure belief and {} under the assessed "
      "belief. ",
      with, percent_with(w.from.value, interval(w.from)), percent_with(w.to.value, interval(w.to)));
  if (order.size() > 1)
    text +=
        fmt::format("Most of what lies between is \u201c{}\u201d, {} points, then \u201c{}\u201d, {}. ",
                    order[0]->name, points_of(order[0]->effect), order[1]->name, points_of(order[1]->effect));
  return text +
         "Each effect is the mean over all orders in which the causes can be switched on; they sum to the "
         "gap.";
}

std::string driver_words(const results::Hinge& driver) {
  return group_words(driver.group, driver.members);
}

std::string member_words(const results::Hinge& driver) {
  return driver.members.size() == 1 ? "" : fmt::format("{} values that move together", driver.members.size());
}

} // namespace

Section waterfall_section(const Document& document, const Summary& summary) {
  Section section{"causes", "Why they differ", "", {}};
  if (!document.result.waterfall) return section;
  const results::Waterfall& w = *document.result.waterfall;
  const std::string with = summary.swept ? with_size(summary, w.size) : "In this raid ";
  Figure figure{"waterfall",
                "waterfall",
                "From the brochure to what is assessed, cause by cause",
                "P(no leaker), in percent of raids, at nominal values; effects averaged over all orders; "
                "whiskers: chance, "
                "95 % interval.",
                waterfall_shows(w, with),
                {"cause", "from", "to", "effect low", "effect high"},
                {}};
  figure.options = {{"percent", true},
                    {"y", "chance that nothing gets through"},
                    {"first_belief", "brochure"},
                    {"last_belief", "assessed"}};
  Table table{"Effects in points (95 % interval)", {"Cause", "effect, points"}, {}, "numbers"};
  figure.rows.push_back({std::string("brochure"), 0.0, w.from.value, w.from.low, w.from.high});
  double level = w.from.value;
  for (const auto& cause : w.causes) {
    figure.rows.push_back(
        {cause.name, level, level + cause.effect.value, cause.effect.low, cause.effect.high});
    level += cause.effect.value;
    table.rows.push_back({escape(cause.name), escape(points_of(cause.effect))});
  }
  figure.rows.push_back({std::string("assessed"), 0.0, w.to.value, w.to.low, w.to.high});
  section.html =
      "<section id=\"causes\">\n<h2>Why the two beliefs differ</h2>\n" + to_html(figure, to_html(table)) +
      paragraph(fmt::format("All {} choices of causes were played, {} raids each, with the same draws.", 64,
                            whole(w.replications)),
                "note") +
      "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

Section drivers_section(const Document& document, const Summary& summary) {
  Section section{"hinges", "What it depends on", "", {}};
  const auto& drivers = document.result.drivers;
  if (drivers.empty()) return section;
  const auto clear = std::count_if(drivers.begin(), drivers.end(),
                                   [](const auto& h) { return h.effect.low > 0.0 || h.effect.high < 0.0; });
  const bool gap = summary.high != summary.low;
  const std::string measure =
      gap ? "the gap between the brochure and the assessed belief" : "the chance that nothing gets through";
  std::string sentence = fmt::format(
      "Of {} things that are not known and were drawn, {} can be told to move {} over {} parameter sets",
      drivers.size(), clear, measure,
      whole(document.result.parameter_sets_done - document.result.cannot_fly.size()));
  if (clear > 0)
    sentence += fmt::format("; most of all \u201c{}\u201d, {} points from its lower to its upper third",
                            driver_words(drivers.front()), points_of(drivers.front().effect));
  Figure figure{
      "hinges-figure",
      "differences",
      clear == 0 ? "No single unknown can be told to move the answer"
                 : fmt::format("The answer depends most on \u201c{}\u201d", driver_words(drivers.front())),
      capital(measure) +
          ", in points: where a value is drawn from its upper third, less where from its lower third (95 % "
          "interval)" +
          (summary.swept ? "; with " + counted(document.result.waterfall ? document.result.waterfall->size
                                                                         : summary.reference,
                                               summary.label)
                         : ""),
      sentence + ".",
      {"what is not known", "change", "low", "high", "values"},
      {}};
  figure.options = {{"percent", true}, {"points", true}};
  Table table{
      "Change in points (95 % interval)", {"What is not known", "change, points", "values"}, {}, "numbers"};
  for (std::size_t i = 0; i < drivers.size(); ++i) {
    const results::Hinge& h = drivers[i];
    if (i < drivers_shown)
      figure.rows.push_back({driver_words(h), h.effect.value, h.effect.low, h.effect.high, member_words(h)});
    std::string members;
    for (const std::string& member : h.members)
      members += (members.empty() ? "" : "<br>") + breakable(member);
    table.rows.push_back({escape(driver_words(h)), escape(points_of(h.effect)), members});
  }
  section.html =
      "<section id=\"hinges\">\n<h2>What the answer depends on</h2>\n" + to_html(figure, to_html(table)) +
      paragraph(
          "Read out of the sets that were played: effects that cancel over a range do not show, and with so "
          "many rows one in twenty would stand out by chance.",
          "note") +
      "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

} // namespace equipoise::report
