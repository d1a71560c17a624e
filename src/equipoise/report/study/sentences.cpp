#include "equipoise/report/study/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "equipoise/core/units.hpp"
#include "equipoise/report/page/words.hpp"

namespace equipoise::report {
namespace {

using analysis::Interval;

bool spans_zero(const Interval& interval) {
  return interval.low < 0.0 && interval.high > 0.0;
}
bool apart(const Interval& chance) {
  return chance.low > 0.0 || chance.high < 0.0;
}

const Curve& high(const Summary& summary) {
  return summary.beliefs[summary.high];
}
const Curve& low(const Summary& summary) {
  return summary.beliefs[summary.low];
}

std::string_view band_name(const Sample& sample) {
  return sample.ignorance ? "over what is not known" : "by chance";
}

/// "in about 9 raids of 10 under the brochure belief (88 %; 77 to 99 over what is not known)"; the band goes
/// unnamed where the sentence has just named it.
std::string chance_under(const Curve& curve, const Sample& sample, bool named) {
  const auto [interval, decimals] = shown(sample.chance, sample.ignorance);
  return fmt::format("{} under {} ({}; {}{}{})", raids(sample.value, sample.point->nominal.replications),
                     belief_name(curve.belief), percent(sample.value, decimals),
                     percent_range(interval, decimals), named ? " " : "", named ? band_name(sample) : "");
}

/// A gap and its band in one clause; says first what cannot be told.
std::string gap_clause(const Summary& summary, const Gap& gap) {
  const std::string a = belief_name(high(summary).belief);
  if (!apart(gap.chance)) {
    const int decimals = decimals_for(gap.chance);
    std::string text =
        fmt::format("the raids played cannot tell the two apart (a gap of {} points; {} by chance",
                    fixed(100.0 * gap.value, decimals), percent_range(gap.chance, decimals));
    if (gap.ignorance)
      text += fmt::format("; {} over what is not known", percent_range(gap.ignorance->interval, decimals));
    return text + ")";
  }
  const std::string_view more = gap.value > 0.0 ? "more" : "less";
  if (!gap.ignorance) {
    const int decimals = decimals_for(gap.chance);
    const Interval size = gap.value > 0.0 ? gap.chance : Interval{-gap.chance.high, -gap.chance.low};
    return fmt::format("{} gives {} {} ({} by chance)", a, points(gap.value, decimals), more,
                       percent_range(size, decimals));
  }
  const Interval& band = gap.ignorance->interval;
  const int decimals = shown(gap.chance, gap.ignorance).decimals;
  const bool same_side = gap.value > 0.0 ? band.low >= 0.0 : band.high <= 0.0;
  if (same_side) {
    const Interval size = gap.value > 0.0 ? band : Interval{-band.high, -band.low};
    return fmt::format("{} gives {} {} ({} over what is not known)", a, points(gap.value, decimals), more,
                       percent_range(size, decimals));
  }
  if (spans_zero(band))
    return fmt::format(
        "which of the two gives more depends on what is not known (a gap of {} points at nominal values; {} "
        "over what "
        "is not known)",
        fixed(100.0 * gap.value, decimals), percent_range(band, decimals));
  return fmt::format("{} gives {} {} at nominal values, while over what is not known the gap is {} points", a,
                     points(gap.value, decimals), more, percent_range(band, decimals));
}

/// "at about 11 missiles in the salvo under the brochure belief (8 to 16 over what is not known)"; the size's
/// noun and the band's name only where the sentence has not had them yet.
std::string fall_clause(const Summary& summary, const Curve& curve, double level, bool first) {
  const Fall fall = falls_to(curve, level);
  std::string text = fall.nominal.side == analysis::Side::inside ? "at about " : "";
  text += crossing_text(fall.nominal, fall.whole);
  if (first && !summary.label.empty()) text += " " + summary.label;
  text += " under " + belief_name(curve.belief);
  if (fall.sets == 0) return text;
  const std::string from = crossing_text(fall.low, fall.whole), to = crossing_text(fall.high, fall.whole);
  return text + fmt::format(" ({}{})", from == to ? from + " too" : from + " to " + to,
                            first ? " over what is not known" : "");
}

std::vector<const Curve*> compared(const Summary& summary) {
  if (summary.beliefs.empty()) return {};
  if (summary.high == summary.low) return {&high(summary)};
  return {&high(summary), &low(summary)};
}

std::string falls(const Summary& summary, double level, bool first) {
  std::vector<std::string> clauses;
  for (const Curve* curve : compared(summary)) {
    clauses.push_back(fall_clause(summary, *curve, level, first));
    first = false;
  }
  return listed(clauses);
}

/// Nominal estimates that lie outside the band of their own belief.
std::string outside_note(const Summary& summary) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < summary.beliefs.size(); ++i) {
    const Sample* sample = at_reference(summary, i);
    if (sample == nullptr || !sample->ignorance) continue;
    const Interval& band = sample->ignorance->interval;
    if (sample->value < band.low || sample->value > band.high)
      names.push_back(belief_name(summary.beliefs[i].belief));
  }
  if (names.empty()) return "";
  return fmt::format(
      " Under {} the estimate at nominal values lies outside its own band: nearly all the sets drawn lie to "
      "one side of it.",
      listed(names));
}

