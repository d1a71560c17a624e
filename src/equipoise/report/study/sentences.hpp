#pragma once
// The sentences the report generates: plain text, true for whatever the numbers say (flipped, null, empty).
#include <string>

#include "equipoise/report/study/summary.hpp"

namespace equipoise::report {

/// What is known at the reference size: both beliefs and their gap.
std::string answer(const Summary& summary);
/// Where the chance falls to one half and to nine in ten. Empty if nothing is swept.
std::string answer_sizes(const Summary& summary);

/// What the two bands are, how many sets stand behind them and how much inner noise was taken out.
std::string about_bands(const Document& document, const Summary& summary);
/// What is missing, if the result is partial; else empty.
std::string about_partial(const Document& document);

/// Titles that state the finding.
std::string curves_title(const Summary& summary);
std::string gap_title(const Summary& summary);
std::string funnel_title(const Sample& sample);
std::string changes_title(const std::vector<Change>& changes);

std::string curves_show(const Summary& summary);
std::string gap_shows(const Summary& summary);
std::string arrivals_show(const Summary& summary);
std::string funnel_shows(const Summary& summary, const Sample& sample);
std::string reasons_show(const Sample& sample);
std::string leakers_show(const Summary& summary, const std::string& belief, const Sample& sample);
std::string changes_show(const std::vector<Change>& changes);

/// "matters (0.05 or more)" or "does not matter here", with a word if the interval spans the
/// threshold.
std::string bite_mark(const Change& change);

/// "8", "below 1", "above 60".
std::string crossing_text(const analysis::Crossing& crossing, bool whole = true);
/// "11 (8 to 16)"; "below 1 (below 1 to 3)".
std::string fall_text(const Fall& fall);

/// The start of a sentence: "With 12 missiles in the salvo, ".
std::string with_size(const Summary& summary, double size);

/// "the brochure belief".
std::string belief_name(const std::string& belief);

} // namespace equipoise::report
