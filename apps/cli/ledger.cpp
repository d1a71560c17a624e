// Studies of kind ledger: plays the studies that its claims need and reads the answers out of them.
#include "ledger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>

#include "equipoise/core/sha256.hpp"
#include "equipoise/io/checkpoint/checkpoint.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/published_cases.hpp"
#include "equipoise/io/result/ledger.hpp"
#include "equipoise/ledger/evidence.hpp"
#include "equipoise/parallel/stopped.hpp"
#include "equipoise/report/ledger/page.hpp"
#include "equipoise/report/study/sections.hpp"
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
  if (io::is_strategy(io::kind_of_study(io::DiskFiles(), options.file))) {
    auto study = read_strategy_study(options);
    return study ? std::optional<AnyStudy>(std::move(*study)) : std::nullopt;
  }
  auto study = read_raid_study(options);
  return study ? std::optional<AnyStudy>(std::move(*study)) : std::nullopt;
}

/// All studies of the ledger; fewer if it is to stop, or if one of them is wrong: its faults have been
/// printed.
Studies read_all(const io::LedgerFile& file, const Options& options) {
  Studies studies;
  for (const std::string& id : file.order) {
    if (stop_signal().requested()) break;
    if (auto study = read_any(options_for(options, file, id))) studies.emplace(id, std::move(*study));
  }
  return studies;
}

