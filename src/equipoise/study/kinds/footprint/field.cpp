#include "equipoise/study/kinds/footprint/field.hpp"

#include <algorithm>
#include <atomic>

#include "equipoise/parallel/one_by_one.hpp"
#include "equipoise/parallel/parallel_for.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/kinds/footprint/footprint.hpp"

namespace equipoise::study {
namespace {

/// Nothing if the raid cannot fly; not whole if it is stopped.
std::optional<PartCounts> play_point(const scenario::Scenario& moved, const catalogue::Values& values,
                                     catalogue::Belief belief, const Study& study, std::uint64_t first,
                                     std::uint64_t replications, simulation::FlightCache& cache,
                                     const core::Stop& stop) {
  const auto prepared = simulation::prepare(moved, values, belief, study.sensing, cache);
  if (!prepared.theatre) return std::nullopt;
  simulation::World world(*prepared.theatre);
  PartCounts counts{};
  for (std::uint64_t i = 0; i < replications && !stop.requested(); ++i)
    counts[i * footprint_parts / replications] +=
        simulation::replicate(*prepared.theatre, study.seed, first + i, world).leaked == 0 ? 1U : 0U;
  return counts;
}

} // namespace

std::optional<std::size_t> asset_of(const scenario::Scenario& scenario, const std::string& id) {
  for (std::size_t a = 0; a < scenario.assets.size(); ++a)
    if (scenario.assets[a].id == id) return a;
  return std::nullopt;
}

/// One field as it fills: which of its rows are whole, and whether it flies at all. Called from several
/// threads.
class FieldPlayer::Field {
 public:
  Field(std::uint64_t number, std::size_t columns, std::size_t rows, const SweepControl& control)
      : number_(number),
        columns_(columns),
        control_(control),
        counts_(columns * rows),
        known_(rows, false),
        left_(rows, columns) {
    for (std::size_t row = 0; row < rows; ++row) {
      const auto known = control.known.fields.find({number, row});
      if (known == control.known.fields.end()) continue;
      flies_ = flies_ && known->second.flies;
      known_[row] = known->second.held.size() == columns;
      for (std::size_t c = 0; known_[row] && c < columns; ++c)
        std::copy_n(known->second.held[c].begin(), std::min(footprint_parts, known->second.held[c].size()),
                    counts_[row * columns + c].begin());
    }
  }

  bool flies() const { return flies_; }
  /// Whether it was known before anything was played here.
  bool is_known(std::size_t node) const { return known_[node / columns_]; }

  void add(std::size_t node, const std::optional<PartCounts>& played) {
    committing_([&] {
      if (!flies_) return;
      results::FieldRecord record{number_, node / columns_, played.has_value(), {}};
      if (played) counts_[node] = *played;
      if (played && --left_[record.row] > 0) return;
      for (std::size_t c = 0; played && c < columns_; ++c) {
        const PartCounts& counts = counts_[record.row * columns_ + c];
        record.held.emplace_back(counts.begin(), counts.end());
      }
      flies_ = record.flies;
      if (control_.commit_field) control_.commit_field(record);
    });
  }

  /// Once all is played.
  std::vector<PartCounts> take() { return std::move(counts_); }

 private:
  std::uint64_t number_;
  std::size_t columns_;
  const SweepControl& control_;
  std::vector<PartCounts> counts_;
  std::vector<bool> known_;       ///< by row
  std::vector<std::size_t> left_; ///< places to be played, by row
  std::atomic<bool> flies_{true};
  parallel::OneByOne committing_;
};

FieldPlayer::FieldPlayer(const Study& study, const SweepControl& control)
    : study_(study), plan_(*study.footprint), control_(control) {
  for (std::uint64_t i = 0; i < plan_.columns(); ++i)
    grid_.x.push_back(plan_.west_m + static_cast<double>(i) * plan_.step_m);
  for (std::uint64_t j = 0; j < plan_.rows(); ++j)
    grid_.y.push_back(plan_.south_m + static_cast<double>(j) * plan_.step_m);
  shelves_.resize(parallel::workers(control.threads));
  fields_ = static_cast<double>(study.beliefs.size()) * (1.0 + static_cast<double>(study.ignorance));
}

std::optional<std::vector<PartCounts>> FieldPlayer::play(std::uint64_t number, const scenario::Case& read,
                                                         const catalogue::ParameterSet& set,
                                                         catalogue::Belief belief, std::uint64_t first,
                                                         std::uint64_t replications) {
  const std::size_t asset = *asset_of(read.scenario, plan_.asset);
  const catalogue::Values values{read.catalogue, set};
  Field field(number, grid_.x.size(), grid_.y.size(), control_);
  std::atomic<std::size_t> done{0};
  parallel::parallel_for(control_.threads, nodes(), control_.stop, [&](std::uint64_t n, unsigned worker) {
    if (!field.flies()) return false;
    if (!field.is_known(n)) {
      const scenario::Scenario moved =
          seen_from(read.scenario, asset, grid_.x[n % grid_.x.size()], grid_.y[n / grid_.x.size()]);
      const auto played =
          play_point(moved, values, belief, study_, first, replications, shelves_[worker], control_.stop);
      if (stopped()) return false; // what was cut short is no point
      field.add(n, played);
    }
    ++done;
    if (worker == 0 && control_.progress)
      control_.progress((fields_done_ + static_cast<double>(done) / static_cast<double>(nodes())) / fields_,
                        std::string(name_of(belief)) + (first > 0 ? ", parameter sets" : ""));
    return true;
  });
  fields_done_ += 1.0;
  auto counts = field.take();
  if (stopped() || !field.flies()) return std::nullopt;
  return counts;
}

} // namespace equipoise::study
