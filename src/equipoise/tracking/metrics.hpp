#pragma once
// How far a set of tracks lies from a set of targets.
#include <cstddef>
#include <span>

#include "equipoise/assignment/linear.hpp"
#include "equipoise/core/vector.hpp"

namespace equipoise::tracking {

/// Optimal subpattern assignment metric. Source: Schuhmacher, Vo & Vo (2008), eqs. 3 to 5.
struct Ospa {
  double distance = 0.0;
  double localisation = 0.0; ///< the part of errors of position, and
  double cardinality = 0.0;  ///< of too many or too few: distance^p = localisation^p + cardinality^p
};

/// Generalised OSPA with alpha = 2. Source: Rahmathullah, Garcia-Fernandez & Svensson (2017), proposition 1.
struct Gospa {
  double distance = 0.0;
  double localisation = 0.0;
  std::size_t missed = 0;       ///< targets without a track
  std::size_t false_tracks = 0; ///< tracks without a target
};

/// Nothing is allocated. Two empty sets are at no distance. Domain: 1 <= order < infinity, cut-off > 0; the
/// workspace holds both sets, `costs` a number for each pair.
Ospa ospa(std::span<const core::Vec3<core::Stage>> tracks, std::span<const core::Vec3<core::Stage>> targets,
          double cutoff_m, double order, assignment::LinearAssignment& workspace, std::span<double> costs);
Gospa gospa(std::span<const core::Vec3<core::Stage>> tracks, std::span<const core::Vec3<core::Stage>> targets,
            double cutoff_m, double order, assignment::LinearAssignment& workspace, std::span<double> costs);

} // namespace equipoise::tracking
