#include "equipoise/study/comparison.hpp"

#include "equipoise/simulation/prepare.hpp"

namespace equipoise::study {

void Comparison::listen(catalogue::Belief belief, const std::string& variant, Execution& execution) {
  pairs_.reset();
  if (study_.kind != Kind::compare) return;
  if (variant.empty()) {
    leaks_[belief].clear();
    leaks_[belief].reserve(study_.precision ? 0 : study_.replications);
    return keep(belief, execution);
  }
  if (!study_.precision) reach(belief, study_.replications);
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
  execution.rows = [&leaks = leaks_[belief]](std::uint64_t, std::span<const results::Outcome> rows) {
    for (const results::Outcome& row : rows) leaks.push_back(static_cast<std::uint16_t>(row.leaked));
  };
}

void Comparison::reach(catalogue::Belief belief, std::uint64_t replications) {
  const std::uint64_t known = leaks_[belief].size();
  if (known >= replications) return;
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
  execute(*prepared.theatre, study_.seed, known, replications - known, execution);
}

} // namespace equipoise::study
