#pragma once
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/laid_flight.hpp"
#include "equipoise/catalogue/reach.hpp"
#include "equipoise/catalogue/solved_flight.hpp"
#include "equipoise/report/study/document.hpp"

namespace equipoise::report {

struct FlightPageEntry {
  std::string key, title;
  catalogue::SolvedFlights solved;           ///< of a ballistic missile
  std::optional<catalogue::LaidFlight> laid; ///< of a cruise missile or an aircraft
  std::optional<catalogue::Reach> reach;     ///< of an interceptor
  std::vector<std::string> contradictions;
};

/// Flights as a page: height against range, or times to reach over range and altitude; the numbers, and what
/// is published beside them.
std::string flight_page(const catalogue::Catalogue& catalogue, const std::vector<FlightPageEntry>& entries,
                        const FrontEnd& front_end);

} // namespace equipoise::report
