#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "equipoise/core/units.hpp"
#include "equipoise/io/tables/table_file.hpp"
#include "equipoise/io/tables/table_writer.hpp"

namespace equipoise::io {
namespace {

namespace fs = std::filesystem;

std::string text_of(const Cell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&cell)) return core::format_number(*number);
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? "" : inert(*text);
}

class CsvWriter : public TableWriter {
 public:
  explicit CsvWriter(fs::path folder) : folder_(std::move(folder)), part_(folder_.string() + ".part") {
    fs::remove_all(part_);
    fs::create_directories(part_);
  }
  ~CsvWriter() override {
    std::error_code error;
    if (!finished_) fs::remove_all(part_, error);
  }
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;

  void begin(const std::string& table, const std::vector<std::string>& columns) override {
    close();
    file_.open(part_ / (table + ".csv"), std::ios::binary | std::ios::trunc);
    for (std::size_t c = 0; c < columns.size(); ++c) file_ << (c == 0 ? "" : ",") << columns[c];
    file_ << '\n';
  }
  void row(const std::vector<Cell>& cells) override {
    for (std::size_t c = 0; c < cells.size(); ++c) file_ << (c == 0 ? "" : ",") << text_of(cells[c]);
    file_ << '\n';
  }
  void finish() override {
    close();
    fs::rename(part_, folder_);
    finished_ = true;
  }

 private:
  void close() {
    if (!file_.is_open()) return;
    file_.close();
    if (!file_) throw std::runtime_error(part_.string() + ": could not be written");
  }
  fs::path folder_, part_;
  std::ofstream file_;
  bool finished_ = false;
};

} // namespace

std::unique_ptr<TableWriter> csv_writer(const fs::path& folder) {
  return std::make_unique<CsvWriter>(folder);
}

} // namespace equipoise::io
