#pragma once
// From studies to answers: each measure read out of the study it belongs to, under every belief, at nominal
// values and over parameter sets under both readings of the ranges.
#include <functional>

#include "equipoise/ledger/ledger.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/strategy/exchange_study.hpp"
#include "equipoise/strategy/procurement_study.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::ledger {

/// A played study of raids, and what it takes to play parameter sets of it.
struct RaidEvidence {
  const study::Study& study;
  const scenario::CaseSource& source;
  const scenario::Case& base;
  const results::StudyResult& result;
  std::uint64_t sets = 0; ///< to draw under each reading
};

/// Faults of a proposition that the study cannot answer: a point or variant that it does not play, a belief
/// that is missing. The first word of each is the key that is at fault.
std::vector<std::pair<std::string, std::string>> faults(const Proposition& proposition,
                                                        const study::Study& study);

/// Empty if it was stopped.
std::vector<Answer> answers(const Proposition& proposition, const RaidEvidence& evidence,
                            const study::SweepControl& control);

/// The same question with its curves drawn under each reading.
template <typename Question>
struct Readings {
  Question triangular, uniform;
};

std::vector<std::pair<std::string, std::string>> faults(const Proposition& proposition,
                                                        const strategy::ExchangeQuestion& question);
std::vector<std::pair<std::string, std::string>> faults(const Proposition& proposition,
                                                        const strategy::ProcurementQuestion& question);
/// These throw parallel::Stopped if they are stopped.
std::vector<Answer> answers(const Proposition& proposition,
                            const Readings<strategy::ExchangeQuestion>& questions,
                            const core::Stop& stop = {});
std::vector<Answer> answers(const Proposition& proposition,
                            const Readings<strategy::ProcurementQuestion>& questions,
                            const core::Stop& stop = {});

} // namespace equipoise::ledger
