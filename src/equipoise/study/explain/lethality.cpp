#include "equipoise/study/explain/lethality.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/engagement/campaign_rate.hpp"
#include "equipoise/scenario/ignorance.hpp"

namespace equipoise::study {
namespace {

using catalogue::Catalogue;
using catalogue::Parameter;

/// Midpoints of equal shares: every reading of what is not known, in place of draws.
constexpr std::array midpoints{0.1, 0.3, 0.5, 0.7, 0.9};

struct Weighted {
  double value, weight;
};

Span span_of(std::vector<Weighted> shapes) {
  std::sort(shapes.begin(), shapes.end(),
            [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  double total = 0.0;
  for (const Weighted& r : shapes) total += r.weight;
  const auto quantile = [&](double u) {
    double sum = 0.0;
    for (const Weighted& r : shapes) {
      sum += r.weight;
      if (sum >= u * total) return r.value;
    }
    return shapes.empty() ? 0.0 : shapes.back().value;
  };
  return {quantile(0.1), quantile(0.5), quantile(0.9)};
}

/// A recorded value read as a span with half its mass on each side of the nominal.
double shape(const Parameter& p, double u) {
  Parameter span = p;
  span.spread = p.low < p.high ? catalogue::Spread::triangular : catalogue::Spread::none;
  return scenario::quantile(span, u);
}

/// "engaged.CLAIM", "launched.CLAIM", or the campaign's own number.
const Parameter* denominator(const Catalogue& catalogue, const std::string& campaign,
                             const std::string& claim) {
  for (const char* name : {"engaged.", "launched."})
    if (const Parameter* p = catalogue.find(campaign, name + claim)) return p;
  return nullptr;
}

struct Readings {
  Claim claim;
  std::vector<Weighted> possible;
};

std::string word_of(const Catalogue& catalogue, const std::string& campaign, const std::string& name) {
  const Parameter* p = catalogue.find(campaign, name);
  return p == nullptr ? "" : p->words[static_cast<std::size_t>(p->nominal)];
}

Readings read(const Catalogue& catalogue, const Frictions& frictions, const std::string& campaign,
              const Parameter& rate) {
  const std::string name = rate.name.substr(rate.name.find('.') + 1);
  const Parameter* of = denominator(catalogue, campaign, name);
  Readings result;
  result.claim.campaign = campaign;
  result.claim.name = name;
  result.claim.target = word_of(catalogue, campaign, "target");
  result.claim.defence = word_of(catalogue, campaign, "defence");
  const Parameter* withdrawn = catalogue.find(campaign, "withdrawn." + name);
  result.claim.withdrawn = withdrawn != nullptr && withdrawn->nominal > 0.0;
  result.claim.rate = rate.nominal;
  if (of != nullptr) result.claim.of = of->nominal;
  const Parameter& rounds = *catalogue.find(campaign, "rounds_per_target");
  const Parameter& engaged = *catalogue.find(campaign, "engaged_share");
  double shapes = 0.0, impossible = 0.0;
  for (const double claimed : midpoints)
    for (const double luck : midpoints)
      for (const double n : midpoints)
        for (const double e : midpoints)
          for (const double shared : midpoints) {
            double share = shape(rate, claimed);
            if (of != nullptr) share = analysis::jeffreys_quantile(share * of->nominal, of->nominal, luck);
            const auto p = engagement::single_shot_for(share / frictions.carried,
                                                       {shape(rounds, n), shape(engaged, e), shared});
            shapes += 1.0;
            if (p && *p <= frictions.reliability)
              result.possible.push_back({*p / frictions.reliability, 1.0});
            else
              impossible += 1.0;
          }
  result.claim.impossible = impossible / shapes;
  result.claim.implied = span_of(result.possible);
  return result;
}

std::vector<Readings> all_readings(const Catalogue& catalogue, const Frictions& frictions) {
  std::vector<Readings> list;
  for (const auto& [key, entry] : catalogue.entries) {
    if (entry.kind != "campaign" || catalogue.find(key, "target") == nullptr ||
        catalogue.find(key, "rounds_per_target") == nullptr ||
        catalogue.find(key, "engaged_share") == nullptr)
      continue;
    for (const auto& [name, parameter] : entry.parameters)
      if (name.starts_with("rate.")) list.push_back(read(catalogue, frictions, key, parameter));
  }
  return list;
}

} // namespace

std::vector<Claim> claims(const Catalogue& catalogue, const Frictions& frictions) {
  std::vector<Claim> list;
  for (const Readings& shapes : all_readings(catalogue, frictions)) list.push_back(shapes.claim);
  return list;
}

std::optional<Span> pooled(const Catalogue& catalogue, const Frictions& frictions, const Pool& pool) {
  const std::vector<Readings> all = all_readings(catalogue, frictions);
  const auto counts = [&](const Readings& r) {
    return r.claim.target == pool.target && (pool.defence.empty() || r.claim.defence == pool.defence) &&
           !r.claim.withdrawn && !r.possible.empty();
  };
  std::map<std::string, double> claims_of;
  for (const Readings& r : all)
    if (counts(r)) claims_of[r.claim.campaign] += 1.0;
  std::vector<Weighted> shapes;
  for (const Readings& r : all) {
    if (!counts(r)) continue;
    const double share = pool.campaigns_weigh_alike ? 1.0 / claims_of[r.claim.campaign] : 1.0;
    const double weight = share / static_cast<double>(r.possible.size());
    for (const Weighted& shape : r.possible) shapes.push_back({shape.value, weight});
  }
  if (shapes.empty()) return std::nullopt;
  return span_of(std::move(shapes));
}

Frictions nominal_frictions(const Catalogue& catalogue, const std::string& battery) {
  const catalogue::ParameterSet nominal;
  const catalogue::Values values(catalogue, nominal);
  return {values(catalogue.find(battery)->references.at("interceptor"), "reliability"),
          values(battery, "track_probability") * (1.0 - values(battery, "common_failure_probability"))};
}

} // namespace equipoise::study