double per_raid(std::uint64_t sum, const results::Tally& tally) {
  return static_cast<double>(sum) / static_cast<double>(tally.replications);
}

} // namespace

std::string belief_name(const std::string& belief) {
  return belief.empty() ? "the only belief played" : "the " + belief + " belief";
}

std::string with_size(const Summary& summary, double size) {
  return summary.label.empty() ? "In this raid " : fmt::format("With {}, ", counted(size, summary.label));
}

std::string crossing_text(const analysis::Crossing& crossing, bool whole) {
  if (!std::isfinite(crossing.size)) return "no value";
  if (whole) return analysis::to_string(crossing);
  const std::string size = core::format_quantity(crossing.size, core::Dimension::number, 2);
  if (crossing.side == analysis::Side::inside) return size;
  return (crossing.side == analysis::Side::below ? "below " : "above ") + size_text(crossing.size);
}

std::string fall_text(const Fall& fall) {
  const std::string text = crossing_text(fall.nominal, fall.whole);
  if (fall.sets == 0) return text;
  const std::string from = crossing_text(fall.low, fall.whole), to = crossing_text(fall.high, fall.whole);
  return fmt::format("{} ({})", text, from == to ? from : from + " to " + to);
}

std::string answer(const Summary& summary) {
  if (summary.beliefs.empty()) return "No raid has been played, so there is no answer yet.";
  const std::string start = with_size(summary, summary.reference) + "nothing gets through ";
  const Sample* a = at_reference(summary, summary.high);
  const Sample* b = at_reference(summary, summary.low);
  if (a != nullptr && b != nullptr && a != b) {
    const Gap* gap = gap_at_reference(summary);
    return fmt::format("{}{} and {}{}.", start, chance_under(high(summary), *a, true),
                       chance_under(low(summary), *b, band_name(*a) != band_name(*b)),
                       gap == nullptr ? "" : ": " + gap_clause(summary, *gap));
  }
  const Sample* only = a != nullptr ? a : b;
  const Curve& curve = a != nullptr ? high(summary) : low(summary);
  return only == nullptr ? "The beliefs were not played at the same size, so they are not compared."
                         : fmt::format("{}{}.", start, chance_under(curve, *only, true));
}

std::string answer_sizes(const Summary& summary) {
  if (!summary.swept || summary.beliefs.empty()) return "";
  return fmt::format("The chance falls to one half {}; it falls to nine in ten {}.",
                     falls(summary, 0.5, true), falls(summary, 0.9, false));
}

