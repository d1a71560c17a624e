#pragma once
// A result folder as tidy tables. What each holds: docs/manual.md, "Export".
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "equipoise/io/tables/table_writer.hpp"

namespace equipoise::io {

/// A table whose columns are found while it is filled.
class Sheet {
 public:
  void begin_row() { rows_.emplace_back(); }
  void set(const std::string& column, Cell value);
  std::size_t rows() const { return rows_.size(); }
  void write(const std::string& name, TableWriter& writer) const;

 private:
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t> at_;
  std::vector<std::vector<Cell>> rows_;
};

using Sheets = std::map<std::string, Sheet>;

/// The tables of result.json and manifest.json, given as text. `file` names them in faults. Throws CannotRead
/// with place and fault where the text is cut or of another form.
Sheets result_tables(const std::string& result, const std::string& manifest,
                     const std::filesystem::path& folder);

/// Replications that a run's result.json counts; 0 if it is not one.
std::uint64_t replications_of(const std::string& result);

/// Writes the tables of a result folder, those of its CSV files row by row. Throws CannotRead with the file's
/// name where it is no such folder, or a file is cut or belongs to another result.
void export_result(const std::filesystem::path& folder, TableWriter& writer);

} // namespace equipoise::io
