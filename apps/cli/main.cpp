#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <new>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/parallel/stopped.hpp"
#include "ranks.hpp"

namespace {

using equipoise::cli::Options;

void add_case_options(CLI::App& command, Options& o) {
  command
      .add_option(
          "--set", o.settings,
          "lay a value over the files: ID.KEY=VALUE, as in salvo.count=40 or 48n6e3.kill_probability=0.5")
      ->type_name("ID.KEY=VALUE")
      ->expected(1)
      ->take_all();
  command.add_option("--catalogue", o.catalogues, "lay a folder of entries over the shipped catalogue")
      ->type_name("DIR")
      ->expected(1)
      ->take_all();
}

/// Part "2/4" of the work; nothing if it is none.
std::optional<equipoise::study::Share> share_from(const std::string& text) {
  unsigned index = 0, of = 0;
  const auto slash = text.find('/');
  if (slash == std::string::npos || !CLI::detail::lexical_cast(text.substr(0, slash), index) ||
      !CLI::detail::lexical_cast(text.substr(slash + 1), of) || index < 1 || index > of || of > 10'000)
    return std::nullopt;
  return equipoise::study::Share{index - 1, of};
}

void add_belief_options(CLI::App& command, Options& o) {
  command
      .add_option("--belief", o.belief, "what is believed about the defence: brochure, frictions or assessed")
      ->check(CLI::IsMember({"brochure", "frictions", "assessed"}));
  command
      .add_option("--sensing", o.sensing,
                  "source of the air picture: dwell (every look drawn and filtered), table or perfect")
      ->check(CLI::IsMember({"dwell", "table", "perfect"}));
}

void add_shard_option(CLI::App& command, std::string& shard) {
  command
      .add_option("--shard", shard,
                  "play part I of N alone, into the folder of -o; --resume without --shard merges the parts")
      ->type_name("I/N")
      ->needs("--output")
      ->check([](const std::string& text) {
        return share_from(text)
                   ? std::string()
                   : "value " + text + " is no part: wanted I/N with I from 1 to N, N up to 10000";
      });
}

} // namespace

namespace {

int dispatch(int argc, char** argv, const equipoise::cli::Ranks& ranks) {
  Options o;
  std::string shard;
  CLI::App app{
      "Equipoise: an open laboratory for missile defence and strategic stability.\n"
      "Plays a raid against a layered defence thousands of times from sourced public parameters and says "
      "how\n"
      "often nothing gets through, with what chance and what ignorance leave open.\n\n"
      "First steps:\n"
      "  equipoise run scenarios/reference-raid.toml\n"
      "  equipoise study studies/south-asia-2020.toml -o out/south-asia-2020\n"
      "  equipoise run scenarios/reference-raid.toml --set salvo.count=4 --belief brochure"};
  app.require_subcommand(1);
  app.set_version_flag("--version", [] {
    const auto p = equipoise::cli::program();
    return p.version + " (" + p.revision + ")";
  });
  app.failure_message(CLI::FailureMessage::help);

  CLI::App* run = app.add_subcommand("run", "play one scenario and print what came of it");
  run->add_option("scenario", o.file, "scenario file")->required()->type_name("SCENARIO");
  run->add_option("-n,--replications", o.replications, "how often the raid is played")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000'000}));
  run->add_option("--seed", o.seed, "names the draws; the same seed gives the same raids")
      ->check(CLI::NonNegativeNumber);
  run->add_option("--threads", o.threads, "threads; all cores if not given; never changes a result")
      ->check(CLI::Range(1, 1024));
  add_case_options(*run, o);
  add_belief_options(*run, o);
  run->add_option("-o,--output", o.output, "folder for result.json, manifest.json and outcomes.csv")
      ->type_name("DIR");
  run->add_flag("--json", o.json, "print result.json and nothing else");
  run->add_flag("--resume", o.resume,
                "go on with work that was interrupted in the folder of -o, or merge its parts")
      ->needs("--output");
  add_shard_option(*run, shard);

  CLI::App* study = app.add_subcommand(
      "study", "answer a question: many points, beliefs and parameter sets, with a report");
  study->add_option("study", o.file, "study file")->required()->type_name("STUDY");
  study->add_option("-n,--replications", o.replications, "at each point, at nominal values")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
  study->add_option("--seed", o.seed, "names the draws")->check(CLI::NonNegativeNumber);
  study->add_option("--threads", o.threads, "threads; all cores if not given; never changes a result")
      ->check(CLI::Range(1, 1024));
  add_case_options(*study, o);
  study->add_option("-o,--output", o.output, "folder for report.html, result.json and manifest.json")
      ->type_name("DIR");
  study->add_flag("--json", o.json, "print result.json and nothing else");
  study
      ->add_flag("--resume", o.resume,
                 "go on with work that was interrupted in the folder of -o, or merge its parts")
      ->needs("--output");
  add_shard_option(*study, shard);

  CLI::App* replay = app.add_subcommand("replay", "tell one raid of a run: every event and every path");
  replay->add_option("scenario", o.file, "scenario file")->required()->type_name("SCENARIO");
  replay->add_option("--replication", o.replication, "number of the raid, from 0: the row of outcomes.csv")
      ->required()
      ->check(CLI::NonNegativeNumber);
  replay->add_option("--seed", o.seed, "seed of the run; the scenario's if not given")
      ->check(CLI::NonNegativeNumber);
  add_case_options(*replay, o);
  add_belief_options(*replay, o);
  replay
      ->add_option(
          "--as", o.as,
          "json (events and paths; if not given), csv (also every detection and track), czml (Cesium), acmi "
          "(Tacview), kml (Google Earth), geojson, or dis (Entity State PDUs)")
      ->check(CLI::IsMember({"json", "csv", "czml", "acmi", "kml", "geojson", "dis"}));
  replay
      ->add_option("-o,--output", o.output,
                   "file, or with csv a folder for one file a kind; standard output if not given")
      ->type_name("FILE");

  CLI::App* check = app.add_subcommand("check", "say what is wrong with scenario and study files, and where");
  check->add_option("file", o.files, "files")->required()->type_name("FILE");
  check->add_option("--catalogue", o.catalogues, "lay a folder of entries over the shipped catalogue")
      ->type_name("DIR")
      ->expected(1)
      ->take_all();

  CLI::App* entries = app.add_subcommand(
      "catalogue",
      "list the catalogue, or show one entry: each value, its range, sources and how we know it");
  entries->add_option("key", o.file, "an entry; all of them if not given")->type_name("KEY");
  entries->add_option("--kind", o.kind, "only entries of this kind");
  entries->add_option("--search", o.search,
                      "only entries that mention this text in key, title, value, note or source");
  entries->add_flag("--lethality", o.lethality,
                    "what the combat and test record implies for the kill probability of one shot");
  entries->add_flag("--json", o.json, "print JSON and nothing else");
  entries->add_option("-o,--output", o.output, "write a page")->type_name("FILE.html");
  entries->add_option("--catalogue", o.catalogues, "lay a folder of entries over the shipped catalogue")
      ->type_name("DIR")
      ->expected(1)
      ->take_all();

  CLI::App* flight = app.add_subcommand("fly", "solve a missile's flights, beside the published figures");
  auto* missile = flight->add_option("key", o.file, "a ballistic missile of the catalogue")->type_name("KEY");
  auto* every =
      flight->add_flag("--all", o.all, "every ballistic missile of the catalogue")->excludes(missile);
  flight->add_option("--range", o.range, "to this ground range instead of the longest, as \"250 km\"")
      ->type_name("RANGE");
  flight->add_flag("--json", o.json, "print JSON and nothing else");
  flight->add_option("-o,--output", o.output, "write a page")->type_name("FILE.html");
  flight->add_option("--catalogue", o.catalogues, "lay a folder of entries over the shipped catalogue")
      ->type_name("DIR")
      ->expected(1)
      ->take_all();

  std::string coverage_as;
  CLI::App* coverage = app.add_subcommand(
      "coverage", "say how far out each radar sees and tracks, by height and cross-section");
  coverage->add_option("scenario", o.file, "scenario file")->required()->type_name("SCENARIO");
  coverage->add_option("--altitude", o.altitudes, "height of the target, as \"9 km\"; may be given again")
      ->type_name("H")
      ->expected(1)
      ->take_all();
  coverage
      ->add_option("--rcs", o.cross_sections,
                   "cross-section of the target, as \"0.01 m2\" or \"-20 dBsm\"; may be given again")
      ->type_name("S")
      ->expected(1)
      ->take_all();
  coverage->add_option("--speed", o.speed, "of the approach, for the chance of a track; 250 m/s if not given")
      ->type_name("V");
  coverage->add_option("--as", coverage_as, "csv (every azimuth) or geojson (areas); a summary if not given")
      ->check(CLI::IsMember({"csv", "geojson"}));
  coverage->add_option("-o,--output", o.output, "file; standard output if not given")
      ->type_name("FILE")
      ->needs("--as");
  coverage
      ->add_option("--belief", o.belief,
                   "what is believed about the defence: brochure, frictions or assessed")
      ->check(CLI::IsMember({"brochure", "frictions", "assessed"}));
  add_case_options(*coverage, o);

  std::string export_as;
  CLI::App* tables = app.add_subcommand("export", "write a result folder as tidy tables for other programs");
  tables->add_option("folder", o.file, "folder that run or study wrote with -o")
      ->required()
      ->type_name("DIR");
  tables->add_option("--as", export_as, "csv (a folder of files) or sqlite (one database)")
      ->required()
      ->check(CLI::IsMember({"csv", "sqlite"}));
  tables->add_option("-o,--output", o.output, "DIR/tables or DIR/result.sqlite if not given")
      ->type_name("PATH");

  CLI::App* view = app.add_subcommand(
      "view", "show a result folder, or a scenario and its raids, in a browser of this machine");
  view->add_option("what", o.file, "folder that run or study wrote with -o, or a scenario file")
      ->required()
      ->type_name("DIR|SCENARIO");
  view->add_option("--port", o.port, "of 127.0.0.1; any that is free if not given or 0")
      ->check(CLI::Range(0, 65535));
  view->add_flag("!--no-browser", o.browser, "print the address, open nothing");
  view->add_option("--seed", o.seed, "of a scenario's run; the scenario's if not given")
      ->check(CLI::NonNegativeNumber);
  add_case_options(*view, o);
  add_belief_options(*view, o);

  CLI::App* validate =
      app.add_subcommand("validate", "hold the models against published numbers, ours beside theirs");
  validate
      ->add_option("--data", o.data,
                   "add every atmospheric check case of NASA's in this folder (Atmos_NN*.csv)")
      ->type_name("DIR");
  validate->add_option("--threads", o.threads, "threads; all cores if not given; never changes a result")
      ->check(CLI::Range(1, 1024));
  auto* validate_json = validate->add_flag("--json", o.json, "print JSON and nothing else");
  validate->add_flag("--markdown", o.markdown, "print docs/validation.md")->excludes(validate_json);

  CLI::App* assign = app.add_subcommand(
      "assign", "which rounds at which targets: least surviving value, with a proved bound");
  assign->add_option("file", o.file, "instance: W T mu, weights, i j p")->required()->type_name("FILE");
  assign
      ->add_option(
          "--seconds", o.seconds,
          "stop after so long with the best found; 10 if not given; a result that is not complete then "
          "depends on the machine")
      ->check([](const std::string& text) {
        double value = 0.0;
        return CLI::detail::lexical_cast(text, value) && value > 0.0 && value <= 1e6
                   ? std::string()
                   : "value " + text + " is no number of seconds above 0 and up to 1000000";
      });
  assign
      ->add_option("--iterations", o.iterations,
                   "stop after so many; the result then depends on nothing else")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000'000}));
  assign->add_flag("--json", o.json, "print JSON and nothing else");

  try {
    app.parse(argc, argv);
    if (flight->parsed() && missile->count() + every->count() == 0)
      throw CLI::RequiredError("fly: KEY or --all");
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? equipoise::cli::done : equipoise::cli::wrong_input;
  }
  if (!shard.empty()) o.share = *share_from(shard);
  if (ranks.count() > 1) {
    if (!run->parsed() && !study->parsed() && ranks.index() > 0) return equipoise::cli::done;
    if (!shard.empty()) {
      fmt::print(stderr, "--shard: ranks share the work already; give one or the other\n");
      return equipoise::cli::wrong_input;
    }
    o.share = {ranks.index(), ranks.count()};
    o.gather = [&ranks](const std::string& own) { return ranks.gather(own); };
    if (o.threads == 0) o.threads = ranks.cores();
  }
  equipoise::cli::watch_for_interrupts();
  if (run->parsed()) return equipoise::cli::run(o);
  if (study->parsed()) return equipoise::cli::study(o);
  if (replay->parsed()) return equipoise::cli::replay(o);
  if (check->parsed()) return equipoise::cli::check(o);
  if (coverage->parsed()) {
    o.as = coverage_as;
    return equipoise::cli::coverage(o);
  }
  if (tables->parsed()) {
    o.as = export_as;
    return equipoise::cli::export_tables(o);
  }
  if (flight->parsed()) return equipoise::cli::fly(o);
  if (view->parsed()) return equipoise::cli::view(o);
  if (validate->parsed()) return equipoise::cli::validate(o);
  if (assign->parsed()) return equipoise::cli::assign(o);
  if (entries->parsed()) return o.lethality ? equipoise::cli::lethality(o) : equipoise::cli::catalogue(o);
  return equipoise::cli::failed;
}

/// What is thrown is told, and has an exit code of its own.
int exit_code(int argc, char** argv, const equipoise::cli::Ranks& ranks) {
  try {
    return dispatch(argc, argv, ranks);
  } catch (const equipoise::io::CannotRead& error) {
    fmt::print(stderr, "{}\n", error.what());
    return equipoise::cli::wrong_input;
  } catch (const equipoise::parallel::Stopped& stopped) {
    fmt::print(stderr, "{}\n", stopped.what());
    return equipoise::cli::interrupted;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "out of memory\n");
    return equipoise::cli::failed;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return equipoise::cli::failed;
  }
}

} // namespace

int main(int argc, char** argv) {
  try {
    const equipoise::cli::Ranks ranks;
    return ranks.leave(exit_code(argc, argv, ranks));
  } catch (const equipoise::cli::CannotRun& error) {
    fmt::print(stderr, "{}\n", error.what());
    return equipoise::cli::wrong_input;
  }
}