std::string about_bands(const Document& document, const Summary& summary) {
  std::string text = "Dark: chance, the 95 % interval of the estimate at nominal values.";
  std::size_t fewest = 0, max = 0;
  double min_noise = 1.0, max_noise = 0.0;
  for (const Curve& curve : summary.beliefs)
    for (const Sample& sample : curve.samples) {
      const std::size_t sets = sample.ignorance ? sample.point->sets.size() : 0;
      fewest = max == 0 ? sets : std::min(fewest, sets);
      max = std::max(max, sets);
      if (!sample.ignorance || sample.size != summary.reference) continue;
      min_noise = std::min(min_noise, sample.ignorance->inner_noise_share);
      max_noise = std::max(max_noise, sample.ignorance->inner_noise_share);
    }
  if (max == 0)
    return text +
           " No parameter sets were drawn, so there is no light band: what is not known is left out here.";
  text += fmt::format(
      " Light: what is not known, 5 % to 95 % of {}{} parameter set{} drawn from the published ranges; "
      "this is not a probability.",
      fewest == max ? "" : fmt::format("{} to ", whole(fewest)), whole(max), max == 1 ? "" : "s");
  const auto& missing = document.result.cannot_fly;
  if (!missing.empty())
    text += fmt::format(" Of {} sets, {} contradict{} {} and cannot fly: counted here, not drawn again.",
                        whole(document.result.parameter_sets), whole(missing.size()),
                        missing.size() == 1 ? "s" : "", missing.size() == 1 ? "itself" : "themselves");
  if (min_noise <= max_noise) {
    const std::string from = percent(min_noise, 0), to = percent(max_noise, 0);
    text += fmt::format(" Chance inside the sets was {} of their variance{}; it is subtracted.",
                        from == to ? from : fixed(100.0 * min_noise, 0) + " to " + to,
                        summary.swept ? " at " + size_text(summary.reference) : "");
  }
  return text;
}

std::string about_partial(const Document& document) {
  const auto& result = document.result;
  if (result.status == results::Status::complete) return "";
  if (!result.rare.empty() || result.footprint)
    return "Partial result: the study was stopped before its end. What was done by then is below, and the "
           "numbers rest on it alone.";
  return fmt::format(
      "Partial result: the study was stopped before its end. {} point{} and {} of {} parameter sets were "
      "played; every "
      "number below rests on these alone.",
      whole(result.points.size()), result.points.size() == 1 ? "" : "s", whole(result.parameter_sets_done),
      whole(result.parameter_sets));
}

std::string curves_title(const Summary& summary) {
  if (summary.beliefs.empty()) return "Nothing has been played yet";
  if (summary.high == summary.low || summary.gaps.empty()) {
    const Sample &first = high(summary).samples.front(), &last = high(summary).samples.back();
    if (first.size == last.size)
      return fmt::format("Under {}, nothing gets through in {}", belief_name(high(summary).belief),
                         percent(first.value, decimals_for(first.chance)) + " of raids");
    return fmt::format("Under {}, the chance that nothing gets through is {} at {} and {} at {}",
                       belief_name(high(summary).belief), percent(first.value, decimals_for(first.chance)),
                       size_text(first.size), percent(last.value, decimals_for(last.chance)),
                       size_text(last.size));
  }
  std::size_t more = 0, less = 0;
  for (const Gap& gap : summary.gaps) {
    if (gap.chance.low > 0.0) ++more;
    if (gap.chance.high < 0.0) ++less;
  }
  const std::string a = belief_name(high(summary).belief), b = belief_name(low(summary).belief);
  const std::size_t n = summary.gaps.size();
  const std::string of_sizes = n == 1 ? "" : fmt::format(" of {} sizes", n);
  if (more + less == 0)
    return n == 1 ? fmt::format("The raids played cannot tell {} from {}", a, b)
                  : fmt::format("At none of {} sizes can the raids played tell {} from {}", n, a, b);
  if (n == 1)
    return fmt::format("{} gives a {} chance than {}", capital(a), more == 1 ? "higher" : "lower", b);
  const auto at_sizes = [&](std::size_t k) {
    return k == n ? "every size played" : fmt::format("{}{}", k, of_sizes);
  };
  if (less == 0) return fmt::format("At {}, {} gives a higher chance than {}", at_sizes(more), a, b);
  if (more == 0) return fmt::format("At {}, {} gives a lower chance than {}", at_sizes(less), a, b);
  return fmt::format("{} gives a higher chance than {} at {}{}, a lower one at {}", capital(a), b, more,
                     of_sizes, less);
}

std::string gap_title(const Summary& summary) {
  const auto widest =
      std::max_element(summary.gaps.begin(), summary.gaps.end(),
                       [](const Gap& a, const Gap& b) { return std::abs(a.value) < std::abs(b.value); });
  if (widest == summary.gaps.end()) return "";
  if (!apart(widest->chance)) return "No gap that the raids played can tell from none";
  return fmt::format("The gap is widest at {}: {} points", size_text(widest->size),
                     fixed(100.0 * widest->value, shown(widest->chance, widest->ignorance).decimals));
}

