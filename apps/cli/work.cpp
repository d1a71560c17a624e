#include "work.hpp"

#include <fmt/format.h>

namespace equipoise::cli {

Work::Work(const Options& options, const io::CheckpointKey& key, core::Diagnostics& diagnostics)
    : options_(options), key_(key) {
  if (options.output.empty()) return;
  const std::string own = own_file();
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

std::string Work::own_file() const {
  return options_.share.all()
             ? "checkpoint.jsonl"
             : fmt::format("checkpoint.{}-of-{}.jsonl", options_.share.index + 1, options_.share.of);
}

void Work::gather() {
  if (stop_signal().requested()) { // others may have ended: nobody is waited for, what they left is read
    core::Diagnostics ignored;
    if (checkpoint_) known_ = checkpoint_.emplace(options_.output, own_file(), key_, true, ignored).known();
    return;
  }
  std::istringstream lines(options_.gather(told_));
  told_.clear();
  for (std::string line; std::getline(lines, line);) io::read_record(line, known_);
}

void Work::finish() {
  if (checkpoint_) checkpoint_->remove();
  if (options_.gather && !options_.output.empty())
    io::remove_checkpoint(options_.output); // those of all ranks
}

std::string part_is_done(const Options& options) {
  return fmt::format(
      "part {} of {} is done; when all are, the same command with --resume and without "
      "--shard merges what {} holds\n",
      options.share.index + 1, options.share.of, options.output);
}

} // namespace equipoise::cli
