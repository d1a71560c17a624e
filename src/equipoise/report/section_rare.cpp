#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/core/precondition.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/sentences.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

using results::RareEstimate;

constexpr double rare = 1e-3; ///< from here down a chance is told as one in so many

/// Three digits: "128 million", "1,280".
std::string many(double n) {
  const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(n)) - 2));
  const double rounded = std::round(n / unit) * unit;
  const auto text = [](double v) { return core::format_number(std::round(v * 1000.0) / 1000.0); };
  if (rounded >= 1e12) return fmt::format("{:.2e}", rounded);
  if (rounded >= 1e9) return text(rounded / 1e9) + " billion";
  if (rounded >= 1e6) return text(rounded / 1e6) + " million";
  return whole(static_cast<std::uint64_t>(rounded));
}

std::string chance(double p) {
  if (p <= 0.0) return "never";
  return p < rare ? "1 in " + many(1.0 / p) : percent(p, p < 0.1 ? 2 : 1);
}

std::string chance_with(const RareEstimate& e) {
  const auto& p = e.probability;
  if (!e.trusted) return "at most " + chance(p.high);
  return fmt::format("{} ({} to {})", chance(p.value), chance(p.low), chance(p.high));
}

/// "about once in 128 million raids (126 million to 130 million)".
std::string once_in(const RareEstimate& e) {
  const auto& p = e.probability;
  if (p.value < rare && p.low > 0.0)
    return fmt::format("about once in {} raids ({} to {})", many(1.0 / p.value), many(1.0 / p.high),
                       many(1.0 / p.low));
  return fmt::format("in {} of raids ({} to {})", chance(p.value), chance(p.low), chance(p.high));
}

std::string name_of(const RareEstimate& e) {
  return e.variant.empty() ? "as the scenario is, under " + belief_name(e.belief)
                           : "with \u201c" + e.variant + "\u201d";
}

std::string label_of(const RareEstimate& e) {
  return e.variant.empty() ? "As it is, " + e.belief : e.variant;
}

std::string cause(const RareEstimate& e) {
  if (e.reasons.empty()) return "";
  return fmt::format("{}, {}", e.reasons.front().first, percent(e.reasons.front().second, 0));
}

std::string shows(const std::vector<RareEstimate>& list) {
  const auto less = [](const RareEstimate& a, const RareEstimate& b) {
    return a.probability.value < b.probability.value;
  };
  std::vector<RareEstimate> told;
  std::copy_if(list.begin(), list.end(), std::back_inserter(told),
               [](const RareEstimate& e) { return e.trusted; });
  if (told.empty())
    return "No chance is told: too few weighted raids show the event. The bounds are upper ones.";
  const RareEstimate& rarest = *std::min_element(told.begin(), told.end(), less);
  const RareEstimate& most = *std::max_element(told.begin(), told.end(), less);
  std::string text = fmt::format("Something gets through {} {}", once_in(rarest), name_of(rarest));
  if (&rarest != &most) text += fmt::format(", and {} {}", once_in(most), name_of(most));
  text += ".";
  if (told.size() < list.size())
    text += fmt::format(" For {} of {} cases only an upper bound is told.", list.size() - told.size(),
                        list.size());
  return text;
}

Figure estimates(const std::vector<RareEstimate>& list) {
  Figure figure{"rare-figure",
                "decades",
                "The chance that anything gets through, in powers of ten",
                "Chance that at least one threat is not stopped, at nominal values (95 % interval of chance)",
                shows(list),
                {"case", "chance", "low", "high", "trusted", "most_of_it"},
                {}};
  for (const RareEstimate& e : list)
    figure.rows.push_back({label_of(e), e.probability.value, e.probability.low, e.probability.high,
                           e.trusted ? 1.0 : 0.0, e.trusted ? cause(e) : "too few events"});
  figure.options = {{"x", "chance in one raid"}};
  return figure;
}

/// The estimate of every case while its raids came in, and half its interval in percent of it.
std::string settling(const std::vector<RareEstimate>& list) {
  Table table{
      "Estimate, and half the width of its 95 % interval in percent of it, after so many weighted raids",
      {"Case"},
      {},
      "numbers"};
  for (const auto& step : list.front().steps) table.head.push_back(whole(step.samples));
  for (const RareEstimate& e : list) {
    if (e.steps.size() != list.front().steps.size()) continue; // stopped on the way
    std::vector<std::string> row{escape(label_of(e))};
    for (const auto& step : e.steps) {
      const auto& p = step.probability;
      row.push_back(p.low > 0.0 ? escape(fmt::format("{:.3g} \u00b1 {:.1f} %", p.value,
                                                     50.0 * (p.high - p.low) / p.value))
                                : escape(fmt::format("below {:.2g}", p.high)));
    }
    table.rows.push_back(std::move(row));
  }
  return to_html(table);
}

std::string numbers(const std::vector<RareEstimate>& list) {
  Table table{"Chance that at least one threat is not stopped (95 % interval), and what stands behind it",
              {"Case", "chance", "in numbers", "effective events", "less work than plain raids",
               "by plain raids among them", "ways not met may add at most", "reasons"},
              {},
              "numbers"};
  for (const RareEstimate& e : list) {
    std::string reasons;
    for (const auto& [reason, share] : e.reasons)
      if (share >= 0.005) reasons += (reasons.empty() ? "" : ", ") + reason + " " + percent(share, 0);
    table.rows.push_back(
        {escape(label_of(e)), escape(chance_with(e)),
         escape(fmt::format("{:.3g} ({:.3g} to {:.3g})", e.probability.value, e.probability.low,
                            e.probability.high)),
         escape(fmt::format("{} of {}", whole(static_cast<std::uint64_t>(e.effective_events)),
                            whole(e.samples))),
         std::isfinite(e.gain) ? escape(e.gain >= 1e4 ? fmt::format("{:.1e} times", e.gain)
                                                      : fixed(e.gain, e.gain < 10 ? 1 : 0) + " times")
                               : "not known",
         escape(fmt::format("{} of {}", whole(e.plain_hits), whole(e.plain_samples))),
         e.unseen_at_most > 0.0 ? escape(chance(e.unseen_at_most)) : "nothing: every way is sampled",
         escape(reasons.empty() ? "none seen" : reasons)});
  }
  return to_html(table);
}

} // namespace

std::string rare_answer(const Document& document) {
  EQUIPOISE_PRECONDITION(!document.result.rare.empty());
  return shows(document.result.rare);
}

Section rare_section(const Document& document) {
  Section section{"rare", "What gets through, rarely", "", {}};
  const auto& list = document.result.rare;
  if (list.empty()) return section;
  Figure figure = estimates(list);
  section.html =
      "<section id=\"rare\">\n<h2>What gets through, rarely</h2>\n" + to_html(figure, numbers(list)) +
      paragraph(
          "Importance sampling: in each weighted raid one threat is let through, its shots missing and what "
          "is "
          "shared failing more often, and the raid counts by how likely it was; one raid in five is played "
          "at its "
          "own chances. No weight is above 5. Fewer than 100 effective events give an upper bound, not an "
          "estimate. Radar looks, queues for channels and rounds, and other targets keep their own chances: "
          "where "
          "these matter, the table bounds what ways of leaking that no raid met may add.",
          "note") +
      "<h3>How the estimates settled</h3>\n" + settling(list) + "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

} // namespace equipoise::report
