#pragma once
// Tables as others read them: a folder of CSV files or one SQLite database.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace equipoise::io {

/// Nothing, a whole number, a number, text.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

/// Takes tables one after the other, row by row. What is written stands at its path once `finish` has
/// returned; before that, or without it, nothing does. Failures throw std::runtime_error with the path.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void begin(const std::string& table, const std::vector<std::string>& columns) = 0;
  virtual void row(const std::vector<Cell>& cells) = 0;
  virtual void finish() = 0;
};

/// A file TABLE.csv for each in a new folder. Numbers read back as the same doubles; text is quoted, and text
/// that a spreadsheet would compute is made inert (io::inert); nothing is an empty cell.
std::unique_ptr<TableWriter> csv_writer(const std::filesystem::path& folder);

/// A new database with a table for each.
std::unique_ptr<TableWriter> sqlite_writer(const std::filesystem::path& file);

} // namespace equipoise::io
