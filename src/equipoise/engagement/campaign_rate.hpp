#pragma once
// Between the kill probability of one shot and the rate a campaign records: several rounds at a target, shots
// that share their fate, targets nobody shot at.
#include <optional>

namespace equipoise::engagement {

struct Campaign {
  double rounds_per_target = 1.0; ///< mean; not necessarily whole
  double engaged_share = 1.0;     ///< of the targets in the rate's denominator
  double shared_fate = 0.0;       ///< chance that all rounds at one target succeed or fail as one
};

/// Share of targets stopped: engaged_share (c p + (1 - c)(1 - (1 - p)^n)), with p for one shot that includes
/// the round's own reliability. Domain: 0 <= p <= 1, n >= 1, shares in [0, 1]. A mean number of rounds is
/// used as if every target drew that many: where the number varies, the rate is a little lower (concave in
/// n). Source: independent shots as in Wilkening (1999), eq. 2; the shared part is a mixture of its two ends.
double campaign_rate(double single_shot, const Campaign& campaign);

/// The single-shot probability with which a campaign has this rate. Nothing if no probability reaches it.
/// Error below 1e-9. Domain: the campaign's as above.
std::optional<double> single_shot_for(double rate, const Campaign& campaign);

} // namespace equipoise::engagement
