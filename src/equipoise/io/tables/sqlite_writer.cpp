#include <sqlite3.h>

#include <stdexcept>

#include "equipoise/io/tables/table_writer.hpp"

namespace equipoise::io {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

class SqliteWriter : public TableWriter {
 public:
  explicit SqliteWriter(fs::path file) : file_(std::move(file)), part_(file_.string() + ".part") {
    if (file_.has_parent_path()) fs::create_directories(file_.parent_path());
    fs::remove(part_);
    check(sqlite3_open(part_.c_str(), &database_));
    // One transaction into a file that nobody else sees: no journal is needed.
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
  }
  ~SqliteWriter() override {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
    std::error_code error;
    if (!finished_) fs::remove(part_, error);
  }
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  void begin(const std::string& table, const std::vector<std::string>& columns) override {
    std::string names, marks;
    for (const std::string& column : columns) {
      names += (names.empty() ? "" : ", ") + quoted(column);
      marks += marks.empty() ? "?" : ", ?";
    }
    run("CREATE TABLE " + quoted(table) + " (" + names + ")");
    sqlite3_finalize(insert_);
    insert_ = nullptr;
    const std::string text = "INSERT INTO " + quoted(table) + " VALUES (" + marks + ")";
    check(sqlite3_prepare_v2(database_, text.c_str(), -1, &insert_, nullptr));
  }
  void row(const std::vector<Cell>& cells) override {
    for (std::size_t c = 0; c < cells.size(); ++c) bind(static_cast<int>(c) + 1, cells[c]);
    check(sqlite3_step(insert_) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR);
    check(sqlite3_reset(insert_));
  }
  void finish() override {
    run("COMMIT");
    sqlite3_finalize(insert_);
    insert_ = nullptr;
    check(sqlite3_close(database_));
    database_ = nullptr;
    fs::rename(part_, file_);
    finished_ = true;
  }

 private:
  void bind(int at, const Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell))
      check(sqlite3_bind_int64(insert_, at, *whole));
    else if (const auto* number = std::get_if<double>(&cell))
      check(sqlite3_bind_double(insert_, at, *number));
    else if (const auto* text = std::get_if<std::string>(&cell)) // it outlives the step: no copy
      check(sqlite3_bind_text(insert_, at, text->data(), static_cast<int>(text->size()), nullptr));
    else
      check(sqlite3_bind_null(insert_, at));
  }
  void run(const std::string& text) {
    check(sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr));
  }
  void check(int code) const {
    if (code != SQLITE_OK) throw std::runtime_error(part_.string() + ": " + sqlite3_errmsg(database_));
  }

  fs::path file_, part_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  bool finished_ = false;
};

} // namespace

std::unique_ptr<TableWriter> sqlite_writer(const fs::path& file) {
  return std::make_unique<SqliteWriter>(file);
}

} // namespace equipoise::io
