#pragma once
#include <filesystem>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/source/files.hpp"

namespace equipoise::io {

/// Lays the entries and sources of a folder, or of one file, over a catalogue. A value without a source or a
/// reasoned assumption does not load.
void lay_over(catalogue::Catalogue& catalogue, const Files& files, const std::filesystem::path& folder,
              core::Diagnostics& diagnostics);

/// What no single file can know: whether everything that is named is there, and everything that is needed.
void check_references(const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics);

/// Every folder, each laid over those before it, and the references checked.
catalogue::Catalogue read_catalogue(const Files& files, const std::vector<std::filesystem::path>& folders,
                                    core::Diagnostics& diagnostics);

} // namespace equipoise::io
