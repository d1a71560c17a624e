#include "equipoise/report/reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "equipoise/core/precondition.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

using results::Point;
using results::SetEstimate;

constexpr std::array<std::string_view, 3> belief_order{"brochure", "frictions", "assessed"};

std::size_t order_of(const std::string& belief) {
  return static_cast<std::size_t>(std::find(belief_order.begin(), belief_order.end(), belief) -
                                  belief_order.begin());
}

bool is_played(const Point& point) {
  return point.nominal.replications > 0 && point.nominal.without_leaker <= point.nominal.replications;
}

std::vector<SetEstimate> played_sets(const Point& point) {
  std::vector<SetEstimate> sets;
  for (const auto& set : point.sets)
    if (set.replications > 0 && set.without_leaker <= set.replications) sets.push_back(set);
  return sets;
}

/// Size on the axis; 0 if nothing is swept.
std::optional<double> size_of(const Point& point, const std::string& swept) {
  if (swept.empty()) return 0.0;
  for (const auto& [address, value] : point.factors)
    if (address == swept && std::isfinite(value)) return value;
  return std::nullopt;
}

std::vector<std::pair<std::string, double>> other_factors(const Point& point, const std::string& swept) {
  auto factors = point.factors;
  std::erase_if(factors, [&](const auto& factor) { return factor.first == swept; });
  return factors;
}

Sample sample_of(const Point& point, double size) {
  const auto& tally = point.nominal;
  Sample sample{
      size, &point, static_cast<double>(tally.without_leaker) / static_cast<double>(tally.replications),
      analysis::clopper_pearson(tally.without_leaker, tally.replications, point.level), std::nullopt};
  const auto sets = played_sets(point);
  if (!sets.empty()) sample.ignorance = analysis::no_leaker_band(sets);
  return sample;
}

Curve& curve_of(std::vector<Curve>& curves, const Point& point) {
  for (Curve& curve : curves)
    if (curve.belief == point.belief && curve.variant == point.variant) return curve;
  return curves.emplace_back(Curve{point.belief, point.variant, {}});
}

bool share_a_set(const std::vector<SetEstimate>& a, const std::vector<SetEstimate>& b) {
  return std::any_of(a.begin(), a.end(), [&](const SetEstimate& x) {
    return std::any_of(b.begin(), b.end(), [&](const SetEstimate& y) { return x.set == y.set; });
  });
}

analysis::Interval difference_of(const Sample& a, const Sample& b) {
  const auto& ta = a.point->nominal;
  const auto& tb = b.point->nominal;
  return analysis::difference(ta.without_leaker, ta.replications, tb.without_leaker, tb.replications,
                              std::max(a.point->level, b.point->level));
}

std::vector<Gap> gaps_between(const Curve& high, const Curve& low) {
  std::vector<Gap> gaps;
  for (const Sample& a : high.samples) {
    const Sample* b = at(low, a.size);
    if (b == nullptr) continue;
    Gap gap{a.size, a.value - b->value, difference_of(a, *b), std::nullopt};
    const auto sets_a = played_sets(*a.point), sets_b = played_sets(*b->point);
    if (share_a_set(sets_a, sets_b)) gap.ignorance = analysis::gap_band(sets_a, sets_b);
    gaps.push_back(gap);
  }
  return gaps;
}

} // namespace

Reading read(const Document& document) {
  Reading reading;
  reading.label = document.swept_label;
  const std::vector<std::pair<std::string, double>>* others = nullptr;
  std::vector<std::pair<std::string, double>> first;
  for (const Point& point : document.result.points) {
    const auto size = size_of(point, document.swept);
    const auto rest = other_factors(point, document.swept);
    if (others == nullptr && size && is_played(point)) {
      first = rest;
      others = &first;
    }
    Curve* curve = size && is_played(point) && rest == first
                       ? &curve_of(point.variant.empty() ? reading.beliefs : reading.variants, point)
                       : nullptr;
    if (curve == nullptr || at(*curve, *size) != nullptr)
      ++reading.left_out;
    else
      curve->samples.push_back(sample_of(point, *size));
  }
  for (auto* curves : {&reading.beliefs, &reading.variants})
    for (Curve& curve : *curves)
      std::sort(curve.samples.begin(), curve.samples.end(),
                [](const Sample& a, const Sample& b) { return a.size < b.size; });
  std::stable_sort(reading.beliefs.begin(), reading.beliefs.end(),
                   [](const Curve& a, const Curve& b) { return order_of(a.belief) < order_of(b.belief); });
  for (const Curve& curve : reading.beliefs)
    for (const Sample& sample : curve.samples) reading.sizes.push_back(sample.size);
  std::sort(reading.sizes.begin(), reading.sizes.end());
  reading.sizes.erase(std::unique(reading.sizes.begin(), reading.sizes.end()), reading.sizes.end());
  reading.swept = !document.swept.empty() && reading.sizes.size() > 1;
  if (!reading.beliefs.empty()) {
    reading.low = reading.beliefs.size() - 1;
    for (std::size_t i = 0; i < reading.beliefs.size(); ++i)
      if (reading.beliefs[i].belief == "assessed") reading.low = i;
    if (reading.low == reading.high && reading.beliefs.size() > 1) reading.low = reading.beliefs.size() - 1;
  }
  if (reading.high != reading.low)
    reading.gaps = gaps_between(reading.beliefs[reading.high], reading.beliefs[reading.low]);
  // The reference is a size at which both beliefs were played, if there is one.
  std::vector<double> candidates = reading.sizes;
  if (!reading.gaps.empty()) {
    candidates.clear();
    for (const Gap& gap : reading.gaps) candidates.push_back(gap.size);
  }
  if (!candidates.empty())
    reading.reference = *std::min_element(candidates.begin(), candidates.end(), [](double a, double b) {
      return std::abs(a - 12.0) < std::abs(b - 12.0);
    });
  return reading;
}

