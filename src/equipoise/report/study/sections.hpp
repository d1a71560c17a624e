#pragma once
// The parts of the document; a part with nothing to say has no HTML.
#include <string>

#include "equipoise/report/page/figure.hpp"
#include "equipoise/report/study/exposure.hpp"
#include "equipoise/report/study/summary.hpp"

namespace equipoise::report {

/// All parts behind the answer, in the order in which they are told.
std::vector<Section> sections_of(const Document& document);

std::string answer_section(const Document& document, const Summary& summary);
/// Of a study of transits alone, in place of the answer, the chance and the limits.
std::string exposure_answer_section(const Document& document, const Exposure& exposure);
Section exposure_section(const Exposure& exposure);
Section exposure_limits_section(const Document& document, const Exposure& exposure);
/// What raids leave out of false alarms, as a sentence or more.
std::string about_false_alarms(const results::FalseAlarms& f);
Section curves_section(const Summary& summary);
Section waterfall_section(const Document& document, const Summary& summary);
Section funnel_section(const Summary& summary);
Section drivers_section(const Document& document, const Summary& summary);
Section requirement_section(const Document& document);
Section sensitivity_section(const Document& document);
Section uncertainty_section(const Document& document);
/// Points played until they were as precise as wanted.
Section precision_section(const Document& document);
Section by_year_section(const Document& document);
/// What both schedules come to, in words. Domain: a result of that kind.
std::string by_year_answer(const results::StudyResult& result);
std::string defended_shows(const results::ByYear& by_year);
/// Of variants that were paired with the scenario as it is.
bool is_comparison(const Document& document);
Section differences_section(const Document& document);
/// The answer of a study of kind rare or footprint in a sentence. Domain: a result of that kind.
std::string rare_answer(const Document& document);
std::string footprint_answer(const Document& document);
Section rare_section(const Document& document);
Section footprint_section(const Document& document);
/// Of variants that change how batteries are linked: what it costs to stand alone, and what that leaves out.
Section interoperability_section(const Document& document);
Section changes_section(const Summary& summary);
Section arrivals_section(const Summary& summary);
Section raid_section(const Document& document, const Summary& summary);
Section record_section(const Document& document);
Section parameters_section(const Document& document);
Section trust_section(const Document& document, const Summary& summary,
                      const std::optional<Exposure>& exposure = std::nullopt);
Section provenance_section(const Document& document);
Section limits_section(const Document& document);

} // namespace equipoise::report
