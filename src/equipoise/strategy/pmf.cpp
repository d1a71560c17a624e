#include "equipoise/strategy/pmf.hpp"

#include <algorithm>

#include "equipoise/core/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {

Pmf certain(unsigned count) {
  Pmf a(count + 1, 0.0);
  a.back() = 1.0;
  return a;
}

Pmf binomial(unsigned n, double p) {
  EQUIPOISE_PRECONDITION(core::is_chance(p));
  Pmf a{1.0};
  a.reserve(n + 1);
  for (unsigned trial = 0; trial < n; ++trial) {
    a.push_back(0.0);
    for (std::size_t k = a.size(); k-- > 0;) a[k] = a[k] * (1.0 - p) + (k > 0 ? a[k - 1] * p : 0.0);
  }
  return a;
}

Pmf hypergeometric(unsigned all, unsigned marked, unsigned drawn) {
  EQUIPOISE_PRECONDITION(marked <= all && drawn <= all);
  // From the mode outward by the ratio of neighbours, then over the sum: no factorial, nothing that
  // overflows.
  const unsigned least = drawn + marked > all ? drawn + marked - all : 0, most = std::min(marked, drawn);
  Pmf a(most + 1, 0.0);
  const auto up = [&](unsigned k) { // P(k + 1) / P(k)
    return static_cast<double>(marked - k) * (drawn - k) /
           (static_cast<double>(k + 1) * (static_cast<double>(all) - marked - drawn + k + 1));
  };
  const double middle = (drawn + 1.0) * (marked + 1.0) / (all + 2.0);
  const unsigned mode = std::clamp(static_cast<unsigned>(middle), least, most);
  a[mode] = 1.0;
  for (unsigned k = mode; k < most; ++k) a[k + 1] = a[k] * up(k);
  for (unsigned k = mode; k > least; --k) a[k - 1] = a[k] / up(k - 1);
  double sum = 0.0;
  for (const double p : a) sum += p;
  for (double& p : a) p /= sum;
  return a;
}

Pmf convolve(const Pmf& a, const Pmf& b) {
  Pmf c(a.size() + b.size() - 1, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != 0.0)
      for (std::size_t j = 0; j < b.size(); ++j) c[i + j] += a[i] * b[j];
  return c;
}

Pmf repeat(const Pmf& a, unsigned count) {
  Pmf sum{1.0};
  for (unsigned i = 0; i < count; ++i) sum = convolve(sum, a);
  return sum;
}

Pmf stretch(const Pmf& a, unsigned factor) {
  if (factor == 0) return certain(0);
  Pmf b((a.size() - 1) * factor + 1, 0.0);
  for (std::size_t k = 0; k < a.size(); ++k) b[k * factor] = a[k];
  return b;
}

void add(Pmf& into, double weight, const Pmf& a) {
  if (into.size() < a.size()) into.resize(a.size(), 0.0);
  for (std::size_t k = 0; k < a.size(); ++k) into[k] += weight * a[k];
}

Pmf mixture(const Pmf& weight, const std::vector<Pmf>& of) {
  EQUIPOISE_PRECONDITION(of.size() >= weight.size());
  Pmf sum{0.0};
  for (std::size_t n = 0; n < weight.size(); ++n)
    if (weight[n] != 0.0) add(sum, weight[n], of[n]);
  return sum;
}

double mean(const Pmf& a) {
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += static_cast<double>(k) * a[k];
  return sum;
}

double variance(const Pmf& a) {
  const double m = mean(a);
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double d = static_cast<double>(k) - m;
    sum += d * d * a[k];
  }
  return sum;
}

double at_least(const Pmf& a, unsigned k) {
  // The smaller tail is summed, so that neither end loses digits. Clamped, because the parts round by
  // themselves.
  double below = 0.0, above = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) (i < k ? below : above) += a[i];
  return std::clamp(below < above ? 1.0 - below : above, 0.0, 1.0);
}

} // namespace equipoise::strategy
