#include "equipoise/study/check/influence.hpp"

#include <algorithm>
#include <array>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"

namespace equipoise::study {
namespace {

core::Digest first_rows(const simulation::Theatre& theatre, std::uint64_t seed) {
  core::Sha256 hash;
  simulation::World world(theatre);
  std::array<std::uint8_t, results::row_bytes> bytes{};
  for (std::uint64_t i = 0; i < influence_replications; ++i) {
    results::to_bytes(simulation::replicate(theatre, seed, i, world), bytes);
    hash.update(std::span<const std::uint8_t>(bytes));
  }
  return hash.finish();
}

} // namespace

std::optional<bool> play_alike(const scenario::CaseSource& source,
                               std::span<const std::vector<scenario::Setting>> variations,
                               std::span<const catalogue::Belief> beliefs, scenario::Sensing sensing,
                               std::uint64_t seed) {
  simulation::FlightCache cache;
  const catalogue::ParameterSet nominal;
  for (const catalogue::Belief belief : beliefs) {
    std::optional<core::Digest> first;
    for (const auto& settings : variations) {
      core::Diagnostics faults;
      const auto read = source(settings, faults);
      if (!read) return std::nullopt;
      const auto prepared =
          simulation::prepare(read->scenario, {read->catalogue, nominal}, belief, sensing, cache);
      if (!prepared.theatre) return std::nullopt;
      const core::Digest rows = first_rows(*prepared.theatre, seed);
      if (first && *first != rows) return false;
      first = rows;
    }
  }
  return true;
}

std::string why_no_influence(const scenario::Case& resolved, const std::string& address) {
  const std::size_t dot = address.find('.');
  const std::string head = address.substr(0, dot);
  const catalogue::Entry* entry = resolved.catalogue.find(head);
  if (entry == nullptr || dot == std::string::npos) return "";
  const auto used = scenario::used_entries(resolved);
  if (std::find(used.begin(), used.end(), head) == used.end())
    return "no object of the scenario uses " + head;
  const catalogue::Field* field =
      catalogue::find_field(*catalogue::find_kind(entry->kind), address.substr(dot + 1));
  if (field != nullptr && field->recorded) return "the value is recorded for the reader; no model reads it";
  return "";
}

} // namespace equipoise::study
