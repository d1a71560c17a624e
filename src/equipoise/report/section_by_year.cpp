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

using results::ByYear;
using results::Measured;
using Difference = ByYear::Difference;

double low_of(const std::optional<Measured>& band) {
  return band ? band->low : NAN;
}
double high_of(const std::optional<Measured>& band) {
  return band ? band->high : NAN;
}

std::vector<std::string> beliefs_of(const ByYear& by_year) {
  std::vector<std::string> list;
  for (const Difference& d : by_year.differences)
    if (std::find(list.begin(), list.end(), d.belief) == list.end()) list.push_back(d.belief);
  return list;
}

/// The year in which the two schedules differ most under a belief; null if they never do.
const Difference* widest(const ByYear& by_year, const std::string& belief) {
  const Difference* most = nullptr;
  for (const Difference& d : by_year.differences)
    if (d.belief == belief && d.defended != 0.0 &&
        (most == nullptr || std::abs(d.leaker_share.value) > std::abs(most->leaker_share.value)))
      most = &d;
  return most;
}

const ByYear::Force* force_in(const ByYear& by_year, int year, const std::string& schedule) {
  for (const ByYear::Force& f : by_year.forces)
    if (f.year == year && f.schedule == schedule) return &f;
  return nullptr;
}

/// "under the assessed belief 19.2 points more of the threats launched get through as delivered (...)".
std::string late_clause(const Difference& d) {
  const double late = 0.0 - d.leaker_share.value, sign = late < 0.0 ? -1.0 : 1.0;
  const auto range = [&](const Measured& m, int decimals) {
    return sign > 0.0 ? percent_range({0.0 - m.high, 0.0 - m.low}, decimals)
                      : percent_range({m.low, m.high}, decimals);
  };
  std::string text =
      fmt::format("under {} {} points {} of the threats launched get through as delivered ({} by chance",
                  belief_name(d.belief), fixed(100 * sign * late, 1), late < 0.0 ? "fewer" : "more",
                  range(d.leaker_share, 1));
  if (d.leaker_share_band) text += fmt::format("; {} over what is not known", range(*d.leaker_share_band, 0));
  return text + ")";
}

Json options_of(const char* y) {
  return {{"x", "year, at its end"},
          {"y", y},
          {"percent", true},
          {"calendar", true},
          {"others", "the other schedule"},
          {"beliefs",
           {{"contracted", {{"label", "As contracted"}, {"note", "the days of the contract"}}},
            {"delivered", {{"label", "As delivered"}, {"note", "the days reported"}}}}}};
}

Figure leakers_figure(const Document& document, const std::string& belief) {
  const ByYear& by_year = *document.result.by_year;
  const Difference* d = widest(by_year, belief);
  Figure figure{
      "by-year-" + style_of(belief),
      "curves",
      fmt::format("What gets through by year, under {}", belief_name(belief)),
      "Leakers in percent of the threats launched, at the end of each year; one panel a schedule, the same "
      "axes.",
      d == nullptr
          ? "Both schedules put the same force in place in every year."
          : fmt::format("What gets through differs most at the end of {}: {}.", d->year, late_clause(*d)),
      {"schedule", "year", "estimate", "chance low", "chance high", "not known low", "not known high"},
      {}};
  figure.options = options_of("leakers, percent of the threats");
  for (const char* schedule : {"contracted", "delivered"})
    for (std::size_t i = 0; i < by_year.forces.size(); ++i) {
      const ByYear::Force& f = by_year.forces[i];
      if (f.schedule != schedule || document.result.points[i].belief != belief) continue;
      figure.rows.push_back({f.schedule, static_cast<double>(f.year), f.leaker_share.value,
                             f.leaker_share.low, f.leaker_share.high, low_of(f.leaker_share_band),
                             high_of(f.leaker_share_band)});
    }
  return figure;
}

Figure difference_figure(const ByYear& by_year, const std::string& belief) {
  Figure figure{"late-" + style_of(belief),
                "gap",
                fmt::format("What the lateness costs by year, under {}", belief_name(belief)),
                "Leakers as delivered less as contracted, in points of the threats launched; the same raids "
                "on both sides. Both bands as above.",
                "",
                {"year", "estimate", "chance low", "chance high", "not known low", "not known high"},
                {}};
  figure.options = {
      {"x", "year, at its end"}, {"y", "difference, points"}, {"percent", true}, {"calendar", true}};
  int years = 0, last = 0;
  for (const Difference& d : by_year.differences) {
    if (d.belief != belief) continue;
    if (-d.leaker_share.high > 0.0) ++years, last = d.year;
    const auto& band = d.leaker_share_band;
    figure.rows.push_back({static_cast<double>(d.year), 0.0 - d.leaker_share.value, 0.0 - d.leaker_share.high,
                           0.0 - d.leaker_share.low, band ? 0.0 - band->high : NAN,
                           band ? 0.0 - band->low : NAN});
  }
  figure.sentence = years == 0
                        ? "In no year can it be told that more gets through as delivered than as contracted."
                        : fmt::format(
                              "More gets through as delivered than as contracted at the end of {} year{}, "
                              "the last of them {}.",
                              years, years == 1 ? "" : "s", last);
  return figure;
}