std::string curves_show(const Summary& summary) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < summary.beliefs.size(); ++i) {
    const Sample* sample = at_reference(summary, i);
    if (sample == nullptr) continue;
    const auto [interval, decimals] = shown(sample->chance, sample->ignorance);
    parts.push_back(fmt::format(
        "{} under {} ({} by chance{})", percent(sample->value, decimals),
        belief_name(summary.beliefs[i].belief), percent_range(sample->chance, decimals_for(sample->chance)),
        sample->ignorance ? fmt::format("; {} over what is not known", percent_range(interval, decimals))
                          : ""));
  }
  if (parts.empty()) return "";
  return fmt::format("{}the chance that nothing gets through is {}.{}", with_size(summary, summary.reference),
                     listed(parts), outside_note(summary));
}

std::string gap_shows(const Summary& summary) {
  const Gap* gap = gap_at_reference(summary);
  if (gap == nullptr) return "";
  std::string text = with_size(summary, gap->size) + gap_clause(summary, *gap);
  if (gap->ignorance && apart(gap->chance))
    text += fmt::format("; by chance alone the gap is {} points",
                        percent_range(gap->chance, decimals_for(gap->chance)));
  text += ".";
  std::size_t tied = 0, open = 0, banded = 0;
  for (const Gap& g : summary.gaps) {
    if (!apart(g.chance)) ++tied;
    if (g.ignorance) ++banded;
    if (g.ignorance && spans_zero(g.ignorance->interval)) ++open;
  }
  const std::size_t n = summary.gaps.size();
  if (n < 2) return text;
  text += tied == 0 ? fmt::format(" At all {} sizes it is more than chance", n)
                    : fmt::format(" At {} of {} sizes it is no more than chance could make", tied, n);
  if (banded > 0)
    text += open == 0 ? "; its sign does not depend on what is not known"
                      : fmt::format("; at {} of {} its sign depends on what is not known", open, banded);
  return text + ".";
}

std::string arrivals_show(const Summary& summary) {
  std::size_t ways = 0, belief = summary.low;
  double min = 2.0, max = -1.0;
  std::string min_way, max_way;
  const Sample* sample = at_reference(summary, belief);
  if (sample == nullptr) return "";
  Interval min_interval, max_interval;
  for (const auto& arrival : sample->point->arrivals) {
    const auto& tally = arrival.tally;
    if (tally.replications == 0 || tally.without_leaker > tally.replications) continue;
    ++ways;
    const double value = static_cast<double>(tally.without_leaker) / static_cast<double>(tally.replications);
    const Interval interval = analysis::clopper_pearson(tally.without_leaker, tally.replications);
    if (value < min) min = value, min_way = arrival.arrival, min_interval = interval;
    if (value > max) max = value, max_way = arrival.arrival, max_interval = interval;
  }
  if (ways < 2) return "";
  const std::string under = belief_name(summary.beliefs[belief].belief);
  if (min_interval.high >= max_interval.low)
    return fmt::format(
        "Under {}, the intervals of the ways of arriving overlap: {} to {} of raids without a leaker.", under,
        fixed(100.0 * min, 0), percent(max, 0));
  return fmt::format("Under {}, nothing gets through in {} of raids for {}, in {} for {}.", under,
                     percent_with(max, max_interval), max_way, percent_with(min, min_interval), min_way);
}

std::string funnel_title(const Sample& sample) {
  const auto& tally = sample.point->nominal;
  return fmt::format("Of {} launched, {} leak in the mean raid",
                     fixed(per_raid(tally.launched, tally), tally.launched % tally.replications == 0 ? 0 : 1),
                     mean_with(per_raid(tally.leaked.sum, tally),
                               analysis::mean(tally.leaked, tally.replications).interval));
}

