#pragma once
#include <filesystem>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"

namespace equipoise::io {

/// Reads every entry and the sources of each folder; a later folder's entries replace an earlier one's. A
/// value without a source or a reasoned assumption does not load. Throws CannotRead if a folder
/// cannot be read.
catalogue::Catalogue read_catalogue(const std::vector<std::filesystem::path>& folders,
                                    core::Diagnostics& diagnostics);

/// The catalogue that belongs to this program: "catalogue" beside the working folder, or above the program's
/// own.
std::filesystem::path shipped_catalogue();

} // namespace equipoise::io
