#pragma once
// The parts of the document, each as HTML; empty if there is nothing to say.
#include <string>

#include "equipoise/report/reading.hpp"

namespace equipoise::report {

std::string answer_section(const Document& document, const Reading& reading);
std::string curves_section(const Reading& reading);
std::string odds_section(const Reading& reading);
std::string arrivals_section(const Reading& reading);
std::string funnel_section(const Reading& reading);
std::string changes_section(const Reading& reading);
std::string record_section(const Document& document);
std::string parameters_section(const Document& document);
std::string provenance_section(const Document& document);
std::string limits_section();

} // namespace equipoise::report
