#include <fmt/format.h>

#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/strategy/page.hpp"

namespace equipoise::report {
namespace {

using namespace strategy;
constexpr double none = NAN;

const std::vector<std::string> procurement_columns{
    "run", "year", "estimate", "chance low", "chance high", "not known low", "not known high"};

Table numbers_of(const ProcurementAnswer& a, Course ProcurementYear::*of, double scale) {
  Table table{"Nominal; in brackets 5 % to 95 % of the parameter sets", {"Year"}, {}, "numbers"};
  for (const ProcurementRun& run : a.runs) table.head.push_back(std::string(name_of(run.schedule)));
  for (std::size_t y = 0; y < a.runs.front().years.size(); ++y) {
    std::vector<std::string> row{fmt::format("{}", a.runs.front().years[y].year)};
    for (const ProcurementRun& run : a.runs) {
      const Course& c = run.years[y].*of;
      row.push_back(std::isnan(c.known.low) ? fmt::format("{:.4g}", scale * c.value)
                                            : fmt::format("{:.4g} ({:.4g} to {:.4g})", scale * c.value,
                                                          scale * c.known.low, scale * c.known.high));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

struct View {
  const char *id, *y;
  std::string title, subtitle, sentence;
  Course ProcurementYear::*of;
  double scale = 1.0;
  bool percent = false;
};

Figure figure_of(const ProcurementAnswer& a, const View& v, bool recorded) {
  Figure figure{v.id, "curves", v.title, v.subtitle, v.sentence, procurement_columns, {}};
  figure.options = {{"x", "year"}, {"y", v.y}, {"percent", v.percent}};
  for (const ProcurementRun& run : a.runs) {
    const std::string name(name_of(run.schedule));
    figure.options["beliefs"][name] = {{"label", capital(name)}, {"note", "scenario, not a forecast"}};
    for (const ProcurementYear& y : run.years) {
      const Course& c = y.*v.of;
      figure.rows.push_back({name, static_cast<double>(y.year), v.scale * c.value, v.scale * c.chance_low,
                             v.scale * c.chance_high, v.scale * c.known.low, v.scale * c.known.high});
    }
  }
  if (recorded) {
    figure.options["beliefs"]["recorded"] = {{"label", "Recorded"},
                                             {"note", "estimates in print, with their ranges"}};
    for (const Recorded& r : a.record)
      figure.rows.push_back({std::string("recorded"), static_cast<double>(r.year), r.total.nominal, none,
                             none, r.total.low, r.total.high});
  }
  return figure;
}

Section forces_section(const ProcurementQuestion& q, const ProcurementAnswer& a) {
  Section s{
      "forces", "Forces over the years", "<section id=\"forces\">\n<h2>Forces over the years</h2>\n", {}};
  const std::string bands =
      " Dark: 5 % to 95 % of late deliveries, at nominal values; light: of the drawn ranges.";
  const View views[] = {
      {"missiles", "missiles", fmt::format("Missiles of {} with and without the purchase", q.offence_name),
       "Missiles at the end of the year." + bands,
       "The difference between the panels is what the model lays to the purchase: the offence orders what "
       "restores, as it believes, what it would "
       "have had. Other rivals and motives are left out, so that without the purchase it follows its own "
       "trend.",
       &ProcurementYear::missiles},
      {"share", "share of aim points", fmt::format("Share of aim points that {} covers", q.defence_name),
       "Percent of aim points inside a defended area." + bands,
       "As contracted and as delivered differ by the years in between. Readiness of crews is left out.",
       &ProcurementYear::share, 1.0, true},
      {"leakers", "warheads", "What would arrive if everything were launched",
       "Expected leakers of all missiles, under the belief of the defence\u2019s owner." + bands,
       "A measure of capability, year by year, not of a war that anyone would fight. First strikes are left "
       "out here.",
       &ProcurementYear::leakers},
      {"spending-offence", "million US dollars", fmt::format("Spending of {} on missiles", q.offence_name),
       "Million US dollars a year, baseline included." + bands,
       "Orders at one price; upkeep, crews and warheads are left out.", &ProcurementYear::offence_spending,
       1e-6},
      {"spending-defence", "million US dollars", fmt::format("Spending of {} on batteries", q.defence_name),
       "Million US dollars a year; lots are paid as they come in." + bands,
       q.sanctions
           ? fmt::format("From {} on every purchase costs {:.2f} times as much. Diplomacy is left out.",
                         q.sanctions->from, q.sanctions->factor)
           : "Upkeep and crews are left out.",
       &ProcurementYear::defence_spending, 1e-6}};
  for (const View& v : views) {
    Figure figure = figure_of(a, v, v.of == &ProcurementYear::missiles && !a.record.empty());
    s.html += to_html(figure, to_html(numbers_of(a, v.of, v.scale)));
    s.figures.push_back(std::move(figure));
  }
  s.html += "</section>\n";
  return s;
}

Section record_section(const ProcurementQuestion& q, const ProcurementAnswer& a,
                       const std::vector<std::pair<std::string, std::string>>& events) {
  Section s{"record", "Beside the record", "", {}};
  if (a.record.empty() && events.empty()) return s;
  s.html = "<section id=\"record\">\n<h2>Beside the record</h2>\n";
  if (!a.record.empty()) {
    s.html +=
        paragraph(fmt::format("The baseline is the straight line through the totals recorded up to {}: "
                              "{:.2f} a year. The years after it "
                              "were not used: they show how far the scenario, with and without the purchase, "
                              "lies from what is in print.",
                              q.record_until, a.baseline));
    Table table{"Recorded totals and the scenario", {"Year", "recorded"}, {}, "numbers"};
    for (const ProcurementRun& run : a.runs) table.head.push_back(std::string(name_of(run.schedule)));
    for (const Recorded& r : a.record) {
      if (r.year < q.first_year || r.year > q.last_year) continue;
      std::vector<std::string> row{
          fmt::format("{}{}", r.year, r.year > q.record_until ? "" : ", fitted"),
          fmt::format("{:.0f} ({:.0f} to {:.0f})", r.total.nominal, r.total.low, r.total.high)};
      for (const ProcurementRun& run : a.runs)
        row.push_back(
            fmt::format("{:.0f}", run.years[static_cast<std::size_t>(r.year - q.first_year)].missiles.value));
      table.rows.push_back(std::move(row));
    }
    s.html += to_html(table);
  }
  if (!events.empty()) {
    Table table{"What happened, by the catalogue\u2019s timeline", {"Day", "event"}, {}, ""};
    for (const auto& [day, words] : events) table.rows.push_back({escape(day), escape(words)});
    s.html += to_html(table);
  }
  s.html += "</section>\n";
  return s;
}

Section spending_section(const ProcurementQuestion& q, const RecordedSpending& r) {
  Section s{"richardson", "Richardson\u2019s equations and recorded spending", "", {}};
  const Fit x = fit_reaction(r.offence, r.offence, r.defence, false),
            y = fit_reaction(r.defence, r.offence, r.defence, false);
  const Richardson race = strategy::race_of(x, y);
  const Forces2 still = equilibrium(race);
  Figure figure{
      "phase",
      "phase",
      fmt::format("Recorded spending of {} and {}, and where the fit has it stand still", q.offence_name,
                  q.defence_name),
      r.note,
      fmt::format("The fit is {}: alpha beta is {:.3g}, k l is {:.3g}. Levels of spending are not "
                  "stationary, so that standard errors are too small and the "
                  "point where both lines cross is no forecast. A second, independent method: it knows "
                  "nothing of the purchase.",
                  is_stable(race) ? "stable" : "not stable", race.alpha * race.beta, race.k * race.l),
      {"series", "x", "y", "label"},
      {}};
  figure.options = {{"x", "spending of " + q.offence_name}, {"y", "spending of " + q.defence_name}};
  double low = r.offence.front(), high = low, low_y = r.defence.front(), high_y = low_y;
  for (std::size_t i = 0; i < r.years.size(); ++i) {
    figure.rows.push_back(
        {std::string("recorded"), r.offence[i], r.defence[i], fmt::format("{:.0f}", r.years[i])});
    low = std::min(low, r.offence[i]);
    high = std::max(high, r.offence[i]);
    low_y = std::min(low_y, r.defence[i]);
    high_y = std::max(high_y, r.defence[i]);
  }
  // Where each side's spending would not change, inside the frame of the record.
  for (int i = 0; i <= 40; ++i) {
    const double at = low + (high - low) * i / 40.0;
    if (const double v = (race.alpha * at - race.g) / race.k; v >= 0.0 && v <= 1.2 * high_y)
      figure.rows.push_back({q.offence_name + " stands still", at, v, std::string()});
    if (const double v = (race.l * at + race.h) / race.beta; v >= 0.0 && v <= 1.2 * high_y)
      figure.rows.push_back({q.defence_name + " stands still", at, v, std::string()});
  }
  if (still.x >= 0.5 * low && still.x <= 1.5 * high && still.y >= 0.5 * low_y && still.y <= 1.5 * high_y)
    figure.rows.push_back({std::string("equilibrium"), still.x, still.y, std::string("equilibrium")});
  Table table{"Yearly change of spending on last year\u2019s spending, ordinary least squares",
              {"Change of", "constant", escape("on " + q.offence_name), escape("on " + q.defence_name),
               "R\u00b2", "residual s.d."},
              {},
              "numbers"};
  for (const auto& [name, f] : {std::pair{q.offence_name, x}, std::pair{q.defence_name, y}})
    table.rows.push_back({escape(name), fmt::format("{:.4g} (\u00b1{:.2g})", f.c, f.se_c),
                          fmt::format("{:.4g} (\u00b1{:.2g})", f.a1, f.se_1),
                          fmt::format("{:.4g} (\u00b1{:.2g})", f.a2, f.se_2),
                          fmt::format("{:.3f}", f.r_squared), fmt::format("{:.4g}", f.sigma)});
  s.html = "<section id=\"richardson\">\n<h2>Richardson\u2019s equations and recorded spending</h2>\n" +
           to_html(figure, to_html(table)) + "</section>\n";
  s.figures.push_back(std::move(figure));
  return s;
}

} // namespace

std::vector<Section> procurement_sections(const ProcurementQuestion& q, const ProcurementAnswer& a,
                                          const std::vector<std::pair<std::string, std::string>>& events,
                                          const std::optional<RecordedSpending>& spending) {
  std::vector<Section> sections{forces_section(q, a)};
  if (Section record = record_section(q, a, events); !record.html.empty())
    sections.push_back(std::move(record));
  if (spending) sections.push_back(spending_section(q, *spending));
  return sections;
}

std::string procurement_page(const StrategyHead& head, const ProcurementQuestion& q,
                             const ProcurementAnswer& a,
                             const std::vector<std::pair<std::string, std::string>>& events,
                             const std::optional<RecordedSpending>& spending, const FrontEnd& front_end) {
  const auto& last = [&](std::size_t run) -> const ProcurementYear& { return a.runs[run].years.back(); };
  std::string lead =
      paragraph("A scenario, not a forecast: it knows no motive but the one it is about.", "lead");
  lead += paragraph(fmt::format("By {} {} has {:.0f} missiles without the purchase, {:.0f} with it as "
                                "contracted, {:.0f} as delivered.",
                                q.last_year, q.offence_name, last(0).missiles.value, last(1).missiles.value,
                                last(2).missiles.value),
                    "lead");
  for (std::size_t run = 1; run < a.runs.size(); ++run)
    lead += paragraph(
        a.runs[run].restored
            ? fmt::format("{}: {} years after the first lot {} has what, as it believes, restores its former "
                          "penetration.",
                          capital(std::string(name_of(a.runs[run].schedule))), *a.runs[run].restored,
                          q.offence_name)
            : fmt::format("{}: by {} {} has not built what, as it believes, restores its former penetration.",
                          capital(std::string(name_of(a.runs[run].schedule))), q.last_year, q.offence_name));
  return strategy_page(head, lead, procurement_sections(q, a, events, spending), front_end);
}

} // namespace equipoise::report
