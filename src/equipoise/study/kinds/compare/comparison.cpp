#include "equipoise/study/kinds/compare/comparison.hpp"

#include "equipoise/simulation/theatre/prepare.hpp"

namespace equipoise::study {

void Comparison::listen(catalogue::Belief belief, const std::string& variant, Execution& execution) {
  pairs_.reset();
  if (study_.kind != Kind::compare) return;
  if (variant.empty()) {
    rows_[belief].clear();
    rows_[belief].reserve(study_.precision ? 0 : study_.replications);
    return keep(belief, execution);
  }
  if (!study_.precision) reach(belief, study_.replications);
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
  execution.rows = [&kept = rows_[belief]](std::uint64_t, std::span<const results::Outcome> rows) {
    for (const results::Outcome& row : rows)
      kept.push_back({row.leaked, row.fired, row.wasted, row.doubled, row.friendly_shots});
  };
}

void Comparison::reach(catalogue::Belief belief, std::uint64_t replications) {
  const std::uint64_t known = rows_[belief].size();
  if (known >= replications) return;
  core::Diagnostics ignored; // it was prepared before
  const auto read = source_({}, ignored);
  const catalogue::ParameterSet nominal;
  simulation::FlightCache cache;
  const auto prepared =
      simulation::prepare(read->scenario, {read->catalogue, nominal}, belief, study_.sensing, cache);
  Execution execution;
  execution.threads = control_.threads;
  execution.stop = control_.stop;
  keep(belief, execution);
  execute(*prepared.theatre, study_.seed, known, replications - known, execution);
}

} // namespace equipoise::study
