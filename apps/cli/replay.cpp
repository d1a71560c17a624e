#include <fmt/format.h>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/table_file.hpp"
#include "equipoise/simulation/replicate.hpp"

namespace equipoise::cli {

int replay(const Options& options) {
  const auto loaded = load(options);
  const auto theatre = loaded ? prepare_nominal(loaded->resolved) : std::nullopt;
  if (!theatre) return wrong_input;
  const scenario::Scenario& s = loaded->resolved.scenario;
  results::Replay raid = simulation::replay(*theatre, s.seed, options.replication);
  raid.title = s.title;
  const std::string text = options.as == "csv" ? io::replay_csv(raid) : io::replay_json(raid);
  if (options.output.empty())
    fmt::print("{}", text);
  else
    io::write_file(options.output, text);
  return done;
}

} // namespace equipoise::cli
