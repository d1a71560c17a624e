#pragma once
// Reads the published cases in data/ for the tests: '#' starts a comment, the first other line names the
// columns.
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/source.hpp"

namespace equipoise::tests {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> split_line(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

inline std::vector<Row> read_csv(const std::string& name) {
  std::ifstream file(source() / "data" / name);
  if (!file) throw std::runtime_error("no data/" + name);
  std::vector<Row> rows;
  std::vector<std::string> columns;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split_line(line);
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i) row[columns.at(i)] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

inline double number(const Row& row, const std::string& column) {
  return std::stod(row.at(column));
}

} // namespace equipoise::tests
