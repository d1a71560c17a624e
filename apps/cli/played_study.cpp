#include "played_study.hpp"

#include <fmt/format.h>

#include <chrono>

#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/schema.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/strategy/effectiveness.hpp"
#include "equipoise/io/tables/sets.hpp"
#include "equipoise/study/explain/shown_raids.hpp"
#include "equipoise/study/explain/waterfall.hpp"
#include "equipoise/study/play.hpp"
#include "equipoise/study/play/effectiveness.hpp"
#include "web/front_end.hpp"
#include "work.hpp"

namespace equipoise::cli {
namespace {

void add_parameters(report::Document& document, const scenario::Case& resolved) {
  for (const std::string& key : scenario::used_entries(resolved))
    for (const auto& [owner, parameter] : resolved.catalogue.all_of(key)) {
      const catalogue::Entry& entry = *resolved.catalogue.find(key);
      const catalogue::Field* field =
          catalogue::find_field(*catalogue::find_kind(entry.kind), parameter->name);
      if (owner == key && (field == nullptr || !field->recorded))
        document.parameters.push_back({key, *parameter});
    }
  for (const auto& value : resolved.scenario.ignorance)
    document.parameters.push_back({"scenario", value.range});
  for (const std::string& key : scenario::used_entries(resolved)) {
    const catalogue::Closures closures = catalogue::close(resolved.catalogue, key);
    for (const catalogue::Computed& c : closures.values)
      document.computed.push_back({key, c.name, core::format_quantity(c.value, c.dimension), c.how});
    for (const std::string& contradiction : closures.contradictions)
      document.contradictions.push_back(key + ": " + contradiction);
  }
}

/// The command that tells one raid at the study's reference point.
std::string replay_command(const io::StudyFile& file, const Options& options, std::uint64_t replication) {
  std::string line = fmt::format("equipoise replay {} --replication {} --seed {} --belief {}",
                                 file.scenario.lexically_normal().string(), replication, file.study.seed,
                                 name_of(file.study.beliefs.back()));
  if (file.study.sensing != scenario::Sensing::dwell)
    line += fmt::format(" --sensing {}", name_of(file.study.sensing));
  for (const auto& setting : study::reference_point(file.study).settings)
    line += fmt::format(" --set '{}={}'", setting.address, setting.value);
  for (const std::string& s : options.settings) line += " --set '" + s + "'";
  for (const std::string& c : options.catalogues) line += " --catalogue " + c;
  return line;
}

/// What the swept address counts, in words.
std::string label_of(const std::string& address, const scenario::Case& resolved) {
  for (const auto& raid : resolved.scenario.raids)
    if (address == raid.id + ".count") return "missiles in the salvo";
  return address;
}

/// "cross-section of the F-35A", "height of the route"; else the address.
report::VariedFactor words_of(const study::Factor& factor, const scenario::Case& resolved) {
  const auto quantity = core::parse_quantity(factor.values.front());
  report::VariedFactor words{factor.address, label_of(factor.address, resolved),
                             quantity ? quantity->dimension : core::Dimension::number};
  for (const auto& raid : resolved.scenario.raids)
    if (factor.address == raid.id + ".altitude")
      words.label = resolved.scenario.raids.size() == 1 ? "height of the route" : "height of " + raid.id;
  const auto dot = factor.address.find('.');
  const catalogue::Entry* entry = resolved.catalogue.find(factor.address.substr(0, dot));
  if (entry == nullptr || dot == std::string::npos) return words;
  std::string name = factor.address.substr(dot + 1);
  if (name == "cross_section") name = "cross-section";
  for (char& c : name)
    if (c == '_' || c == '.') c = ' ';
  words.label = name + " of the " + entry->title.substr(0, entry->title.find(','));
  return words;
}

report::Document document_of(const RaidStudy& s) {
  const study::Study& study = s.file.study;
  report::Document document = s.document;
  document.title = study.title;
  document.scenario_title = s.base.scenario.title;
  if (study.factors.size() == 1) document.swept = study.factors.front().address;
  if (study.requirement) document.swept = study.requirement->ends.address;
  for (const study::Variant& variant : study.variants)
    for (const scenario::Setting& setting : variant.settings)
      document.about_network = document.about_network || setting.address.starts_with("network.");
  if (!document.swept.empty()) document.swept_label = label_of(document.swept, s.base);
  for (const study::Factor& factor : study.factors) document.factors.push_back(words_of(factor, s.base));
  add_parameters(document, s.base);
  document.sources = s.reader->catalogue().sources;
  document.command = command_line("study", s.options);
  document.as_of = today();
  document.raids = study::shown_raids(study, s.source, stop_signal());
  for (results::ShownRaid& raid : document.raids)
    raid.command = replay_command(s.file, s.options, raid.replay.replication);
  document.false_alarms = s.info.false_alarms;
  document.seed = study.seed;
  document.replications = study.replications;
  document.replications_per_set =
      document.result.uncertainty ? document.result.uncertainty->replications : study.replications_per_set;
  document.sensing = s.info.sensing;
  document.version = s.info.program.version;
  document.revision = s.info.program.revision;
  document.inputs_sha256 = s.info.inputs_sha256;
  return document;
}

/// What the study's parameter sets were and came to, and the curves that they make.
void write_sets(const RaidStudy& s) {
  const std::filesystem::path folder(s.options.output);
  const study::Study& study = s.file.study;
  const results::StudyResult& result = s.document.result;
  if (result.status != results::Status::complete) return;
  if (result.parameter_sets > 0) {
    io::write_sets(folder / "sets.csv", result);
    io::write_drawn_values(folder / "values.csv", study, s.base, result);
  }
  if (!study::makes_curves(study, s.base)) return;
  results::Effectiveness curves = study::curves_of(study, s.base, result);
  curves.origin =
      std::filesystem::path(s.options.file).filename().string() + ", inputs " + s.info.inputs_sha256;
  io::write_file(folder / "effectiveness.toml", io::effectiveness_toml(curves));
}

} // namespace

std::string today() {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return core::format_quantity(static_cast<double>(day.time_since_epoch().count()), core::Dimension::date);
}

std::optional<RaidStudy> read_raid_study(const Options& options) {
  core::Diagnostics diagnostics;
  io::StudyFile file = io::read_study(io::DiskFiles(), options.file, diagnostics);
  if (report(diagnostics)) return std::nullopt;
  diagnostics.clear(); // warnings are said once
  study::Study& study = file.study;
  if (options.seed) study.seed = *options.seed;
  if (options.replications) study.replications = *options.replications;
  auto opened = io::open_scenario(io::DiskFiles(), file, catalogue_folders(options), diagnostics);
  const auto laid_over = settings(options, diagnostics);
  for (const study::Factor& factor : study.factors)
    for (const scenario::Setting& setting : laid_over)
      if (setting.address == factor.address)
        diagnostics.push_back({core::Severity::error, setting.at, setting.address,
                               "is what the study varies; change the study's factor instead"});
  if (report(diagnostics) || !opened) return std::nullopt;
  diagnostics.clear();
  const auto reader = std::make_shared<const io::CaseReader>(std::move(*opened));
  // What the user sets comes last: it holds over the study's own factors.
  const scenario::CaseSource source = [reader, laid_over](const std::vector<scenario::Setting>& own,
                                                          core::Diagnostics& faults) {
    std::vector<scenario::Setting> all = own;
    all.insert(all.end(), laid_over.begin(), laid_over.end());
    return (*reader)(all, faults);
  };
  const auto base = source({}, diagnostics);
  if (base) {
    warn_of_idle_settings(*base, laid_over, diagnostics);
    study::check(study, options.file, source, *base, diagnostics, stop_signal());
  }
  if (report(diagnostics) || !base) return std::nullopt;
  const std::string inputs = io::resolved_inputs(*base, reader->text(), settings_text(options), &study);
  const io::RunInfo info{program(),
                         core::sha256_hex(inputs),
                         study.seed,
                         std::string(name_of(study.sensing)),
                         "",
                         0.0,
                         false_alarms_of(*base, study.beliefs.back(), study.sensing)};
  return RaidStudy{options, std::move(file), reader, source, *base, inputs, info};
}

bool play(RaidStudy& s, const OnProgress& progress, bool keep_checkpoint) {
  const auto begun = std::chrono::steady_clock::now();
  core::Diagnostics diagnostics;
  const std::filesystem::path folder(s.options.output);
  Work work(s.options, {"study", s.info.inputs_sha256, s.info.sensing, s.info.seed, s.info.program.version},
            diagnostics);
  if (report(diagnostics)) return false;
  const auto play_share = [&](const study::Share& share) {
    study::SweepControl control;
    control.threads = thread_count(s.options);
    control.stop = stop_signal();
    control.progress = progress;
    control.known = work.known();
    control.share = share;
    control.commit_chunk = [&](const results::ChunkRecord& chunk) { work.commit(chunk); };
    control.commit_point = [&](const results::PointRecord& point) { work.commit(point); };
    control.commit_set = [&](const results::SetRecord& set) { work.commit(set); };
    control.commit_cause = [&](const results::CauseRecord& cause) { work.commit(cause); };
    control.commit_rare = [&](const results::RareRecord& chunk) { work.commit(chunk); };
    control.commit_field = [&](const results::FieldRecord& row) { work.commit(row); };
    return study::play(s.file.study, s.source, s.base, control, diagnostics);
  };
  if (!s.options.share.all()) {
    play_share(s.options.share);
    if (report(diagnostics)) return false;
    if (s.options.gather) work.gather();
    s.part = !s.options.gather || s.options.share.index > 0;
    if (s.part) return true;
  }
  s.document.result = play_share({});
  if (report(diagnostics)) return false;
  if (s.options.gather) // the ranks' time, and not that of putting together what they played
    s.document.result.elapsed_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  s.info.elapsed_s = s.document.result.elapsed_s;
  if (!folder.empty()) {
    s.document = document_of(s);
    // Of raids that it shows there may be none then: the report is not whole.
    if (stop_signal().requested()) s.document.result.status = results::Status::partial;
  }
  s.json = io::study_result(s.file.study, s.document.result, s.info);
  if (folder.empty()) return true;
  io::write_file(folder / "result.json", s.json);
  if (s.document.result.footprint)
    io::write_file(folder / "footprint.csv", io::footprint_csv(*s.document.result.footprint));
  io::write_file(folder / "manifest.json", io::manifest(s.inputs, s.info, s.document.command));
  io::write_file(folder / "report.html", report::to_html(s.document, {web::script, web::style}));
  write_sets(s);
  if (s.document.result.status == results::Status::complete && !keep_checkpoint) work.finish();
  return true;
}

} // namespace equipoise::cli
