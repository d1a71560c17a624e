// The tables of a result folder for other programs.
#include <fmt/format.h>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/tables/result_tables.hpp"

namespace equipoise::cli {

int export_tables(const Options& options) {
  const std::filesystem::path folder(options.file);
  const bool csv = options.as == "csv";
  const std::filesystem::path target = options.output.empty() ? folder / (csv ? "tables" : "result.sqlite")
                                                              : std::filesystem::path(options.output);
  std::error_code error;
  if (!std::filesystem::exists(folder / "result.json", error))
    throw io::CannotRead(folder.string() + ": is no result folder: it has no result.json");
  if (std::filesystem::exists(target, error))
    throw io::CannotRead(target.string() +
                         ": is there already and is not written over; name another with -o");
  const auto writer = csv ? io::csv_writer(target) : io::sqlite_writer(target);
  io::export_result(folder, *writer);
  fmt::print("{}\n", target.string());
  return done;
}

} // namespace equipoise::cli
