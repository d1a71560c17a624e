#include "equipoise/engagement/campaign_rate.hpp"

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::engagement {

double campaign_rate(double single_shot, const Campaign& campaign) {
  EQUIPOISE_PRECONDITION(core::is_chance(single_shot) && campaign.rounds_per_target >= 1.0);
  EQUIPOISE_PRECONDITION(core::is_chance(campaign.engaged_share) && core::is_chance(campaign.shared_fate));
  const double all_miss =
      single_shot >= 1.0 ? 0.0 : core::exp(campaign.rounds_per_target * core::log(1.0 - single_shot));
  return campaign.engaged_share *
         (campaign.shared_fate * single_shot + (1.0 - campaign.shared_fate) * (1.0 - all_miss));
}

std::optional<double> single_shot_for(double rate, const Campaign& campaign) {
  if (rate < 0.0 || rate > campaign.engaged_share) return std::nullopt;
  double low = 0.0, high = 1.0; // the rate rises with p
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (campaign_rate(middle, campaign) < rate ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

} // namespace equipoise::engagement
