// Studies of the kinds exchange and procurement.
#include "equipoise/io/result/strategy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "equipoise/core/sha256.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/scenario/settings.hpp"
#include "equipoise/parallel/stopped.hpp"
#include "played_study.hpp"
#include "web/front_end.hpp"

namespace equipoise::cli {
namespace {

using strategy::Arrival;

void print(const strategy::ExchangeQuestion& q, const strategy::ExchangeAnswer& a) {
  for (const auto& r : a.retaliation) {
    fmt::print("\n{}'s answer against {}: {:.1f} warheads are expected where nothing stops them\n", r.by,
               r.against, r.arriving);
    if (r.points.empty()) continue;
    fmt::print("{:<28}{:>7}{:>10}", "belief, arrival", "share", "leakers");
    for (const unsigned k : q.arrive) fmt::print("{:>12}", fmt::format("P(>= {})", k));
    fmt::print("{:>12}\n", "destroyed");
    for (const auto& p : r.points) {
      fmt::print("{:<28}{:>7.2f}{:>10.2f}", fmt::format("{}, {}", p.belief, name_of(p.arrival)), p.share,
                 p.leakers.value);
      for (const auto& k : p.at_least) fmt::print("{:>12.4f}", k.value);
      fmt::print("{:>12.4f}\n", p.destroyed.value);
    }
  }
}

void print(const strategy::ProcurementQuestion& q, const strategy::ProcurementAnswer& a) {
  fmt::print("\na scenario, not a forecast\n{:>6}", "year");
  for (const auto& run : a.runs) fmt::print("{:>32}", name_of(run.schedule));
  fmt::print("   (missiles, share covered)\n");
  for (std::size_t y = 0; y < a.runs.front().years.size(); ++y) {
    fmt::print("{:>6}", a.runs.front().years[y].year);
    for (const auto& run : a.runs) {
      const auto& year = run.years[y];
      std::string cell = fmt::format("{:.0f}", year.missiles.value);
      if (year.missiles.known.low == year.missiles.known.low)
        cell += fmt::format(" ({:.0f} to {:.0f})", year.missiles.known.low, year.missiles.known.high);
      fmt::print("{:>32}", cell + fmt::format("  {:.2f}", year.share.value));
    }
    fmt::print("\n");
  }
  for (const auto& run : a.runs)
    if (run.schedule != strategy::Schedule::none)
      fmt::print("{}: {} {}\n", name_of(run.schedule), q.offence_name,
                 run.restored ? fmt::format("restores its former penetration {} years after the first lot",
                                            *run.restored)
                              : std::string("does not restore its former penetration within the years"));
}

} // namespace

std::optional<StrategyStudy> read_strategy_study(const Options& options) {
  core::Diagnostics diagnostics;
  catalogue::Catalogue catalogue =
      io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
  const auto laid_over = settings(options, diagnostics);
  refuse_draws(options, diagnostics);
  if (!core::has_errors(diagnostics)) io::apply(laid_over, catalogue, diagnostics);
  io::StrategyFile file = io::read_strategy(io::DiskFiles(), options.file, catalogue, diagnostics);
  if (!core::has_errors(diagnostics)) {
    std::vector<std::string> used;
    for (const auto& [address, range] : file.used)
      if (std::find(used.begin(), used.end(), address) == used.end()) used.push_back(address);
    io::refuse_unused(laid_over, used, diagnostics);
  }
  if (report(diagnostics)) return std::nullopt;
  if (!file.spending_missing.empty())
    fmt::print(stderr, "{} is not there: the section on recorded spending is left out\n",
               file.spending_missing);
  const std::string inputs = io::resolved_inputs(file);
  const io::RunInfo info{program(), core::sha256_hex(inputs), file.seed, "", "", 0.0};
  const report::StrategyHead head{file.title,
                                  file.seed,
                                  file.ignorance,
                                  command_line("study", options),
                                  info.program.version,
                                  info.program.revision,
                                  info.inputs_sha256,
                                  today(),
                                  file.used,
                                  file.sources,
                                  catalogue.sources};
  return StrategyStudy{options, std::move(file), head, inputs, info};
}

std::optional<report::RecordedSpending> spending_of(const io::StrategyFile& file) {
  if (!file.spending) return std::nullopt;
  return report::RecordedSpending{file.spending->note, file.spending->years, file.spending->offence,
                                  file.spending->defence};
}

bool play(StrategyStudy& s) {
  const auto begun = std::chrono::steady_clock::now();
  const report::FrontEnd front_end{web::script, web::style};
  const std::filesystem::path folder(s.options.output);
  const auto finish = [&] {
    s.info.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  std::string html;
  try {
    if (const auto* exchange = std::get_if<strategy::ExchangeQuestion>(&s.file.question)) {
      const auto answer = strategy::answer(*exchange, stop_signal());
      finish();
      s.json = io::strategy_result(s.file, answer, s.info);
      html = report::exchange_page(s.head, *exchange, answer, front_end);
      s.answer = answer;
    } else {
      const auto& procurement = std::get<strategy::ProcurementQuestion>(s.file.question);
      const auto answer = strategy::answer(procurement, stop_signal());
      finish();
      s.json = io::strategy_result(s.file, answer, s.info);
      html = report::procurement_page(s.head, procurement, answer, s.file.events, spending_of(s.file),
                                      front_end);
      s.answer = answer;
    }
  } catch (const parallel::Stopped&) {
    s.json = io::interrupted_result(s.file, s.info);
  }
  if (!folder.empty()) {
    io::write_file(folder / "result.json", s.json);
    io::write_file(folder / "manifest.json", io::manifest(s.inputs, s.info, s.head.command));
    if (html.empty())
      std::filesystem::remove(folder / "report.html"); // of another time: it is not of this result
    else
      io::write_file(folder / "report.html", html);
  }
  return !html.empty();
}

int strategy_study(const Options& options) {
  auto study = read_strategy_study(options);
  if (!study) return wrong_input;
  const bool answered = play(*study);
  if (options.json) fmt::print("{}", study->json);
  if (!answered) {
    fmt::print(stderr, "interrupted: there is no answer yet\n");
    return interrupted;
  }
  if (options.json) return done;
  fmt::print("{}\n", study->file.title);
  if (const auto* exchange = std::get_if<strategy::ExchangeAnswer>(&study->answer))
    print(std::get<strategy::ExchangeQuestion>(study->file.question), *exchange);
  else
    print(std::get<strategy::ProcurementQuestion>(study->file.question),
          std::get<strategy::ProcurementAnswer>(study->answer));
  if (!options.output.empty())
    fmt::print("\n{}\n", (std::filesystem::path(options.output) / "report.html").string());
  return done;
}

} // namespace equipoise::cli
