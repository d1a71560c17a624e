#include "equipoise/study/explain/lethality.hpp"

#include <fmt/format.h>

#include <array>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"

namespace equipoise::cli {
namespace {

constexpr const char* battery = "s-400-battalion"; ///< whose frictions the models take off a shot

void print_span(const std::string& name, const std::optional<study::Span>& span) {
  if (span) fmt::print("  {:<62} {:.2f}   {:.2f} to {:.2f}\n", name, span->middle, span->low, span->high);
}

} // namespace

int lethality(const Options& options) {
  core::Diagnostics diagnostics;
  const catalogue::Catalogue all =
      io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
  if (report(diagnostics)) return wrong_input;
  const study::Frictions frictions = study::nominal_frictions(all, battery);
  fmt::print(
      "What the record implies for one shot: 50 %, 10 % and 90 % of all readings. Model and limits: "
      "docs/lethality.md\n"
      "Taken off first, as in the models: round reliability {:.2f}, target track and battery hold {:.2f}\n",
      frictions.reliability, frictions.carried);
  std::string campaign;
  for (const study::Claim& claim : study::claims(all, frictions)) {
    if (claim.campaign != campaign)
      fmt::print("\n{} ({}, {})\n", claim.campaign, claim.target, claim.defence);
    campaign = claim.campaign;
    const std::string rate =
        fmt::format("{:.2f}{}", claim.rate, claim.of ? fmt::format(" of {:.0f}", *claim.of) : "");
    if (claim.impossible < 1.0)
      fmt::print("  {:<28} {:<14}  {:.2f}   {:.2f} to {:.2f}", claim.name, rate, claim.implied.middle,
                 claim.implied.low, claim.implied.high);
    else
      fmt::print("  {:<28} {:<14}  no probability gives this rate", claim.name, rate);
    if (claim.impossible > 0.0 && claim.impossible < 1.0)
      fmt::print("   {:.0f} % of readings impossible", 100 * claim.impossible);
    fmt::print("{}\n", claim.withdrawn ? "   withdrawn" : "");
  }
  fmt::print("\npooled, ballistic missiles\n");
  print_span("surface-to-air systems, campaigns alike (the catalogue's range)",
             study::pooled(all, frictions, {"ballistic", "surface-to-air", true}));
  print_span("surface-to-air systems, claims alike",
             study::pooled(all, frictions, {"ballistic", "surface-to-air", false}));
  print_span("all defences, campaigns alike", study::pooled(all, frictions, {"ballistic", "", true}));
  print_span("surface-to-air systems, nothing taken off first",
             study::pooled(all, study::Frictions{}, {"ballistic", "surface-to-air", true}));
  fmt::print("\npooled, missiles of all kinds (stands in for cruise missiles)\n");
  print_span("surface-to-air systems, campaigns alike (the catalogue's range)",
             study::pooled(all, frictions, {"mixed", "surface-to-air", true}));
  print_span("surface-to-air systems, claims alike",
             study::pooled(all, frictions, {"mixed", "surface-to-air", false}));
  return done;
}

} // namespace equipoise::cli
