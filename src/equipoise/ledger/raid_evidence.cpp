// Measures of studies of raids.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/ledger/evidence.hpp"
#include "equipoise/study/explain/drivers.hpp"
#include "equipoise/study/explain/range_shapes.hpp"

namespace equipoise::ledger {
namespace {

using catalogue::Belief;
using results::Estimate;
using results::Moments;
using results::Point;
using results::Tally;

constexpr double exact = results::none;

/// An estimate and the variance of the chance in it.
struct Noisy {
  double value = 0.0, variance = 0.0;
};

Noisy operator-(const Noisy& a, const Noisy& b) {
  return {a.value - b.value, a.variance + b.variance};
}

Noisy no_leaker(const Tally& t) {
  const auto n = static_cast<double>(t.replications);
  const double p = static_cast<double>(t.without_leaker) / n;
  return {p, n < 2.0 ? 0.25 : p * (1.0 - p) / (n - 1.0)};
}

Noisy mean_of(const Moments& m, std::uint64_t replications) {
  const auto n = static_cast<double>(replications);
  const double mean = static_cast<double>(m.sum) / n;
  const double squares = static_cast<double>(m.sum_of_squares) / n - mean * mean;
  return {mean, n < 2.0 ? 0.0 : std::max(0.0, squares) / (n - 1.0)};
}

/// Where no raid has a value there was nothing to measure: a range of 0.
Noisy mean_of(const results::Average& a) {
  if (a.count == 0) return {};
  return {a.mean(), a.count < 2 ? 0.0 : a.variance() / static_cast<double>(a.count)};
}

bool is_change(Measure m) {
  return m == Measure::no_leaker_change || m == Measure::leakers_change || m == Measure::wasted_change ||
         m == Measure::friendly_shots_change;
}

bool is_of_raids(Measure m) {
  return m == Measure::gap || is_change(m) || m == Measure::detection_range ||
         m == Measure::first_shot_range || m == Measure::exposed_time;
}

/// Of `a`, or of the difference of two points: for the gap `a` is the brochure's, for a change the variant's.
Noisy measured(Measure m, const Tally& a, const Tally& b) {
  switch (m) {
    case Measure::leakers_change:
      return mean_of(a.leaked, a.replications) - mean_of(b.leaked, b.replications);
    case Measure::wasted_change:
      return mean_of(a.wasted, a.replications) - mean_of(b.wasted, b.replications);
    case Measure::friendly_shots_change:
      return mean_of(a.friendly_shots, a.replications) - mean_of(b.friendly_shots, b.replications);
    case Measure::detection_range:
      return mean_of(a.transits.detection_range_m);
    case Measure::first_shot_range:
      return mean_of(a.transits.first_shot_range_m);
    case Measure::exposed_time:
      return mean_of(a.transits.exposed_s);
    default:
      return no_leaker(a) - no_leaker(b);
  }
}

/// Two points that make one answer; the same twice where one is enough.
struct Pair {
  std::string belief;
  const Point* a;
  const Point* b;
};

double value_of(const std::string& text) {
  const auto quantity = core::parse_quantity(text);
  return quantity ? quantity->value : exact;
}

bool is_at(const Point& point, const Proposition& p) {
  return std::all_of(point.factors.begin(), point.factors.end(), [&](const auto& factor) {
    return std::any_of(p.at.begin(), p.at.end(), [&](const auto& setting) {
      return setting.first == factor.first && value_of(setting.second) == factor.second;
    });
  });
}

std::vector<Pair> pairs_of(const Proposition& p, const results::StudyResult& result) {
  const auto find = [&](std::string_view belief, const std::string& variant) -> const Point* {
    for (const Point& point : result.points)
      if (point.belief == belief && point.variant == variant && is_at(point, p)) return &point;
    return nullptr;
  };
  std::vector<Pair> list;
  for (const Point& point : result.points) {
    if (point.variant != p.variant || !is_at(point, p)) continue;
    const Point* other = p.measure == Measure::gap ? find(name_of(Belief::brochure), "")
                         : is_change(p.measure)    ? find(point.belief, "")
                                                   : &point;
    if (other == nullptr || (p.measure == Measure::gap && other == &point)) continue;
    list.push_back(p.measure == Measure::gap ? Pair{point.belief, other, &point}
                                             : Pair{point.belief, &point, other});
  }
  return list;
}

Estimate nominal(const Proposition& p, const Pair& pair) {
  const auto told = [](const analysis::Estimate& e) {
    return Estimate{e.value, e.interval.low, e.interval.high};
  };
  // A point that was looked at more than once has intervals of a level above 95 %, which hold together.
  const double level = std::max(pair.a->level, pair.b->level);
  if (is_change(p.measure) && pair.a->pairs) {
    const results::Pairs& pairs = *pair.a->pairs;
    return told(p.measure == Measure::no_leaker_change ? analysis::paired_difference(pairs.no_leaker, level)
                : p.measure == Measure::leakers_change ? analysis::paired_mean_difference(pairs.leaked, level)
                : p.measure == Measure::wasted_change
                    ? analysis::paired_mean_difference(pairs.wasted, level)
                    : analysis::paired_mean_difference(pairs.friendly_shots, level));
  }
  const Tally &a = pair.a->nominal, &b = pair.b->nominal;
  const Noisy m = measured(p.measure, a, b);
  if (p.measure == Measure::gap) {
    const analysis::Interval chance =
        analysis::difference(a.without_leaker, a.replications, b.without_leaker, b.replications, level);
    return {m.value, chance.low, chance.high};
  }
  const double half = analysis::student_quantile(0.5 * (1.0 + level),
                                                 std::max(1.0, static_cast<double>(a.replications - 1))) *
                      std::sqrt(m.variance);
  return {m.value, m.value - half, m.value + half};
}

/// The settings that lead to a point.
study::ShapePoint read_point(const Proposition& p, const Point& point, const study::Study& study) {
  study::ShapePoint read{{}, catalogue::belief_from(point.belief).value_or(Belief::assessed)};
  for (const study::Factor& factor : study.factors)
    for (const auto& [address, value] : p.at)
      if (address == factor.address) read.settings.push_back({address, value, factor.at});
  for (const study::Variant& variant : study.variants)
    if (variant.name == point.variant && variant.belief == read.belief && !point.variant.empty())
      read.settings.insert(read.settings.end(), variant.settings.begin(), variant.settings.end());
  return read;
}

struct ReadValues {
  std::map<std::uint64_t, double> raw;
  SetValues values;
  std::size_t cannot_fly = 0;
};

ReadValues values_of(Measure measure, const std::vector<study::ShapeSet>& sets, std::size_t a,
                     std::size_t b) {
  ReadValues read;
  std::vector<double> values, noise;
  for (const study::ShapeSet& set : sets) {
    if (set.points.empty()) {
      ++read.cannot_fly;
      continue;
    }
    const Noisy m = measured(measure, set.points[a], set.points[b]);
    read.raw[set.set] = m.value;
    values.push_back(m.value);
    noise.push_back(m.variance);
  }
  read.values = analysis::without_noise(values, noise);
  return read;
}

} // namespace

std::vector<std::pair<std::string, std::string>> faults(const Proposition& p, const study::Study& study) {
  std::vector<std::pair<std::string, std::string>> list;
  if (!is_of_raids(p.measure)) {
    list.emplace_back("measure", fmt::format("\"{}\" is not measured by a study of kind {}",
                                             words_of(p.measure).name, name_of(study.kind)));
    return list;
  }
  for (const study::Factor& factor : study.factors) {
    const auto at = std::find_if(p.at.begin(), p.at.end(),
                                 [&](const auto& setting) { return setting.first == factor.address; });
    const auto same = [&](const std::string& value) { return value_of(value) == value_of(at->second); };
    if (at == p.at.end())
      list.emplace_back("at", fmt::format("must say where: the study varies {}", factor.address));
    else if (std::none_of(factor.values.begin(), factor.values.end(), same))
      list.emplace_back("at", fmt::format("{} = {} is not played by the study", factor.address, at->second));
  }
  for (const auto& [address, value] : p.at)
    if (std::none_of(study.factors.begin(), study.factors.end(),
                     [&](const study::Factor& f) { return f.address == address; }))
      list.emplace_back("at", fmt::format("\"{}\" is not varied by the study", address));
  const bool has_variant = std::any_of(study.variants.begin(), study.variants.end(),
                                       [&](const study::Variant& v) { return v.name == p.variant; });
  if (is_change(p.measure) != !p.variant.empty() || (!p.variant.empty() && !has_variant))
    list.emplace_back("variant", is_change(p.measure)
                                     ? fmt::format("\"{}\" is no variant of the study", p.variant)
                                     : std::string("belongs to a change"));
  if (is_change(p.measure) && study.kind != study::Kind::compare)
    list.emplace_back("measure", "needs a study of kind compare");
  const auto plays = [&](Belief b) {
    return std::find(study.beliefs.begin(), study.beliefs.end(), b) != study.beliefs.end();
  };
  if (p.measure == Measure::gap && (!plays(Belief::brochure) || study.beliefs.size() < 2))
    list.emplace_back("measure", "needs a study of the belief brochure and of another");
  return list;
}

std::vector<Answer> answers(const Proposition& p, const RaidEvidence& evidence,
                            const study::SweepControl& control) {
  const std::vector<Pair> pairs = pairs_of(p, evidence.result);
  std::vector<const Point*> points;
  const auto index = [&](const Point* point) {
    return static_cast<std::size_t>(std::find(points.begin(), points.end(), point) - points.begin());
  };
  for (const Pair& pair : pairs)
    for (const Point* point : {pair.a, pair.b})
      if (index(point) == points.size()) points.push_back(point);
  std::vector<study::ShapePoint> read;
  for (const Point* point : points) read.push_back(read_point(p, *point, evidence.study));
  const auto play = [&](catalogue::RangeShape shape) {
    return study::play_shape(evidence.study, evidence.source, evidence.base, shape, evidence.sets, read,
                             control);
  };
  const auto triangular = play(catalogue::RangeShape::triangular),
             uniform = play(catalogue::RangeShape::uniform);
  if (triangular.size() < evidence.sets || uniform.size() < evidence.sets) return {};
  std::vector<Answer> list;
  for (const Pair& pair : pairs) {
    const ReadValues a = values_of(p.measure, triangular, index(pair.a), index(pair.b));
    const ReadValues b = values_of(p.measure, uniform, index(pair.a), index(pair.b));
    list.push_back({pair.belief, nominal(p, pair), a.values, b.values, a.cannot_fly + b.cannot_fly,
                    study::drivers(evidence.base, evidence.study.seed, a.raw)});
  }
  return list;
}

} // namespace equipoise::ledger
