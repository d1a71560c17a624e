#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

constexpr std::size_t max_shown = 10;

using Input = results::Sensitivity::Input;

std::string name_of(const Input& input) {
  return group_words(input.group, input.members);
}

/// Inputs by falling size of one of their measures.
std::vector<const Input*> by(const results::Sensitivity& s, const results::Estimate Input::*measure) {
  std::vector<const Input*> list;
  for (const Input& input : s.inputs)
    if (std::isfinite((input.*measure).value)) list.push_back(&input);
  std::stable_sort(list.begin(), list.end(), [&](const Input* a, const Input* b) {
    return std::abs((a->*measure).value) > std::abs((b->*measure).value);
  });
  return list;
}

std::string share(const results::Estimate& m) {
  const analysis::Interval interval{m.low, m.high};
  return std::isfinite(m.low) ? percent_with(m.value, interval) : percent(m.value, 0);
}

std::string points_of(const results::Estimate& m) {
  return signed_points_with(m.value, {m.low, m.high});
}

Figure shares_figure(const results::Sensitivity& s) {
  const auto order = by(s, &Input::total);
  const auto is_clear = [](const Input* i) { return i->total.low > 0.0; };
  const auto clear = std::count_if(order.begin(), order.end(), is_clear);
  const auto max = std::find_if(order.begin(), order.end(), is_clear);
  Figure figure{
      "sobol-figure",
      "bars",
      clear == 0 ? "No unknown can be told to move the answer"
                 : fmt::format("The answer depends most on \u201c{}\u201d", name_of(**max)),
      "Share of the variance of the chance that nothing gets through, over all that is not known, in percent "
      "(95 % interval): with all interactions, and alone",
      "",
      {"what is not known", "share", "low", "high", "class"},
      {}};
  figure.sentence = fmt::format(
      "Over everything that is not known the chance that nothing gets through is {} on average, with a "
      "standard "
      "deviation of {} points; {} of {} unknowns can be told to matter",
      percent(s.mean, 0), fixed(100 * std::sqrt(std::max(0.0, s.variance.value)), 0), clear, s.inputs.size());
  if (clear > 0)
    figure.sentence +=
        fmt::format(", most of all \u201c{}\u201d: {} of the variance with its interactions, {} alone",
                    name_of(**max), share((*max)->total), share((*max)->first));
  figure.sentence += ".";
  figure.options = {{"percent", true}, {"x", "share of the variance, percent"}, {"belief", s.belief}};
  for (std::size_t i = 0; i < std::min(max_shown, order.size()); ++i) {
    const results::Estimate &total = order[i]->total, &first = order[i]->first;
    figure.rows.push_back({name_of(*order[i]), total.value, total.low, total.high, std::string("total")});
    figure.rows.push_back(
        {name_of(*order[i]) + ", alone", first.value, first.low, first.high, std::string("stage")});
  }
  return figure;
}

Figure tornado_figure(const results::Sensitivity& s) {
  const auto order = by(s, &Input::mean);
  Figure figure{
      "tornado-figure",
      "differences",
      "What each unknown does over its whole range",
      "Mean change of the chance that nothing gets through when a value goes from the low to the high end of "
      "its range, in points, all else drawn too (95 % interval)",
      "",
      {"what is not known", "change", "low", "high", "size of the effect"},
      {}};
  figure.options = {{"percent", true}, {"points", true}};
  for (std::size_t i = 0; i < std::min(max_shown, order.size()); ++i)
    figure.rows.push_back({name_of(*order[i]), order[i]->mean.value, order[i]->mean.low, order[i]->mean.high,
                           "in size " + points(order[i]->mean_absolute.value, 1)});
  if (!order.empty())
    figure.sentence = fmt::format(
        "The largest mean effect is that of \u201c{}\u201d, {} points; effects that cancel over "
        "the other values show in the next figure.",
        name_of(*order.front()), points_of(order.front()->mean));
  return figure;
}

Figure screening_figure(const results::Sensitivity& s) {
  const auto order = by(s, &Input::mean_absolute);
  Figure figure{
      "morris-figure",
      "scatter",
      "Which unknowns matter, and which through the others",
      fmt::format("Elementary effects of {} trajectories, in points: their mean size, and their standard "
                  "deviation (95 % intervals); numbers by size",
                  s.trajectories),
      "",
      {"what is not known", "size", "size low", "size high", "deviation", "deviation low", "deviation high"},
      {}};
  figure.options = {{"percent", true},
                    {"x", "mean size of the effect, points"},
                    {"y", "standard deviation of the effect, points"},
                    {"x_short", "size"},
                    {"y_short", "deviation"}};
  std::size_t idle = 0;
  for (const Input* input : order) {
    idle += input->mean_absolute.value == 0.0 ? 1U : 0U;
    figure.rows.push_back({name_of(*input), input->mean_absolute.value, input->mean_absolute.low,
                           input->mean_absolute.high, input->deviation.value, input->deviation.low,
                           input->deviation.high});
  }
  figure.sentence = fmt::format(
      "To the right: what matters. Where the deviation is as large as the size, the effect bends or depends "
      "on the other "
      "values. {} of {} unknowns changed not one raid.",
      idle, order.size());
  return figure;
}

std::string numbers(const results::Sensitivity& s) {
  Table table{
      "Shares of the variance and effects in points (95 % interval), by share",
      {"What is not known", "with interactions", "alone", "mean effect", "mean size", "deviation", "values"},
      {},
      "numbers"};
  for (const Input& i : s.inputs) {
    std::string members;
    for (const std::string& member : i.members)
      members += (members.empty() ? "" : "<br>") + breakable(member);
    table.rows.push_back({escape(name_of(i)), escape(share(i.total)), escape(share(i.first)),
                          escape(points_of(i.mean)), escape(points_of(i.mean_absolute)),
                          escape(points_of(i.deviation)), members});
  }
  return to_html(table);
}

} // namespace

Section sensitivity_section(const Document& document) {
  Section section{"sensitivity", "What it depends on", "", {}};
  if (!document.result.sensitivity || document.result.sensitivity->inputs.empty()) return section;
  const results::Sensitivity& s = *document.result.sensitivity;
  section.figures = {shares_figure(s), tornado_figure(s), screening_figure(s)};
  section.html =
      "<section id=\"sensitivity\">\n<h2>What it depends on</h2>\n" +
      to_html(section.figures[0], numbers(s)) + to_html(section.figures[1], "") +
      to_html(section.figures[2], "") +
      paragraph(
          fmt::format("{} parameter sets were played, {} raids each, under {}; {} contradict themselves "
                      "and cannot fly, so {} of {} samples stand behind the shares. The chance inside "
                      "each set is taken out of the shares; an estimate below 0 means a share too small "
                      "to tell. These are shares of what is not known as the ranges are read, not "
                      "probabilities.",
                      whole(s.sets), whole(document.replications_per_set), belief_name(s.belief),
                      whole(s.cannot_fly), whole(s.samples_used), whole(s.samples)),
          "note") +
      "</section>\n";
  return section;
}

} // namespace equipoise::report
