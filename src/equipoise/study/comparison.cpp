#include "equipoise/study/comparison.hpp"

#include "equipoise/simulation/prepare.hpp"

namespace equipoise::study {

void Comparison::listen(catalogue::Belief belief, const std::string& variant, Execution& execution) {
  pairs_.reset();
  if (study_.kind != Kind::compare) return;
  if (variant.empty()) return keep(belief, execution);
  if (rows_[belief].size() < study_.replications) play(belief);
  pairs_.emplace();
  execution.rows = [this, &base = rows_[belief]](std::uint64_t first,
                                                 std::span<const results::Outcome> rows) {
    for (std::size_t i = 0; i < rows.size() && first + i < base.size(); ++i) {
      const results::Outcome& a = rows[i];
      const Row& b = base[first + i];
      pairs_->no_leaker.add(a.leaked == 0, b.leaked == 0);
      pairs_->leaked.add(a.leaked, b.leaked);
      pairs_->fired.add(a.fired, b.fired);
      pairs_->wasted.add(a.wasted, b.wasted);
      pairs_->doubled.add(a.doubled, b.doubled);
      pairs_->friendly_shots.add(a.friendly_shots, b.friendly_shots);
    }
  };
}

void Comparison::keep(catalogue::Belief belief, Execution& execution) {
  Rows& kept = rows_[belief];
  kept.clear();
  kept.reserve(study_.replications);
  execution.rows = [&kept](std::uint64_t, std::span<const results::Outcome> rows) {
    for (const results::Outcome& row : rows)
      kept.push_back({row.leaked, row.fired, row.wasted, row.doubled, row.friendly_shots});
  };
}

void Comparison::play(catalogue::Belief belief) {
  core::Diagnostics ignored; // it was prepared before
  const auto read = source_({}, ignored);
  const catalogue::ParameterSet nominal;
  simulation::FlightShelf shelf;
  const auto prepared =
      simulation::prepare(read->scenario, {read->catalogue, nominal}, belief, study_.sensing, shelf);
  Execution execution;
  execution.threads = control_.threads;
  execution.stop = control_.stop;
  keep(belief, execution);
  execute(*prepared.theatre, study_.seed, 0, study_.replications, execution);
}

} // namespace equipoise::study
