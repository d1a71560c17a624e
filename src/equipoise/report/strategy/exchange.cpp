#include <fmt/format.h>

#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/strategy/page.hpp"

namespace equipoise::report {
namespace {

using namespace strategy;

const std::vector<std::string> exchange_columns{
    "belief",        "share of aim points defended", "estimate", "chance low", "chance high", "not known low",
    "not known high"};
constexpr const char* share_label = "share of aim points defended";

std::string panel_of(const SharePoint& p) {
  return p.arrival == Arrival::blind ? p.belief : p.belief + ", informed";
}

void label_panels(Figure& figure, const Retaliation& r) {
  for (const SharePoint& p : r.points)
    figure.options["beliefs"][panel_of(p)] = {
        {"label", capital(panel_of(p))},
        {"note",
         p.arrival == Arrival::blind ? "arrivals blind to what is defended" : "undefended aim points first"}};
}

std::string known_text(const Known& k, bool share) {
  const auto text = [&](double v) { return share ? fmt::format("{:.3f}", v) : fmt::format("{:.1f}", v); };
  return std::isnan(k.low) ? text(k.value)
                           : fmt::format("{} ({} to {})", text(k.value), text(k.low), text(k.high));
}

Table numbers_of(const ExchangeQuestion& q, const Retaliation& r) {
  Table table{"What arrives, by share; in brackets 5 % to 95 % of the parameter sets",
              {"Belief, arrival, share", "leakers"},
              {},
              "numbers"};
  for (const unsigned k : q.arrive) table.head.push_back(fmt::format("P(at least {})", k));
  table.head.push_back("value destroyed");
  for (const SharePoint& p : r.points) {
    std::vector<std::string> row{escape(fmt::format("{}, {}, {:.2f}", p.belief, name_of(p.arrival), p.share)),
                                 known_text(p.leakers, false)};
    for (const Known& k : p.at_least) row.push_back(known_text(k, true));
    row.push_back(known_text(p.destroyed, true));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Figure chance_figure(const ExchangeQuestion& q, const Retaliation& r, std::size_t side, std::size_t k) {
  const std::string id = fmt::format("at-least-{}-{}", side + 1, q.arrive[k]);
  Figure figure{
      id,
      "curves",
      fmt::format("At least {} of {}\u2019s answer arrive: the chance as {} covers more", q.arrive[k], r.by,
                  r.against),
      "P(at least K arrive) after a first strike, in percent, against the share of aim points "
      "inside a defended area; at nominal values exact.",
      fmt::format("Without any defence the chance is {:.1f} %. Blind and informed arrival are "
                  "the ends of expected leakers between which "
                  "a raid lies; neither is a plan. Left out: other means of delivery, warning, a second "
                  "strike, and whether anyone would decide so.",
                  100 * r.at_least_without[k]),
      exchange_columns,
      {}};
  figure.options = {{"x", share_label}, {"y", "chance"}, {"percent", true}};
  label_panels(figure, r);
  for (const SharePoint& p : r.points)
    figure.rows.push_back(
        {panel_of(p), p.share, p.at_least[k].value, NAN, NAN, p.at_least[k].low, p.at_least[k].high});
  return figure;
}

Figure leakers_figure(const Retaliation& r, std::size_t side) {
  Figure figure{fmt::format("arrive-{}", side + 1),
                "curves",
                fmt::format("How many of {}\u2019s answer arrive as {} covers more", r.by, r.against),
                "Expected warheads that arrive, against the share of aim points inside a defended area; "
                "dark: 5 % to 95 % of chance at nominal values.",
                fmt::format("{:.1f} are expected where nothing stops them. The bands are of chance and of "
                            "what is not known of the defence; what is "
                            "not known of the launchers themselves is left out.",
                            r.arriving),
                exchange_columns,
                {}};
  figure.options = {{"x", share_label}, {"y", "warheads"}, {"percent", false}};
  label_panels(figure, r);
  for (const SharePoint& p : r.points)
    figure.rows.push_back(
        {panel_of(p), p.share, p.leakers.value, p.chance_low, p.chance_high, p.leakers.low, p.leakers.high});
  return figure;
}

std::string money_range(const std::optional<Cost>& c) {
  return c ? fmt::format("{:.3g} ({:.2g} to {:.2g})", c->nominal, c->low, c->high)
           : "not reached or no prices";
}

void add_cost(const Retaliation& r, std::size_t side, std::string& html, std::vector<Figure>& figures) {
  Figure figure{
      fmt::format("cost-{}", side + 1),
      "bars",
      fmt::format("Restored and undone: money of {} over money of {}", r.by, r.against),
      "Offence\u2019s spending over the spending of the defence that undoes it, on average and for one "
      "missile more; whiskers: every "
      "price at the end of its range.",
      "Below 1 the offence spends less. Left out: operating costs, crews, what both sides would rather buy, "
      "and that prices of small "
      "orders are not those of large ones. Batteries come whole, which is why the margin is coarse.",
      {"what", "ratio", "low", "high", "sort"},
      {}};
  figure.options = {{"x", "money of the offence over money of the defence"}, {"percent", false}};
  Table table{
      "Missiles that restore the former penetration, batteries that undo them",
      {"Belief", "former", "with the defence", "missiles", "batteries", "average ratio", "marginal ratio"},
      {},
      "numbers"};
  for (const RestoreAnswer& c : r.restore) {
    const auto count = [](const std::optional<unsigned>& n) {
      return n ? fmt::format("{}", *n) : std::string("not within the limit");
    };
    table.rows.push_back({escape(c.belief), fmt::format("{:.1f}", c.restoration.former),
                          fmt::format("{:.1f}", c.restoration.reduced), count(c.restoration.missiles),
                          count(c.restoration.units), money_range(c.whole), money_range(c.margin)});
    if (c.whole)
      figure.rows.push_back({capital(c.belief) + ", average", c.whole->nominal, c.whole->low, c.whole->high,
                             std::string("total")});
    if (c.margin)
      figure.rows.push_back({capital(c.belief) + ", one missile more", c.margin->nominal, c.margin->low,
                             c.margin->high, std::string("part")});
  }
  if (figure.rows.empty()) {
    html += to_html(table);
    return;
  }
  html += to_html(figure, to_html(table));
  figures.push_back(std::move(figure));
}

Section retaliation_section(const ExchangeQuestion& q, const Retaliation& r, std::size_t side) {
  Section s{fmt::format("answer-{}", side + 1), fmt::format("{}\u2019s answer", r.by), "", {}};
  s.html = fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", s.id, escape(s.title));
  s.html += paragraph(fmt::format("After a first strike {:.1f} warheads of {} are expected to work and to "
                                  "arrive where nothing stops them.",
                                  r.arriving, r.by),
                      "lead");
  if (r.curve_ends > 0)
    s.html +=
        paragraph(fmt::format("The curve ends at a raid of {}: every threat beyond was counted as a leaker.",
                              r.curve_ends),
                  "note");
  if (r.points.empty()) {
    s.html += paragraph(fmt::format("{} has no defence in this study.", r.against)) + "</section>\n";
    return s;
  }
  const auto add = [&](Figure figure, const std::string& numbers) {
    s.html += to_html(figure, numbers);
    s.figures.push_back(std::move(figure));
  };
  add(leakers_figure(r, side), to_html(numbers_of(q, r)));
  for (std::size_t k = 0; k < q.arrive.size(); ++k) add(chance_figure(q, r, side, k), "");
  if (!r.outlook.empty()) {
    Table table{
        "At the share covered now, blind arrival, under weights between the beliefs of the defence\u2019s "
        "owner and of its adversary",
        {"Weight on the adversary\u2019s belief"},
        {},
        "numbers"};
    for (const unsigned k : q.arrive) table.head.push_back(fmt::format("P(at least {})", k));
    for (const OutlookPoint& o : r.outlook) {
      std::vector<std::string> row{fmt::format("{:.2f}", o.toward_adversary)};
      for (const double p : o.at_least) row.push_back(fmt::format("{:.4f}", p));
      table.rows.push_back(std::move(row));
    }
    s.html += "<h3>Between two beliefs</h3>\n" + to_html(table);
  }
  add_cost(r, side, s.html, s.figures);
  s.html += "</section>\n";
  return s;
}

Section stability_section(const ExchangeQuestion& q, const ExchangeAnswer& a) {
  Section s{"stability",
            "First-strike stability",
            "<section id=\"stability\">\n<h2>First-strike stability</h2>\n",
            {}};
  Figure figure{"stability-index",
                "curves",
                "The index as every defence covers more",
                "Kent and Thaler\u2019s index (1: neither side gains by striking first) against the share of "
                "aim points each defending side covers; at nominal values.",
                "The index compares costs of striking first and of being struck, on one dimensionless value "
                "curve. It need not rise or fall with "
                "the defence all the way. Left out: warning, launch under attack, intentions, and everything "
                "that makes a state want a war or not.",
                exchange_columns,
                {}};
  figure.options = {{"x", share_label}, {"y", "index"}, {"percent", false}};
  Table table{"Index, and each side\u2019s cost of striking first over its cost of being struck",
              {"Belief, share", "index", escape(q.sides[0].forces.name), escape(q.sides[1].forces.name)},
              {},
              "numbers"};
  for (const StabilityPoint& p : a.stability) {
    figure.rows.push_back({p.belief, p.share, p.stability.index, NAN, NAN, NAN, NAN});
    table.rows.push_back(
        {escape(fmt::format("{}, {:.2f}", p.belief, p.share)), fmt::format("{:.4f}", p.stability.index),
         fmt::format("{:.4f}", p.stability.ratio_a), fmt::format("{:.4f}", p.stability.ratio_b)});
  }
  s.html += to_html(figure, to_html(table));
  for (std::size_t i = 0; i < 2; ++i)
    if (a.preemption[i])
      s.html +=
          paragraph(fmt::format("By the gains and losses the study gives it, {} strikes first if it holds a "
                                "strike by the other to be likelier than {:.2f}.",
                                q.sides[i].forces.name, *a.preemption[i]));
  s.html += "</section>\n";
  s.figures.push_back(std::move(figure));
  return s;
}

} // namespace

std::vector<Section> exchange_sections(const ExchangeQuestion& q, const ExchangeAnswer& a) {
  return {retaliation_section(q, a.retaliation[0], 0), retaliation_section(q, a.retaliation[1], 1),
          stability_section(q, a)};
}

std::string exchange_page(const StrategyHead& head, const ExchangeQuestion& q, const ExchangeAnswer& a,
                          const FrontEnd& front_end) {
  std::string lead;
  for (const Retaliation& r : a.retaliation) {
    if (r.points.empty() || q.arrive.empty()) continue;
    const std::size_t k = q.arrive.size() / 2;
    std::string words = fmt::format("{} against {}: P(at least {} arrive) is {:.1f} % without a defence",
                                    r.by, r.against, q.arrive[k], 100 * r.at_least_without[k]);
    for (const SharePoint& p : r.points)
      if (p.share == q.shares.back() && p.arrival == Arrival::blind)
        words += fmt::format("; {:.1f} % with {:.0f} % of aim points covered, under the belief {}",
                             100 * p.at_least[k].value, 100 * p.share, p.belief);
    lead += paragraph(words + ".", "lead");
  }
  return strategy_page(head, lead, exchange_sections(q, a), front_end);
}

} // namespace equipoise::report
