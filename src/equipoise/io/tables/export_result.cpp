#include <fmt/format.h>

#include <charconv>
#include <fstream>

#include "equipoise/io/file.hpp"
#include "equipoise/io/read/strategy/effectiveness.hpp"
#include "equipoise/io/tables/result_tables.hpp"

namespace equipoise::io {
namespace {

namespace fs = std::filesystem;

/// A number where the text is one, nothing where it is empty.
Cell cell(std::string_view text) {
  if (text.empty()) return {};
  const char *begin = text.data(), *end = begin + text.size();
  std::int64_t whole = 0;
  if (const auto [at, error] = std::from_chars(begin, end, whole); error == std::errc() && at == end)
    return whole;
  double number = 0.0;
  if (const auto [at, error] = std::from_chars(begin, end, number); error == std::errc() && at == end)
    return number;
  return std::string(text);
}

/// One of our own CSV files, line by line: numbers below a heading whose names hold no comma.
class Rows {
 public:
  explicit Rows(fs::path path) : path_(std::move(path)), file_(path_, std::ios::binary) {
    if (!next(columns_)) fail("is empty");
    for (std::string& name : columns_)
      if (name.size() > 1 && name.front() == '"') name = name.substr(1, name.size() - 2);
  }
  const std::vector<std::string>& columns() const { return columns_; }
  std::uint64_t rows() const { return line_ == 0 ? 0 : line_ - 1; }

  bool next(std::vector<std::string>& fields) {
    if (!std::getline(file_, text_)) return false;
    ++line_;
    if (file_.eof()) fail("is cut: the last line has no end");
    fields.clear();
    for (std::size_t begin = 0; begin <= text_.size();) {
      const std::size_t end = std::min(text_.find(',', begin), text_.size());
      fields.push_back(text_.substr(begin, end - begin));
      begin = end + 1;
    }
    if (!columns_.empty() && fields.size() != columns_.size())
      fail(fmt::format("has {} fields; wanted: {}", fields.size(), columns_.size()));
    return true;
  }

  [[noreturn]] void fail(const std::string& message) const {
    throw CannotRead(fmt::format("{}:{}:1: {}", path_.string(), std::max<std::uint64_t>(1, line_), message));
  }

 private:
  fs::path path_;
  std::ifstream file_;
  std::string text_;
  std::vector<std::string> columns_;
  std::uint64_t line_ = 0;
};

/// A file as it is. Its number of rows.
std::uint64_t copy(const fs::path& path, const std::string& table, TableWriter& writer) {
  Rows rows(path);
  writer.begin(table, rows.columns());
  std::vector<std::string> fields;
  std::vector<Cell> cells;
  while (rows.next(fields)) {
    cells.clear();
    for (const std::string& field : fields) cells.push_back(cell(field));
    writer.row(cells);
  }
  return rows.rows();
}

/// values.csv: a row for each value of each set, and whether the set can fly.
void write_values(const fs::path& path, TableWriter& writer) {
  std::vector<std::string> fields;
  for (const bool flies : {true, false}) {
    Rows rows(path);
    if (rows.columns().size() < 2) rows.fail("wanted: set, flies and what was drawn");
    if (flies)
      writer.begin("set_flies", {"set", "flies"});
    else
      writer.begin("set_values", {"set", "address", "value"});
    while (rows.next(fields)) {
      if (flies) writer.row({cell(fields[0]), cell(fields[1])});
      for (std::size_t c = 2; !flies && c < fields.size(); ++c)
        writer.row({cell(fields[0]), rows.columns()[c], cell(fields[c])});
    }
  }
}

void write_curves(const fs::path& path, TableWriter& writer) {
  core::Diagnostics faults;
  const auto curves = parse_effectiveness(read_file(path), path.string(), faults);
  if (!faults.empty()) throw CannotRead(core::to_string(faults.front()));
  writer.begin("effectiveness", {"belief", "set", "size", "leakers", "chance", "replications"});
  for (const auto& set : curves.sets)
    for (const auto& raid : set.raids)
      for (std::size_t k = 0; k < raid.chance.size(); ++k)
        writer.row({set.belief, static_cast<std::int64_t>(set.set), std::int64_t{raid.size},
                    static_cast<std::int64_t>(k), raid.chance[k],
                    raid.replications == 0 ? Cell{} : Cell{static_cast<std::int64_t>(raid.replications)}});
}

std::string read(const fs::path& folder, const char* name) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    throw CannotRead(folder.string() + ": is no folder; wanted: the folder that run or study wrote with -o");
  if (!fs::exists(folder / name, error))
    throw CannotRead(fmt::format("{}: is no result folder: it has no {}", folder.string(), name));
  return read_file(folder / name);
}

} // namespace

void export_result(const fs::path& folder, TableWriter& writer) {
  const std::string result = read(folder, "result.json");
  const Sheets sheets = result_tables(result, read(folder, "manifest.json"), folder);
  for (const auto& [name, sheet] : sheets) sheet.write(name, writer);
  if (fs::exists(folder / "outcomes.csv")) {
    const std::uint64_t rows = copy(folder / "outcomes.csv", "outcomes", writer);
    const std::uint64_t wanted = replications_of(result);
    if (rows != wanted)
      throw CannotRead(fmt::format("{}:{}:1: is cut: {} rows; result.json says {}",
                                   (folder / "outcomes.csv").string(), rows + 1, rows, wanted));
  }
  if (fs::exists(folder / "sets.csv")) copy(folder / "sets.csv", "sets", writer);
  if (fs::exists(folder / "values.csv")) write_values(folder / "values.csv", writer);
  if (fs::exists(folder / "effectiveness.toml")) write_curves(folder / "effectiveness.toml", writer);
  writer.finish();
}

} // namespace equipoise::io