Shown shown(const analysis::Interval& chance, const std::optional<analysis::Band>& ignorance) {
  if (!ignorance) return {chance, decimals_for(chance)};
  return {ignorance->interval, std::min(decimals_for(chance), decimals_for(ignorance->interval))};
}

const Sample* at(const Curve& curve, double size) {
  for (const Sample& sample : curve.samples)
    if (sample.size == size) return &sample;
  return nullptr;
}

const Sample* at_reference(const Reading& reading, std::size_t belief) {
  return belief < reading.beliefs.size() ? at(reading.beliefs[belief], reading.reference) : nullptr;
}

const Gap* gap_at_reference(const Reading& reading) {
  for (const Gap& gap : reading.gaps)
    if (gap.size == reading.reference) return &gap;
  return nullptr;
}

Fall falls_to(const Curve& curve, double level) {
  EQUIPOISE_PRECONDITION(!curve.samples.empty());
  std::vector<analysis::CurvePoint> nominal;
  std::map<std::uint64_t, std::vector<analysis::CurvePoint>> by_set;
  for (const Sample& sample : curve.samples) {
    nominal.push_back({sample.size, sample.value});
    for (const SetEstimate& set : played_sets(*sample.point))
      by_set[set.set].push_back(
          {sample.size, static_cast<double>(set.without_leaker) / static_cast<double>(set.replications)});
  }
  const bool whole = std::all_of(curve.samples.begin(), curve.samples.end(),
                                 [](const Sample& sample) { return sample.size == std::floor(sample.size); });
  Fall fall{whole, analysis::falls_to(nominal, level), 0, {}, {}};
  std::vector<analysis::Crossing> crossings;
  for (const auto& [set, points] : by_set)
    if (points.size() == curve.samples.size()) crossings.push_back(analysis::falls_to(points, level));
  if (crossings.empty()) return fall;
  std::sort(crossings.begin(), crossings.end(), [](const analysis::Crossing& a, const analysis::Crossing& b) {
    return analysis::rank(a) < analysis::rank(b);
  });
  const double last = static_cast<double>(crossings.size() - 1), tail = 0.5 * (1.0 - analysis::band_share);
  fall.sets = crossings.size();
  fall.low = crossings[static_cast<std::size_t>(std::floor(tail * last))];
  fall.high = crossings[static_cast<std::size_t>(std::ceil((1.0 - tail) * last))];
  return fall;
}

std::vector<Change> changes(const Reading& reading) {
  std::vector<Change> list;
  for (const Curve& variant : reading.variants) {
    const auto base = std::find_if(reading.beliefs.begin(), reading.beliefs.end(),
                                   [&](const Curve& curve) { return curve.belief == variant.belief; });
    if (base == reading.beliefs.end()) continue;
    Change change;
    change.variant = &variant;
    for (const Sample& sample : variant.samples) {
      const Sample* other = at(*base, sample.size);
      if (other == nullptr) continue;
      const double value = sample.value - other->value;
      if (change.sizes == 0 || std::abs(value) > std::abs(change.value)) {
        change.value = value;
        change.size = sample.size;
        change.chance = difference_of(sample, *other);
      }
      ++change.sizes;
      change.by_size.emplace_back(sample.size, value);
    }
    if (change.sizes > 0) list.push_back(change);
  }
  return list;
}

analysis::Estimate mean_of_sum(std::uint64_t sum, std::uint64_t raids, double most) {
  EQUIPOISE_PRECONDITION(raids >= 1);
  const auto n = static_cast<double>(raids);
  const double value = static_cast<double>(sum) / n;
  if (!(most > 0.0)) return {value, {value, value}};
  const double successes = std::min(n, static_cast<double>(sum) / most);
  const auto below = static_cast<std::uint64_t>(std::floor(successes));
  const auto above = static_cast<std::uint64_t>(std::ceil(successes));
  return {value,
          {most * analysis::clopper_pearson(below, raids).low,
           most * analysis::clopper_pearson(above, raids).high}};
}

} // namespace equipoise::report
