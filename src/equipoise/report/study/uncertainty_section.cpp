#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

using results::Estimate;
using results::Separated;
using results::Uncertainties;
using results::Uncertainty;

std::string share(const Estimate& m) {
  return percent_with(m.value, {m.low, m.high});
}
std::string count(const Estimate& m) {
  return mean_with(m.value, {m.low, m.high});
}

Figure shares_figure(const Uncertainties& all) {
  Figure figure{"variance-shares",
                "bars",
                "",
                "Share of the variance of a raid\u2019s leakers, and of whether any gets through, in percent "
                "(95 % interval, jackknife over the sets)",
                "",
                {"what", "share", "low", "high", "class"},
                {}};
  const Uncertainty& last = all.beliefs.back();
  const bool unknown = last.leakers.ignorance.low > 0.5, chance = last.leakers.ignorance.high < 0.5;
  figure.title = unknown  ? "Leakers vary more for what is not known than by chance"
                 : chance ? "Leakers vary more by chance than for what is not known"
                          : "Chance and what is not known weigh about the same in the leakers";
  for (const Uncertainty& u : all.beliefs)
    for (const auto& [what, s] : {std::pair{"leakers", &u.leakers}, std::pair{"any leaker", &u.no_leaker}}) {
      const std::string name = fmt::format("{}, {}: not known", u.belief, what);
      figure.rows.push_back(
          {name, s->ignorance.value, s->ignorance.low, s->ignorance.high, std::string("total")});
      figure.rows.push_back({fmt::format("{}, {}: chance", u.belief, what), s->chance.value, s->chance.low,
                             s->chance.high, std::string("stage")});
    }
  figure.sentence = fmt::format(
      "Of the variance of a raid\u2019s leakers under {} {} is for what is not known, the rest chance; of "
      "whether any gets through at all, {}. More raids shrink neither: chance is what a raid is, and what is "
      "not known is not published.",
      belief_name(last.belief), share(last.leakers.ignorance), share(last.no_leaker.ignorance));
  figure.options = {{"percent", true}, {"x", "share of the variance, percent"}};
  return figure;
}

/// P(no leaker) of the sets as a rising curve.
Figure sets_figure(const Uncertainties& all) {
  Figure figure{
      "over-sets",
      "curves",
      "The chance that nothing gets through, set by set",
      "P(no leaker) of the parameter sets in rising order, in percent of raids, the chance inside "
      "the sets taken out; one panel a belief, the same axes.",
      "",
      {"belief", "sets, percent", "estimate", "chance low", "chance high", "not known low", "not known high"},
      {}};
  figure.options = {{"x", "percent of the sets that lie below"},
                    {"y", "chance that nothing gets through"},
                    {"percent", true}};
  for (const Uncertainty& u : all.beliefs) {
    const auto& q = u.no_leaker.quantiles;
    for (std::size_t i = 0; i < q.size(); i += 2)
      figure.rows.push_back({u.belief, 100.0 * static_cast<double>(i) / static_cast<double>(q.size() - 1),
                             std::clamp(q[i], 0.0, 1.0), NAN, NAN, NAN, NAN});
    figure.sentence += fmt::format(
        "{}Under {} half of the sets lie below {}, a twentieth below {} and a "
        "twentieth above {}.",
        figure.sentence.empty() ? "" : " ", belief_name(u.belief), percent(q[q.size() / 2], 0),
        percent(u.no_leaker.low.value, 0), percent(u.no_leaker.high.value, 0));
  }
  return figure;
}

/// The way to the last step: `of` gives what is on the axis.
template <class Of, class Row>
Figure convergence(const char* id, const Uncertainties& all, const char* title, const char* subtitle,
                   const char* x, const std::vector<Separated> Uncertainty::*steps, const Of& of,
                   const Row& row) {
  Figure figure{
      id,    "curves",
      title, subtitle,
      "",    {"belief", x, "estimate", "chance low", "chance high", "not known low", "not known high"},
      {}};
  figure.options = {{"x", x}, {"y", "chance that nothing gets through"}, {"percent", true}};
  for (const Uncertainty& u : all.beliefs)
    for (const Separated& s : u.*steps) figure.rows.push_back(row(u.belief, of(s), s));
  return figure;
}

using Cells = std::vector<std::variant<std::string, double>>;

Figure sets_convergence(const Uncertainties& all) {
  Figure figure = convergence(
      "by-sets", all, "The band of what is not known against the number of sets",
      "Mean over the sets with its 95 % interval (dark), and 5 % to 95 % of the sets (light), in percent of "
      "raids.",
      "parameter sets", &Uncertainty::by_sets, [](const Separated& s) { return static_cast<double>(s.sets); },
      [](const std::string& belief, double x, const Separated& s) {
        return Cells{belief, x, s.mean.value, s.mean.low, s.mean.high, s.low.value, s.high.value};
      });
  const auto reached = std::all_of(all.beliefs.begin(), all.beliefs.end(),
                                   [](const Uncertainty& u) { return u.ignorance_reached; });
  double widest = 0.0;
  for (const Uncertainty& u : all.beliefs)
    for (const Estimate& m : {u.no_leaker.mean, u.no_leaker.low, u.no_leaker.high})
      widest = std::max(widest, 0.5 * (m.high - m.low));
  figure.sentence = fmt::format(
      "With {} sets the mean and both ends of the band are known to within {} points at 95 %; {} points "
      "were wanted{}.",
      whole(all.beliefs.back().no_leaker.sets), fixed(100 * widest, 1), fixed(100 * all.ignorance_wanted, 1),
      reached ? "" : ", which the most sets allowed did not reach");
  return figure;
}

