#include "equipoise/io/read/scenario/case.hpp"

#include <utility>

#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/scenario/scenario.hpp"
#include "equipoise/io/read/scenario/settings.hpp"
#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/scenario/admission.hpp"

namespace equipoise::io {

CaseReader::CaseReader(std::string file, std::string text, catalogue::Catalogue catalogue,
                       core::Diagnostics& diagnostics)
    : file_(std::move(file)), text_(std::move(text)), catalogue_(std::move(catalogue)) {
  parse(diagnostics);
}

CaseReader::CaseReader(const Files& files, const std::filesystem::path& path,
                       const std::vector<std::filesystem::path>& catalogue_folders,
                       core::Diagnostics& diagnostics)
    : file_(path.string()) {
  auto text = read_text(files, path, diagnostics);
  if (!text) return;
  text_ = std::move(*text);
  catalogue_ = read_catalogue(files, catalogue_folders, diagnostics);
  parse(diagnostics);
}

void CaseReader::parse(core::Diagnostics& diagnostics) {
  root_ = parse_toml(text_, file_, diagnostics);
  if (!core::has_errors(diagnostics))
    TableReader(root_, file_, "", {1, 1}, diagnostics).word("format", {std::string(scenario_format)});
  readable_ = !core::has_errors(diagnostics);
}

std::vector<scenario::Setting> CaseReader::own_settings() const {
  return io::own_settings(root_, file_);
}

std::optional<scenario::Case> CaseReader::operator()(const std::vector<scenario::Setting>& settings,
                                                     core::Diagnostics& diagnostics) const {
  if (!readable_) return std::nullopt;
  core::Diagnostics own;
  toml::Table root = root_;
  scenario::Case result{{}, catalogue_};
  std::vector<scenario::Setting> all = own_settings();
  all.insert(all.end(), settings.begin(), settings.end());
  apply(all, root, result.catalogue, own);
  result.scenario = read_scenario(root, file_, result.catalogue, own);
  give_places(all, own);
  if (!core::has_errors(own)) scenario::admit(result, own);
  diagnostics.insert(diagnostics.end(), own.begin(), own.end());
  if (core::has_errors(diagnostics)) return std::nullopt;
  return result;
}

} // namespace equipoise::io
