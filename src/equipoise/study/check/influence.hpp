#pragma once
// Whether what is varied changes anything at all.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

inline constexpr std::uint64_t influence_replications = 256;

/// Whether the variations play out alike: the rows of the first 256 replications of each, compared under
/// every one of the beliefs. Nothing if one of them cannot be read or flown. One-sided: rows that are alike
/// may still differ later, where the difference is rarer than about 1 in 100 replications.
std::optional<bool> play_alike(const scenario::CaseSource& source,
                               std::span<const std::vector<scenario::Setting>> variations,
                               std::span<const catalogue::Belief> beliefs, scenario::Sensing sensing,
                               std::uint64_t seed);

/// Why an address may change nothing, as far as the files tell: no object uses the entry, or no model reads
/// the value. Empty if they do not tell.
std::string why_no_influence(const scenario::Case& resolved, const std::string& address);

} // namespace equipoise::study
