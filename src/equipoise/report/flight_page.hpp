#pragma once
#include <string>
#include <vector>

#include "equipoise/catalogue/solved_flight.hpp"
#include "equipoise/report/document.hpp"

namespace equipoise::report {

struct FlightPageEntry {
  std::string key, title;
  catalogue::SolvedFlights solved;
  std::vector<std::string> contradictions;
};

/// Solved flights as a page: height against range, the numbers, and what is published beside them.
std::string flight_page(const catalogue::Catalogue& catalogue, const std::vector<FlightPageEntry>& entries,
                        const FrontEnd& front_end);

} // namespace equipoise::report
