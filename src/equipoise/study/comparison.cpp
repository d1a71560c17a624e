#include "equipoise/study/comparison.hpp"

#include "equipoise/simulation/prepare.hpp"

namespace equipoise::study {

void Comparison::listen(catalogue::Belief belief, const std::string& variant, Execution& execution) {
  pairs_.reset();
  if (study_.kind != Kind::compare) return;
  if (variant.empty()) return keep(belief, execution);
  if (leaks_[belief].size() < study_.replications) play(belief);
  pairs_.emplace();
  execution.rows = [this, &base = leaks_[belief]](std::uint64_t first,
                                                  std::span<const results::Outcome> rows) {
    for (std::size_t i = 0; i < rows.size() && first + i < base.size(); ++i) {
      pairs_->no_leaker.add(rows[i].leaked == 0, base[first + i] == 0);
      pairs_->leaked.add(rows[i].leaked, base[first + i]);
    }
  };
}

void Comparison::keep(catalogue::Belief belief, Execution& execution) {
  Leaks& leaks = leaks_[belief];
  leaks.clear();
  leaks.reserve(study_.replications);
  execution.rows = [&leaks](std::uint64_t, std::span<const results::Outcome> rows) {
    for (const results::Outcome& row : rows) leaks.push_back(static_cast<std::uint16_t>(row.leaked));
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
