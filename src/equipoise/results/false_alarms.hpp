#pragma once
// What a raid as played leaves out: false alarms, as means a raid.

namespace equipoise::results {

/// Estimates at nominal values, made to err upwards: no bounds. The velocity with which an engagement radar
/// is cued and the gate by which a young coast is widened are simplified.
struct FalseAlarms {
  double per_scan = 0.0;            ///< of the radar with most
  double in_gates = 0.0;            ///< of targets' tracks, both radars, all batteries
  double taken_surveillance = 0.0;  ///< by a filter in place of, or without, its target's detection
  double taken_engagement = 0.0;    ///< the same of the radar that a shot relies on
  double surveillance_tracks = 0.0; ///< confirmed by false alarms alone
  double engagement_tracks = 0.0;   ///< cued by those, and so confirmed: what could be shot at
  /// Share of the raids in which a filter of an engagement radar takes one or a false track of one stands,
  /// were both that rare: their sum, at most 1. Not in it: slots that false surveillance tracks hold, and
  /// what a surveillance filter hands over wrong.
  double either = 0.0;
};

} // namespace equipoise::results
