#pragma once
// [network]: which batteries share tracks and what each has under fire, and how they come to who shoots at
// what.
#include <vector>

#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/scenario/scenario.hpp"

namespace equipoise::io {

struct Network {
  std::vector<scenario::Link> links;
  command::FireDistribution fire_distribution = command::FireDistribution::doctrine;
};

/// Reads the table `network` of a scenario whose batteries have been read. An integrated picture links all
/// pairs; where `links` is given, all pairs of the batteries it names, or the pairs it lists. Faults go to
/// the reader's diagnostics.
Network read_network(TableReader& scenario, const std::vector<scenario::Battery>& batteries);

} // namespace equipoise::io
