#include "equipoise/io/tables/sets.hpp"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <stdexcept>

#include "equipoise/core/units.hpp"
#include "equipoise/io/tables/table_file.hpp"
#include "equipoise/study/play/effectiveness.hpp"

namespace equipoise::io {
namespace {

/// A file that may be larger than memory: takes its place when it is whole.
class Lines {
 public:
  explicit Lines(std::filesystem::path path)
      : path_(std::move(path)), file_(path_.string() + ".part", std::ios::binary | std::ios::trunc) {}
  void write(const std::string& line) { file_ << line << '\n'; }
  void finish() {
    file_.close();
    if (!file_) throw std::runtime_error(path_.string() + ": could not be written");
    std::filesystem::rename(path_.string() + ".part", path_);
  }

 private:
  std::filesystem::path path_;
  std::ofstream file_;
};

} // namespace

void write_sets(const std::filesystem::path& path, const results::StudyResult& result) {
  Lines lines(path);
  lines.write("point,set,replications,without_leaker,leaked,leaked_squares");
  for (std::size_t p = 0; p < result.points.size(); ++p)
    for (const results::SetEstimate& e : result.points[p].sets)
      lines.write(fmt::format("{},{},{},{},{},{}", p, e.set + 1, e.replications, e.without_leaker, e.leaked,
                              e.leaked_squares));
  lines.finish();
}

void write_drawn_values(const std::filesystem::path& path, const study::Study& study,
                        const scenario::Case& base, const results::StudyResult& result) {
  Lines lines(path);
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  const std::set<std::uint64_t> grounded(result.cannot_fly.begin(), result.cannot_fly.end());
  std::string heading = "set,flies";
  for (const auto& [address, value] : study::drawn_values(used, base, study.seed, 0))
    heading += "," + inert(address);
  lines.write(heading);
  for (std::uint64_t s = 0; s < result.parameter_sets; ++s) {
    std::string line = fmt::format("{},{}", s + 1, grounded.contains(s) ? 0 : 1);
    for (const auto& [address, value] : study::drawn_values(used, base, study.seed, s))
      line += "," + core::format_number(value);
    lines.write(line);
  }
  lines.finish();
}

} // namespace equipoise::io
