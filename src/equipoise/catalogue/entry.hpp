#pragma once
// What is published about a system: every value with its range, its sources and how we know it.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/units.hpp"

namespace equipoise::catalogue {

/// How a value's range is read when ignorance is drawn.
enum class Spread {
  none, ///< not a spread: the nominal always
  uniform,
  log_uniform,
  triangular, ///< half the mass on each side of the nominal
  choice      ///< low, nominal and high are the alternatives, each as likely as another
};

/// How we know a value.
enum class Basis {
  seen,      ///< read in the source named
  mixed,     ///< partly seen, partly remembered or computed
  tertiary,  ///< a hobby, game or simulation file: an address, not an authority
  memory,    ///< remembered, not seen in a source
  computed,  ///< follows from other values
  assumption ///< nobody publishes it; the reason is given
};

std::string_view name_of(Spread spread);
std::string_view name_of(Basis basis);

/// One value. A word-valued one (a path, a track rule) holds the index of its alternative.
struct Parameter {
  std::string name; ///< dotted below the entry: "kill_probability.ballistic.assessed"
  core::Dimension dimension = core::Dimension::number;
  double low = 0.0, nominal = 0.0, high = 0.0; ///< SI
  std::vector<std::string> words;              ///< alternatives of a word-valued parameter
  bool either = false;                         ///< nominal: all alternatives, in equal shares
  Spread spread = Spread::none;
  std::string group;     ///< parameters of one group move together
  bool reversed = false; ///< ... against the others
  std::vector<std::string> sources;
  Basis basis = Basis::assumption;
  std::string confidence;
  std::string note; ///< for an assumption: its reason
  core::Location at;
};

struct Entry {
  std::string key;
  std::string kind;
  std::string title;
  std::string like; ///< the entry whose parameters stand in for those not given here, but for recorded ones
  std::map<std::string, std::string> references; ///< "engagement_radar" -> "92n6e"
  std::map<std::string, Parameter> parameters;
  core::Location at;
  std::map<std::string, core::Location> written_at =
      {}; ///< of "like" and the references, also of a faulty one
};

struct Source {
  std::string title;
  std::string locator;
};

struct Catalogue {
  std::map<std::string, Entry> entries;
  std::map<std::string, Source> sources;

  const Entry* find(const std::string& key) const;

  /// The parameter with this name in the entry or in one it is like; else the one with the last part of the
  /// name cut off ("kill_probability.ballistic.assessed" -> "kill_probability.ballistic" ->
  /// "kill_probability"). nullptr if there is none. `owner` receives the key of the entry that holds it.
  const Parameter* find(const std::string& key, const std::string& name, std::string* owner = nullptr) const;

  /// Every parameter of the entry and of those it is like, in the order of the schema, with the key of the
  /// entry that holds it.
  std::vector<std::pair<std::string, const Parameter*>> all_of(const std::string& key) const;
};

/// "how we know" for people: "remembered, not seen".
std::string_view words_for(Basis basis);

/// The text of a value of this parameter for people: "290 km", "3 of 5", "unlimited".
std::string format_value(const Parameter& parameter, double value);

} // namespace equipoise::catalogue
