#include "equipoise/analysis/design/sensitivity.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "equipoise/analysis/interval/jackknife.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

/// Sums of one block: numerators of the indices and the variance.
struct Block {
  std::size_t samples = 0;
  double mean = 0.0, variance = 0.0;
  std::vector<double> first, total;
};

/// Samples of a block whose every row has a number.
std::vector<std::size_t> whole_samples(const IndexDesign& d, const double* f) {
  const std::size_t stride = d.groups + 2;
  std::vector<std::size_t> list;
  for (std::size_t j = 0; j < d.base; ++j)
    if (std::none_of(f + j * stride, f + (j + 1) * stride, [](double v) { return std::isnan(v); }))
      list.push_back(j);
  return list;
}

Block block_sums(const IndexDesign& d, const double* f, const double* noise) {
  const std::size_t stride = d.groups + 2;
  const std::vector<std::size_t> samples = whole_samples(d, f);
  const auto n = static_cast<double>(samples.size());
  Block b{samples.size(), 0.0, 0.0, std::vector<double>(d.groups), std::vector<double>(d.groups)};
  for (const std::size_t j : samples) b.mean += (f[j * stride] + f[j * stride + 1]) / (2 * n);
  for (const std::size_t j : samples) {
    const double* row = f + j * stride;
    const double* unsure = noise == nullptr ? nullptr : noise + j * stride;
    const double a = row[0], own = 0.5 * (a + row[1]);
    const double centre = (n * b.mean - own) / (n - 1); // of the other samples
    b.variance += ((a - b.mean) * (a - b.mean) + (row[1] - b.mean) * (row[1] - b.mean)) / (2 * n - 1);
    if (unsure != nullptr) b.variance -= (unsure[0] + unsure[1]) / (2 * n);
    for (std::size_t g = 0; g < d.groups; ++g) {
      const double change = row[2 + g] - a;
      b.first[g] += (row[1] - centre) * change / n;
      b.total[g] += 0.5 * change * change / n;
      if (unsure != nullptr) b.total[g] -= 0.5 * (unsure[0] + unsure[2 + g]) / n;
    }
  }
  return b;
}

} // namespace

namespace {

[[maybe_unused]] std::size_t columns_of(const Groups& groups) {
  std::size_t columns = 0;
  for (const auto& group : groups) columns += group.size();
  return columns;
}
[[maybe_unused]] bool each_once(const Groups& groups) {
  std::vector<bool> seen(columns_of(groups), false);
  for (const auto& group : groups)
    for (const std::size_t c : group) {
      if (c >= seen.size() || seen[c]) return false;
      seen[c] = true;
    }
  return true;
}

} // namespace

IndexDesign index_design(const Groups& groups, std::size_t base, std::size_t blocks, Sampling sampling,
                         std::uint64_t seed) {
  EQUIPOISE_PRECONDITION(each_once(groups) && base >= 2 && blocks >= 1);
  EQUIPOISE_PRECONDITION(sampling == Sampling::random ||
                         (std::has_single_bit(base) && 2 * columns_of(groups) <= max_sobol_dimensions));
  std::size_t columns = 0;
  for (const auto& group : groups) columns += group.size();
  IndexDesign design{groups.size(), base, blocks, Points(base * blocks * (groups.size() + 2), columns)};
  std::size_t next = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    const Points pairs = sampling == Sampling::quasi_random
                             ? SobolSequence(2 * columns, seed, block).points(base)
                             : random_points(base, 2 * columns, seed, block);
    for (std::size_t j = 0; j < base; ++j) {
      const auto a = pairs.row(j).first(columns), b = pairs.row(j).last(columns);
      const auto put = [&](std::span<const double> from) {
        const auto row = design.rows.row(next++);
        for (std::size_t c = 0; c < columns; ++c) row[c] = from[c];
        return row;
      };
      put(a);
      put(b);
      for (const auto& group : groups) {
        const auto row = put(a);
        for (const std::size_t c : group) row[c] = b[c];
      }
    }
  }
  return design;
}

SobolIndices sobol_indices(const IndexDesign& design, const std::vector<double>& values,
                           const std::vector<double>& noise_variances, double level) {
  EQUIPOISE_PRECONDITION(values.size() == design.rows.size());
  EQUIPOISE_PRECONDITION(noise_variances.empty() || noise_variances.size() == values.size());
  const std::size_t rows = design.base * (design.groups + 2);
  std::vector<Block> blocks;
  SobolIndices result;
  std::vector<double> variances;
  for (std::size_t b = 0; b < design.blocks; ++b) {
    Block block = block_sums(design, values.data() + b * rows,
                             noise_variances.empty() ? nullptr : noise_variances.data() + b * rows);
    if (block.samples < 2) continue;
    result.samples += block.samples;
    variances.push_back(block.variance);
    blocks.push_back(std::move(block));
  }
  for (const Block& b : blocks) result.mean += b.mean / static_cast<double>(blocks.size());
  result.variance = ratio_of_sums(variances, std::vector<double>(blocks.size(), 1.0), level);
  for (std::size_t g = 0; g < design.groups; ++g) {
    std::vector<double> first, total;
    for (const Block& b : blocks) {
      first.push_back(b.first[g]);
      total.push_back(b.total[g]);
    }
    result.groups.push_back({ratio_of_sums(first, variances, level), ratio_of_sums(total, variances, level)});
  }
  return result;
}

} // namespace equipoise::analysis
