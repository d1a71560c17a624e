#include "work.hpp"

#include <fmt/format.h>

namespace equipoise::cli {

Work::Work(const Options& options, const io::CheckpointKey& key, core::Diagnostics& diagnostics)
    : options_(options) {
  if (options.output.empty()) return;
  const std::string own = options.share.all() ? "checkpoint.jsonl"
                                              : fmt::format("checkpoint.{}-of-{}.jsonl",
                                                            options.share.index + 1, options.share.of);
  if (!options.resume && options.share.all())
    for (const auto& file : io::checkpoints_in(options.output))
      if (file.filename() != own)
        diagnostics.push_back({core::Severity::warning,
                               {file.string(), 0, 0},
                               "--resume",
                               "holds part of this or other work, which is played anew; give --resume to go "
                               "on with it"});
  checkpoint_.emplace(options.output, own, key, options.resume, diagnostics);
  known_ = checkpoint_->known();
}

void Work::gather() {
  std::istringstream lines(options_.gather(told_));
  told_.clear();
  for (std::string line; std::getline(lines, line);) io::read_record(line, known_);
}

void Work::finish() {
  if (checkpoint_) checkpoint_->remove();
  if (!options_.gather) return;
  for (const auto& file : io::checkpoints_in(options_.output)) std::filesystem::remove(file); // of all ranks
}

std::string part_is_done(const Options& options) {
  return fmt::format(
      "part {} of {} is done; when all are, the same command with --resume and without "
      "--shard merges what {} holds\n",
      options.share.index + 1, options.share.of, options.output);
}

} // namespace equipoise::cli
