#include <fmt/format.h>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/table_file.hpp"
#include "equipoise/simulation/prepare.hpp"
#include "equipoise/simulation/replicate.hpp"

namespace equipoise::cli {

int replay(const Options& options) {
  core::Diagnostics diagnostics;
  const io::CaseReader reader(options.file, catalogue_folders(options), diagnostics);
  const auto laid_over = settings(options, diagnostics);
  if (report(diagnostics)) return wrong_input;
  auto resolved = reader(laid_over, diagnostics);
  if (report(diagnostics) || !resolved) return wrong_input;
  const scenario::Scenario& s = resolved->scenario;
  const auto belief = options.belief.empty() ? s.belief : *catalogue::belief_from(options.belief);
  const auto sensing = options.sensing.empty()        ? s.sensing
                       : options.sensing == "perfect" ? scenario::Sensing::perfect
                                                      : scenario::Sensing::dwell;
  simulation::FlightShelf shelf;
  const catalogue::ParameterSet nominal;
  const auto prepared = simulation::prepare(s, {resolved->catalogue, nominal}, belief, sensing, shelf);
  if (report(prepared.diagnostics) || !prepared.theatre) return wrong_input;
  results::Replay raid =
      simulation::replay(*prepared.theatre, options.seed.value_or(s.seed), options.replication);
  raid.title = s.title;
  const std::string text = options.as == "csv" ? io::replay_csv(raid) : io::replay_json(raid);
  if (options.output.empty())
    fmt::print("{}", text);
  else
    io::write_file(options.output, text);
  return done;
}

} // namespace equipoise::cli