/// What the proposition asks of its study and the study does not play.
std::vector<std::pair<std::string, std::string>> faults_of(const ledger::Proposition& p,
                                                           const std::filesystem::path& path,
                                                           const catalogue::Catalogue& catalogue,
                                                           core::Diagnostics& diagnostics) {
  core::Diagnostics own;
  std::vector<std::pair<std::string, std::string>> faults;
  if (io::is_strategy(io::kind_of_study(io::DiskFiles(), path))) {
    const auto file = io::read_strategy(io::DiskFiles(), path, catalogue, own, io::DrawnRanges{});
    if (!core::has_errors(own))
      faults = std::visit([&](const auto& question) { return ledger::faults(p, question); }, file.question);
  } else {
    const auto file = io::read_study(io::DiskFiles(), path, own);
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
  const auto read = [&](catalogue::RangeShape shape) {
    return std::get<Question>(io::read_strategy(io::DiskFiles(), study.options.file, catalogue, ignored,
                                                io::DrawnRanges{shape, sets})
                                  .question);
  };
  return {read(catalogue::RangeShape::triangular), read(catalogue::RangeShape::uniform)};
}

std::vector<ledger::Answer> answers_of(const ledger::Proposition& p, const AnyStudy& study,
                                       const catalogue::Catalogue& catalogue, std::uint64_t sets,
                                       const study::SweepControl& control) {
  if (const auto* raid = std::get_if<RaidStudy>(&study))
    return ledger::answers(p, {raid->file.study, raid->source, raid->base, raid->document.result, sets},
                           control);
  const auto& strategy = std::get<StrategyStudy>(study);
  if (std::holds_alternative<ExchangeQuestion>(strategy.file.question))
    return ledger::answers(p, readings_of<ExchangeQuestion>(strategy, catalogue, sets), control.stop);
  return ledger::answers(p, readings_of<ProcurementQuestion>(strategy, catalogue, sets), control.stop);
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

/// The published cases, by name. Throws CannotRead where one of their files is at fault.
std::vector<report::Validated> validated(unsigned threads) {
  core::Diagnostics faults;
  const auto published = io::read_published(io::DiskFiles(), io::shipped_root(), faults);
  for (const core::Diagnostic& fault : faults)
    if (fault.severity == core::Severity::error) throw io::CannotRead(core::to_string(fault));
  std::vector<report::Validated> list;
  for (const validation::Case& c : validation::all_cases(published, {threads, stop_signal()})) {
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

/// Reads, plays and answers one ledger; keeps what it has got to.
class LedgerRun {
 public:
  LedgerRun(const Options& options, const io::LedgerFile& file, const catalogue::Catalogue& catalogue)
      : options_(options), file_(file), catalogue_(catalogue), progress_(options.json) {
    document_.ledger = {file.title, file.question, file.names, {}};
  }

  int run() {
    studies_ = read_all(file_, options_);
    if (stop_signal().requested()) return interrupt();
    if (studies_.size() < file_.order.size()) return wrong_input;
    try {
      if (!play_studies()) return wrong_input;
      if (options_.share.index > 0 || (!options_.share.all() && !options_.gather)) {
        progress_.finish();
        fmt::print(stderr, "{}", part_is_done(options_));
        return done;
      }
      answer_claims();
      if (file_.validation) {
        at_ = "published cases";
        report_progress(0.0, "held against");
        document_.validation = validated(thread_count(options_));
      }
      progress_.finish();
      finish();
    } catch (const parallel::Stopped&) {
      return interrupt();
    }
    return done;
  }

 private:
  void report_progress(double share, const std::string& now) {
    const double parts = static_cast<double>(file_.order.size() + file_.claims.size() + 1);
    progress_.show((finished_ + share) / parts, at_ + ": " + now);
  }

  /// False if the input is wrong. Throws parallel::Stopped.
  bool play_studies() {
    for (const std::string& id : file_.order) {
      at_ = id;
      AnyStudy& study = studies_.at(id);
      if (auto* raid = std::get_if<RaidStudy>(&study)) {
        if (!play(
                *raid, [this](double share, const std::string& now) { report_progress(share, now); }, true))
          return false;
      } else if (options_.share.index == 0 && (options_.share.all() || options_.gather)) {
        play(std::get<StrategyStudy>(study)); // in no time: not shared
      }
      parallel::leave_if_requested(stop_signal());
      ++finished_;
    }
    return true;
  }

  /// Throws parallel::Stopped.
  void answer_claims() {
    study::SweepControl control;
    control.threads = thread_count(options_);
    control.stop = stop_signal();
    control.progress = [this](double share, const std::string& now) { report_progress(share, now); };
    for (const io::LedgerClaim& c : file_.claims) {
      at_ = c.claim.id;
      const AnyStudy& study = studies_.at(c.claim.proposition.study);
      ledger::Entry entry{c.claim, answers_of(c.claim.proposition, study, catalogue_, file_.sets, control),
                          played_words(study, file_.sets) + "."};
      parallel::leave_if_requested(stop_signal());
      document_.ledger.entries.push_back(std::move(entry));
      ++finished_;
    }
  }

  /// result.json and manifest.json, of the studies that were read and the claims that were answered.
  void write_result(results::Status status) {
    io::StudyDigests digests;
    for (const std::string& id : file_.order)
      if (const auto found = studies_.find(id); found != studies_.end())
        digests.emplace_back(id, digest_of(found->second));
    const std::string inputs = io::resolved_inputs(file_, digests);
    io::RunInfo info{program(), core::sha256_hex(inputs), 0, "", "", 0.0};
    info.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    document_.command = command_line("study", options_);
    document_.version = info.program.version;
    document_.revision = info.program.revision;
    document_.inputs_sha256 = info.inputs_sha256;
    json_ = io::ledger_result(document_.ledger, info, digests, status);
    if (options_.output.empty()) return;
    io::write_file(folder() / "result.json", json_);
    io::write_file(folder() / "manifest.json", io::manifest(inputs, info, document_.command));
  }

  int interrupt() {
    progress_.finish();
    if (options_.share.index == 0 && (options_.share.all() || options_.gather)) {
      write_result(results::Status::partial);
      if (!options_.output.empty())
        std::filesystem::remove(folder() / "report.html"); // of another time: it is not of this result
      if (options_.json) fmt::print("{}", json_);
    }
    fmt::print(stderr, "interrupted: studies keep what was played{}\n",
               options_.output.empty() ? "" : "; go on with --resume");
    return interrupted;
  }

  void finish() {
    for (const std::string& id : file_.order)
      document_.studies.push_back(told(id, studies_.at(id), file_.sets));
    write_result(results::Status::complete);
    if (!options_.output.empty()) {
      add_parameters(studies_, document_);
      document_.sources = catalogue_.sources;
      document_.as_of = today();
      for (const std::string& figure : report::missing_figures(document_))
        fmt::print(stderr, "no study of this ledger has the figure {}\n", figure);
      io::write_file(folder() / "report.html", report::ledger_page(document_, {web::script, web::style}));
      for (const std::string& id : file_.order) io::remove_checkpoint(folder() / id);
    }
    if (options_.json)
      fmt::print("{}", json_);
    else
      print(document_.ledger);
    if (!options_.output.empty() && !options_.json) fmt::print("\n{}\n", (folder() / "report.html").string());
  }

  std::filesystem::path folder() const { return options_.output; }

  const Options& options_;
  const io::LedgerFile& file_;
  const catalogue::Catalogue& catalogue_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  Studies studies_;
  report::LedgerDocument document_;
  std::string json_;
  Progress progress_;
  double finished_ = 0.0; ///< studies and claims
  std::string at_;
};

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
  core::Diagnostics diagnostics;
  const catalogue::Catalogue catalogue =
      io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
  refuse_settings(options, diagnostics);
  const io::LedgerFile file = io::read_ledger(io::DiskFiles(), options.file, catalogue, diagnostics);
  if (report(diagnostics)) return wrong_input;
  check_propositions(file, catalogue, diagnostics);
  if (report(diagnostics)) return wrong_input;
  return LedgerRun(options, file, catalogue).run();
}

} // namespace equipoise::cli
