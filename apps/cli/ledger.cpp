// Studies of kind ledger: plays the studies that its claims need and reads the answers out of them.
#include "ledger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>

#include "equipoise/core/sha256.hpp"
#include "equipoise/io/catalogue_file.hpp"
#include "equipoise/io/checkpoint.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/ledger_json.hpp"
#include "equipoise/io/published_cases.hpp"
#include "equipoise/ledger/evidence.hpp"
#include "equipoise/report/ledger_page.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/validation/validation.hpp"
#include "played_study.hpp"
#include "web/front_end.hpp"
#include "work.hpp"

namespace equipoise::cli {
namespace {

using strategy::ExchangeQuestion;
using strategy::ProcurementQuestion;

using AnyStudy = std::variant<RaidStudy, StrategyStudy>;
using Studies = std::map<std::string, AnyStudy>;

Options options_for(const Options& options, const io::LedgerFile& file, const std::string& id) {
  Options own = options;
  own.file = file.studies.at(id).lexically_normal().string();
  own.output = options.output.empty() ? "" : (std::filesystem::path(options.output) / id).string();
  own.json = true; // the ledger speaks
  return own;
}

std::optional<AnyStudy> read_any(const Options& options) {
  if (io::is_strategy(io::kind_of_study(options.file))) {
    auto study = read_strategy_study(options);
    return study ? std::optional<AnyStudy>(std::move(*study)) : std::nullopt;
  }
  auto study = read_raid_study(options);
  return study ? std::optional<AnyStudy>(std::move(*study)) : std::nullopt;
}

/// All studies of the ledger; fewer if one of them is wrong: its faults have been printed.
Studies read_all(const io::LedgerFile& file, const Options& options) {
  Studies studies;
  for (const std::string& id : file.order)
    if (auto study = read_any(options_for(options, file, id))) studies.emplace(id, std::move(*study));
  return studies;
}

/// What the proposition asks of its study and the study does not play.
std::vector<std::pair<std::string, std::string>> faults_of(const ledger::Proposition& p,
                                                           const std::filesystem::path& path,
                                                           const catalogue::Catalogue& catalogue,
                                                           core::Diagnostics& diagnostics) {
  core::Diagnostics own;
  std::vector<std::pair<std::string, std::string>> faults;
  if (io::is_strategy(io::kind_of_study(path))) {
    const auto file = io::read_strategy(path, catalogue, own, io::DrawnRanges{});
    if (!core::has_errors(own))
      faults = std::visit([&](const auto& question) { return ledger::faults(p, question); }, file.question);
  } else {
    const auto file = io::read_study(path, own);
    if (!core::has_errors(own)) faults = ledger::faults(p, file.study);
  }
  diagnostics.insert(diagnostics.end(), own.begin(), own.end());
  return faults;
}

std::string played_words(const AnyStudy& study, std::uint64_t sets) {
  if (const auto* raid = std::get_if<RaidStudy>(&study)) {
    const study::Study& s = raid->file.study;
    return fmt::format(
        "Seed {}; {} raids a point at nominal values; {} parameter sets under each reading, {} raids each",
        s.seed, s.replications, sets, s.replications_per_set);
  }
  return fmt::format("Seed {}; exact at given values; {} parameter sets under each reading",
                     std::get<StrategyStudy>(study).file.seed, sets);
}

template <typename Question>
ledger::Readings<Question> readings_of(const StrategyStudy& study, const catalogue::Catalogue& catalogue,
                                       std::uint64_t sets) {
  core::Diagnostics ignored; // read without fault before
  const auto read = [&](catalogue::Reading reading) {
    return std::get<Question>(
        io::read_strategy(study.options.file, catalogue, ignored, io::DrawnRanges{reading, sets}).question);
  };
  return {read(catalogue::Reading::triangular), read(catalogue::Reading::uniform)};
}

std::vector<ledger::Answer> answers_of(const ledger::Proposition& p, const AnyStudy& study,
                                       const catalogue::Catalogue& catalogue, std::uint64_t sets,
                                       const study::SweepControl& control) {
  if (const auto* raid = std::get_if<RaidStudy>(&study))
    return ledger::answers(p, {raid->file.study, raid->source, raid->base, raid->document.result, sets},
                           control);
  const auto& strategy = std::get<StrategyStudy>(study);
  if (std::holds_alternative<ExchangeQuestion>(strategy.file.question))
    return ledger::answers(p, readings_of<ExchangeQuestion>(strategy, catalogue, sets));
  return ledger::answers(p, readings_of<ProcurementQuestion>(strategy, catalogue, sets));
}

report::LedgerStudy told(const std::string& id, const AnyStudy& study, std::uint64_t sets) {
  report::LedgerStudy out{id, "", "", played_words(study, sets), {}};
  if (const auto* raid = std::get_if<RaidStudy>(&study)) {
    out.title = raid->file.study.title;
    out.sections = report::sections_of(raid->document);
  } else {
    const auto& s = std::get<StrategyStudy>(study);
    out.title = s.file.title;
    if (const auto* exchange = std::get_if<strategy::ExchangeAnswer>(&s.answer))
      out.sections = report::exchange_sections(std::get<ExchangeQuestion>(s.file.question), *exchange);
    else
      out.sections = report::procurement_sections(std::get<ProcurementQuestion>(s.file.question),
                                                  std::get<strategy::ProcurementAnswer>(s.answer),
                                                  s.file.events, spending_of(s.file));
  }
  Options alone = std::visit([](const auto& s) { return s.options; }, study);
  alone.json = alone.resume = false;
  alone.output = "out/" + id;
  out.command = command_line("study", alone);
  return out;
}

/// Every parameter of every study, once.
void add_parameters(const Studies& studies, report::LedgerDocument& document) {
  std::set<std::string> known;
  for (const auto& [id, study] : studies) {
    const auto* raid = std::get_if<RaidStudy>(&study);
    if (raid == nullptr) continue;
    const report::Document& d = raid->document;
    for (const report::ParameterRow& row : d.parameters)
      if (known.insert((row.entry == "scenario" ? id : row.entry) + "." + row.parameter.name).second)
        document.parameters.push_back(row);
    for (const report::ComputedRow& row : d.computed)
      if (known.insert(row.entry + " " + row.what).second) document.computed.push_back(row);
    for (const std::string& text : d.contradictions)
      if (known.insert(text).second) document.contradictions.push_back(text);
  }
}

/// The published cases, by name.
std::vector<report::Validated> validated(unsigned threads) {
  core::Diagnostics ignored;
  const auto published = io::read_published(io::shipped_root(), ignored);
  std::vector<report::Validated> list;
  for (const validation::Case& c : validation::all_cases(published, threads)) {
    if (list.empty() || list.back().name != c.name) list.push_back({c.name, c.source});
    ++list.back().cases;
    list.back().holding += c.holds() ? 1U : 0U;
    list.back().numbers += c.points;
  }
  return list;
}

std::string digest_of(const AnyStudy& study) {
  return std::visit([](const auto& s) { return s.info.inputs_sha256; }, study);
}

void print(const ledger::Ledger& ledger) {
  fmt::print("{}\n", ledger.title);
  for (std::size_t i = 0; i < ledger.entries.size(); ++i) {
    const ledger::Entry& entry = ledger.entries[i];
    fmt::print("\n{}. {} ({}, {})\n   {} {}\n", i + 1, entry.claim.title, entry.claim.speaker,
               entry.claim.date, entry.claim.proposition.words, entry.claim.condition);
    for (const ledger::Answer& a : entry.answers)
      fmt::print("   {}: {}\n", a.belief, ledger::sentence(entry.claim.proposition, a));
  }
}

} // namespace

void check_propositions(const io::LedgerFile& file, const catalogue::Catalogue& catalogue,
                        core::Diagnostics& diagnostics) {
  for (const io::LedgerClaim& claim : file.claims)
    for (const auto& [key, message] : faults_of(
             claim.claim.proposition, file.studies.at(claim.claim.proposition.study), catalogue, diagnostics))
      diagnostics.push_back(
          {core::Severity::error, claim.at.at(key), "claim." + claim.claim.id + "." + key, message});
}

int ledger_study(const Options& options) {
  const auto begun = std::chrono::steady_clock::now();
  core::Diagnostics diagnostics;
  const catalogue::Catalogue catalogue = io::read_catalogue(catalogue_folders(options), diagnostics);
  refuse_settings(options, diagnostics);
  const io::LedgerFile file = io::read_ledger(options.file, catalogue, diagnostics);
  if (report(diagnostics)) return wrong_input;
  check_propositions(file, catalogue, diagnostics);
  if (report(diagnostics)) return wrong_input;
  Studies studies = read_all(file, options);
  if (studies.size() < file.order.size()) return wrong_input;

  Progress progress(options.json);
  const double parts = static_cast<double>(file.order.size() + file.claims.size() + 1);
  double finished = 0.0;
  std::string at;
  const OnProgress on_progress = [&](double share, const std::string& now) {
    progress.show((finished + share) / parts, at + ": " + now);
  };
  const auto stop = [&] {
    progress.finish();
    fmt::print(stderr, "interrupted: studies keep what was played{}\n",
               options.output.empty() ? "" : "; go on with --resume");
    return interrupted;
  };
  for (const std::string& id : file.order) {
    at = id;
    AnyStudy& study = studies.at(id);
    if (auto* raid = std::get_if<RaidStudy>(&study)) {
      if (!play(*raid, on_progress, true)) return wrong_input;
    } else if (options.share.index == 0 && (options.share.all() || options.gather)) {
      play(std::get<StrategyStudy>(study)); // in no time: not shared
    }
    if (stop_requested()) return stop();
    ++finished;
  }
  if (options.share.index > 0 || (!options.share.all() && !options.gather)) {
    progress.finish();
    fmt::print(stderr, "{}", part_is_done(options));
    return done;
  }
  report::LedgerDocument document;
  document.ledger = {file.title, file.question, file.names, {}};
  study::SweepControl control;
  control.threads = thread_count(options);
  control.stop = &stop_requested();
  control.progress = on_progress;
  for (const io::LedgerClaim& c : file.claims) {
    at = c.claim.id;
    const AnyStudy& study = studies.at(c.claim.proposition.study);
    ledger::Entry entry{c.claim, answers_of(c.claim.proposition, study, catalogue, file.sets, control),
                        played_words(study, file.sets) + "."};
    if (stop_requested()) return stop();
    document.ledger.entries.push_back(std::move(entry));
    ++finished;
  }
  if (file.validation) {
    at = "published cases";
    on_progress(0.0, "held against");
    document.validation = validated(control.threads);
  }
  progress.finish();

  io::StudyDigests digests;
  for (const std::string& id : file.order) {
    digests.emplace_back(id, digest_of(studies.at(id)));
    document.studies.push_back(told(id, studies.at(id), file.sets));
  }
  const std::string inputs = io::resolved_inputs(file, digests);
  io::RunInfo info{program(), core::sha256_hex(inputs), 0, "", "", 0.0};
  info.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  const std::string json = io::ledger_result(document.ledger, info, digests);
  if (!options.output.empty()) {
    add_parameters(studies, document);
    document.sources = catalogue.sources;
    document.command = command_line("study", options);
    document.as_of = today();
    document.version = info.program.version;
    document.revision = info.program.revision;
    document.inputs_sha256 = info.inputs_sha256;
    for (const std::string& figure : report::missing_figures(document))
      fmt::print(stderr, "no study of this ledger has the figure {}\n", figure);
    const std::filesystem::path folder(options.output);
    io::write_file(folder / "result.json", json);
    io::write_file(folder / "manifest.json", io::manifest(inputs, info, document.command));
    io::write_file(folder / "report.html", report::ledger_page(document, {web::script, web::style}));
    for (const std::string& id : file.order) io::remove_checkpoint(folder / id);
  }
  if (options.json)
    fmt::print("{}", json);
  else
    print(document.ledger);
  if (!options.output.empty() && !options.json)
    fmt::print("\n{}\n", (std::filesystem::path(options.output) / "report.html").string());
  return done;
}

} // namespace equipoise::cli