std::string funnel_shows(const Summary& summary, const Sample& sample) {
  const auto& tally = sample.point->nominal;
  const auto intercepted = analysis::mean(tally.intercepted, tally.replications);
  const auto leaked = analysis::mean(tally.leaked, tally.replications);
  std::string text = fmt::format(
      "{}{} are intercepted and {} leak in the mean of {} raids under {}; {} fail by themselves.",
      with_size(summary, sample.size), mean_with(intercepted.value, intercepted.interval),
      mean_with(leaked.value, leaked.interval), whole(tally.replications), belief_name(sample.point->belief),
      mean_with(per_raid(tally.failed, tally),
                mean_of_sum(tally.failed, tally.replications, per_raid(tally.launched, tally)).interval));
  const bool adds_up = tally.launched == tally.failed + tally.intercepted.sum + tally.leaked.sum;
  text += adds_up ? " Failed, intercepted and leaked sum to launched."
                  : " Failed, intercepted and leaked do not sum to launched: a fault of the program, please "
                    "report it.";
  return text;
}

std::string reasons_show(const Sample& sample) {
  const auto& tally = sample.point->nominal;
  const std::uint64_t sum = std::accumulate(tally.reasons.begin(), tally.reasons.end(), std::uint64_t{0});
  if (sum != tally.leaked.sum)
    return fmt::format("The reasons sum to {}, the leakers to {}: a fault of the program, please report it.",
                       whole(sum), whole(tally.leaked.sum));
  if (sum == 0) return "Nothing leaked, so there is no reason to show.";
  const auto largest = std::max_element(tally.reasons.begin(), tally.reasons.end());
  const auto i = static_cast<std::size_t>(largest - tally.reasons.begin());
  const auto share = static_cast<double>(*largest) / static_cast<double>(sum);
  return fmt::format(
      "The most frequent reason is \u201c{}\u201d: {} of {} a raid ({} of the leakers). The reasons sum to "
      "the leaked.",
      results::reason_names[i], fixed(per_raid(*largest, tally), 2), fixed(per_raid(sum, tally), 2),
      percent(share, 0));
}

std::string leakers_show(const Summary& summary, const std::string& belief, const Sample& sample) {
  const auto& tally = sample.point->nominal;
  std::string text =
      fmt::format("{}nothing gets through in {} of raids under {}", with_size(summary, sample.size),
                  percent_with(sample.value, sample.chance), belief_name(belief));
  const auto launched = tally.launched / tally.replications;
  const std::uint64_t all = launched > 0 && launched < tally.leakers.size() ? tally.leakers[launched] : 0;
  if (launched > 1)
    text += fmt::format(
        "; all {} get through in {}", whole(launched),
        percent_with(per_raid(all, tally),
                     analysis::clopper_pearson(std::min(all, tally.replications), tally.replications)));
  return text + ".";
}

std::string bite_mark(const Change& change) {
  const double ends[] = {std::abs(change.chance.low), std::abs(change.chance.high)};
  const double far = std::max(ends[0], ends[1]);
  const double near = spans_zero(change.chance) ? 0.0 : std::min(ends[0], ends[1]);
  if (std::abs(change.value) >= min_influence)
    return near >= min_influence ? "matters (0.05 or more)"
                                 : "matters (0.05 or more), though its interval reaches below";
  return far < min_influence ? "does not matter here"
                             : "does not matter here, though its interval reaches 0.05";
}

std::string changes_title(const std::vector<Change>& changes) {
  if (changes.empty()) return "";
  const auto mattering =
      static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(), [](const Change& change) {
        return std::abs(change.value) >= min_influence;
      }));
  if (mattering == 0) return fmt::format("None of {} changes matters here", changes.size());
  if (mattering == changes.size())
    return mattering == 1 ? "The one change tried matters" : fmt::format("All {} changes matter", mattering);
  return fmt::format("{} of {} changes matter{}", mattering, changes.size(), mattering == 1 ? "s" : "");
}

std::string changes_show(const std::vector<Change>& changes) {
  const auto largest = std::max_element(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return std::abs(a.value) < std::abs(b.value);
  });
  if (largest == changes.end()) return "";
  std::vector<std::string> quiet;
  for (const Change& change : changes)
    if (std::abs(change.value) < min_influence) quiet.push_back(change.variant->variant);
  std::string text = fmt::format("The largest change is {} points at {}, with \u201c{}\u201d.",
                                 signed_points_with(largest->value, largest->chance, 1),
                                 size_text(largest->size), largest->variant->variant);
  if (!quiet.empty()) text += fmt::format(" Without effect at any size played: {}.", listed(quiet));
  return text;
}

} // namespace equipoise::report
