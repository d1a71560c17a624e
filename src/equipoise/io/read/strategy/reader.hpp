#pragma once
// What study files of both kinds of strategy have in common.
#include <filesystem>

#include "equipoise/io/read/strategy/strategy.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {

inline constexpr Bounds share{0.0, 1.0}, money{0.01, 1e13}; ///< that both kinds allow

struct StrategyReader {
  const Files& files;
  const catalogue::Catalogue& catalogue;
  const std::filesystem::path folder; ///< of the study
  StrategyFile& file;
  const std::vector<std::string> beliefs;

  /// A number or quantity, { low, nominal, high } of them, or the address of a catalogue value.
  strategy::Range range(TableReader& r, const std::string& key, core::Dimension dimension, Bounds bounds,
                        bool required = true);
  /// A value of the catalogue by its address; nothing, and a fault at `key`, if there is none of the
  /// dimension.
  std::optional<strategy::Range> from_catalogue(TableReader& r, const std::string& key,
                                                const std::string& address, core::Dimension dimension);
  strategy::Deployment deployment(TableReader& r);
  /// The `battery` tables or the `effectiveness` file of a defence: curves of every belief of the study.
  std::vector<strategy::Curve> curves(TableReader& r, unsigned max);
  /// Weights on the beliefs: { brochure = 0.5, assessed = 0.5 }.
  std::vector<double> weights(TableReader& r, const std::string& key);
};

void read_exchange(TableReader r, StrategyReader& reader);
void read_procurement(TableReader r, StrategyReader& reader);

} // namespace equipoise::io