Figure raids_convergence(const Uncertainties& all) {
  Figure figure = convergence(
      "by-raids", all, "The bands against the number of raids in each set",
      "Mean over the sets with the chance inside one set (dark: 95 %, root mean square), and 5 % to 95 % of "
      "the sets with that chance taken out (light), in percent of raids.",
      "raids in each set", &Uncertainty::by_replications,
      [](const Separated& s) { return static_cast<double>(s.replications); },
      [](const std::string& belief, double x, const Separated& s) {
        return Cells{belief,      x,           s.mean.value, s.mean.value - s.within, s.mean.value + s.within,
                     s.low.value, s.high.value};
      });
  const auto reached = std::all_of(all.beliefs.begin(), all.beliefs.end(),
                                   [](const Uncertainty& u) { return u.chance_reached; });
  double widest = 0.0;
  for (const Uncertainty& u : all.beliefs) widest = std::max(widest, u.no_leaker.within);
  figure.sentence = fmt::format(
      "With {} raids in each set the chance inside a set is {} points wide on either side; {} points were "
      "wanted{}. It shrinks with more raids; the light band, out of which it is taken, should stay where it "
      "is.",
      whole(all.replications), fixed(100 * widest, 1), fixed(100 * all.chance_wanted, 1),
      reached ? "" : ", which the most raids allowed did not reach");
  return figure;
}

Figure predictive_figure(const Uncertainties& all) {
  Figure figure{"predictive",
                "histogram",
                "What to expect of one raid, all taken together",
                "Percent of raids by number of leakers, over chance and over what is not known, the sets "
                "alike; not a probability of the world.",
                "",
                {"belief", "leakers from", "leakers to", "share", "low", "high"},
                {}};
  figure.options = {{"x", "leakers in a raid"}, {"y", "raids"}, {"percent", true}};
  for (const Uncertainty& u : all.beliefs) {
    const std::size_t width = std::max<std::size_t>(1, (u.predictive.size() + 28) / 30);
    for (std::size_t from = 0; from < u.predictive.size(); from += from == 0 ? 1 : width) {
      const std::size_t to = from == 0 ? 0 : std::min(u.predictive.size(), from + width) - 1;
      double sum = 0.0;
      for (std::size_t k = from; k <= to; ++k) sum += u.predictive[k];
      figure.rows.push_back({u.belief, static_cast<double>(from), static_cast<double>(to), sum, NAN, NAN});
    }
    figure.sentence += fmt::format("{}Under {} no leaker in {} of raids, {} leakers on average.",
                                   figure.sentence.empty() ? "" : " ", belief_name(u.belief),
                                   share(u.no_leaker.mean), count(u.leakers.mean));
  }
  return figure;
}

std::string numbers(const Uncertainties& all) {
  Table table{"Over the sets, the chance inside them taken out (95 % interval of each)",
              {"Belief", "measure", "mean", "5 % of the sets", "95 % of the sets", "variance not known",
               "variance by chance"},
              {},
              "numbers"};
  for (const Uncertainty& u : all.beliefs) {
    const auto &p = u.no_leaker, &l = u.leakers;
    table.rows.push_back({escape(capital(u.belief)), "no leaker", escape(share(p.mean)), escape(share(p.low)),
                          escape(share(p.high)), escape(share(p.ignorance)), escape(share(p.chance))});
    table.rows.push_back({escape(capital(u.belief)), "leakers", escape(count(l.mean)), escape(count(l.low)),
                          escape(count(l.high)), escape(share(l.ignorance)), escape(share(l.chance))});
  }
  return to_html(table);
}

} // namespace

Section uncertainty_section(const Document& document) {
  Section section{"uncertainty", "Chance and what is not known", "", {}};
  if (!document.result.uncertainty || document.result.uncertainty->beliefs.empty()) return section;
  const Uncertainties& all = *document.result.uncertainty;
  section.figures = {shares_figure(all), sets_figure(all), predictive_figure(all), sets_convergence(all),
                     raids_convergence(all)};
  section.html = "<section id=\"uncertainty\">\n<h2>Chance and what is not known</h2>\n";
  for (std::size_t i = 0; i < section.figures.size(); ++i)
    section.html += to_html(section.figures[i], i == 0 ? numbers(all) : "");
  section.html +=
      paragraph(
          "The variance of one raid is the variance of the sets\u2019 own means and the mean of the variance "
          "inside them. A mean over few raids scatters by chance; that much, known from inside the sets, is "
          "taken out of the first. Shares hold for the ranges as they are read; they are not probabilities.",
          "note") +
      "</section>\n";
  return section;
}

} // namespace equipoise::report