Figure defended_figure(const ByYear& by_year) {
  Figure figure{
      "defended-by-year",
      "curves",
      "How much is defended by year",
      "Share of the places, by their value, that a battery which is there defends, in percent; no "
      "chance in it.",
      defended_shows(by_year),
      {"schedule", "year", "estimate", "chance low", "chance high", "not known low", "not known high"},
      {}};
  figure.options = options_of("defended, percent of the places");
  for (const char* schedule : {"contracted", "delivered"})
    for (int year = by_year.forces.front().year; year <= by_year.forces.back().year; ++year)
      if (const ByYear::Force* f = force_in(by_year, year, schedule))
        figure.rows.push_back({f->schedule, static_cast<double>(year), f->defended, NAN, NAN, NAN, NAN});
  return figure;
}

std::string share(const Measured& m) {
  return percent_with(m.value, {m.low, m.high});
}

std::string numbers(const Document& document) {
  const ByYear& by_year = *document.result.by_year;
  Table table{
      "By year, schedule and belief: places defended, leakers of the threats launched (95 % interval "
      "of chance; 5 % to 95 % of the sets), raids without a leaker",
      {"End of", "schedule", "belief", "batteries", "defended", "leakers", "not known", "no leaker"},
      {},
      "numbers"};
  for (std::size_t i = 0; i < by_year.forces.size(); ++i) {
    const ByYear::Force& f = by_year.forces[i];
    const results::Point& p = document.result.points[i];
    const double n = static_cast<double>(p.nominal.replications);
    table.rows.push_back(
        {std::to_string(f.year), escape(f.schedule), escape(p.belief), std::to_string(f.batteries.size()),
         escape(percent(f.defended, 0)), escape(share(f.leaker_share)),
         f.leaker_share_band ? escape(percent_range({f.leaker_share_band->low, f.leaker_share_band->high}, 0))
                             : "not drawn",
         escape(percent_with(static_cast<double>(p.nominal.without_leaker) / n,
                             analysis::clopper_pearson(p.nominal.without_leaker, p.nominal.replications)))});
  }
  return to_html(table);
}

std::string day(double days) {
  return core::format_quantity(days, core::Dimension::date);
}

std::string schedule_table(const ByYear& by_year) {
  Table table{"From which day each battery counts as there; a range as published is shown and not drawn",
              {"Battery", "schedule", "day", "published", "from"},
              {},
              "numbers"};
  for (const ByYear::Delivery& d : by_year.deliveries)
    table.rows.push_back({escape(d.battery), escape(d.schedule), day(d.day),
                          d.low == d.high ? "" : day(d.low) + " to " + day(d.high),
                          d.from.empty() ? "the study" : breakable(d.from)});
  return to_html(table);
}

} // namespace

std::string defended_shows(const ByYear& by_year) {
  const Difference* most = nullptr;
  for (const Difference& d : by_year.differences)
    if (d.defended != 0.0 && (most == nullptr || std::abs(d.defended) >= std::abs(most->defended))) most = &d;
  if (most == nullptr) return "Both schedules defend the same places in every year.";
  const ByYear::Force* a = force_in(by_year, most->year, "contracted");
  const ByYear::Force* b = force_in(by_year, most->year, "delivered");
  return fmt::format(
      "The two schedules differ most in what they defend at the end of {}: {} of the places as contracted, "
      "{} as delivered.",
      most->year, percent(a->defended, 0), percent(b->defended, 0));
}

std::string by_year_answer(const results::StudyResult& result) {
  EQUIPOISE_PRECONDITION(result.by_year.has_value());
  const ByYear& by_year = *result.by_year;
  if (by_year.differences.empty()) return "No raid has been played, so there is no answer yet.";
  std::string text = defended_shows(by_year);
  if (const Difference* d = widest(by_year, by_year.differences.back().belief))
    text += fmt::format(" What gets through differs most at the end of {}: {}.", d->year, late_clause(*d));
  return text;
}

Section by_year_section(const Document& document) {
  Section section{"by-year", "Year by year", "", {}};
  if (!document.result.by_year || document.result.by_year->forces.empty()) return section;
  const ByYear& by_year = *document.result.by_year;
  section.html = "<section id=\"by-year\">\n<h2>Year by year</h2>\n";
  const auto add = [&](Figure figure, const std::string& table) {
    section.html += to_html(figure, table);
    section.figures.push_back(std::move(figure));
  };
  add(defended_figure(by_year), schedule_table(by_year));
  for (const std::string& belief : beliefs_of(by_year)) {
    add(leakers_figure(document, belief), numbers(document));
    add(difference_figure(by_year, belief), "");
  }
  section.html +=
      paragraph(
          "A battery that is not there yet is one that is never available; everything else is the same raid. "
          "Left out: whether crews were ready and rounds in hand when a battery arrived, what else defended "
          "the places, that an adversary would choose where to aim, and the doubt about the days, whose "
          "published ranges stand beside them.",
          "note") +
      "</section>\n";
  return section;
}

} // namespace equipoise::report
