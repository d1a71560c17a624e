#include "equipoise/io/read/published_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "equipoise/core/constants.hpp"
#include "equipoise/io/read/scenario/case.hpp"

namespace equipoise::io {
namespace {

namespace fs = std::filesystem;
using core::Diagnostics;
using core::Severity;

constexpr std::size_t max_faults = 10; ///< of one file

double number_from(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : validation::not_a_number;
}

struct Cell {
  std::string_view text;
  int column; ///< in the line, from 1
};

/// Lines that hold cells, with their numbers; comments and blank lines are passed over.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool next(std::vector<Cell>& cells) {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++number_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.front() == '#') continue;
      cells.clear();
      for (std::size_t begin = 0;;) {
        const std::size_t comma = line.find(',', begin);
        cells.push_back({line.substr(begin, comma - begin), static_cast<int>(begin) + 1});
        if (comma == std::string_view::npos) return true;
        begin = comma + 1;
      }
    }
    return false;
  }
  int number() const { return number_; }

 private:
  std::string_view rest_;
  int number_ = 0;
};

void fault(Diagnostics& diagnostics, const std::string& file, int line, int column, std::string key,
           std::string message) {
  diagnostics.push_back({Severity::error, {file, line, column}, std::move(key), std::move(message)});
}

std::vector<std::string> heading(Lines& lines, const std::string& file, Diagnostics& diagnostics) {
  std::vector<Cell> cells;
  std::vector<std::string> names;
  if (!lines.next(cells))
    fault(diagnostics, file, 1, 1, "heading", "is missing: the file has no line that names columns");
  for (const Cell& cell : cells) names.emplace_back(cell.text);
  return names;
}

std::optional<std::size_t> position(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

/// Atmos_NN*.csv
bool is_check_case(std::string_view name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return name.size() > 8 && name.starts_with("Atmos_") && name.ends_with(".csv") && is_digit(name[6]) &&
         is_digit(name[7]) && !is_digit(name[8]);
}

/// 6 of "Atmos_06_sim_04.csv"; 0 of any other name.
int number_of(std::string_view name) {
  return is_check_case(name) ? (name[6] - '0') * 10 + (name[7] - '0') : 0;
}

} // namespace

validation::Table read_table(std::string_view text, const std::string& file,
                             const std::vector<std::string>& numbers, Diagnostics& diagnostics) {
  Lines lines(text);
  const std::vector<std::string> names = heading(lines, file, diagnostics);
  validation::Table table;
  std::size_t faults = 0;
  for (const std::string& name : numbers)
    if (!position(names, name)) {
      fault(diagnostics, file, std::max(1, lines.number()), 1, name, "is not among the columns");
      ++faults;
    }
  std::vector<Cell> cells;
  while (faults < max_faults && lines.next(cells)) {
    validation::Row row;
    for (std::size_t i = 0; i < std::min(cells.size(), names.size()); ++i) {
      row.cells[names[i]] = {std::string(cells[i].text), number_from(cells[i].text)};
      if (!std::isfinite(row.cells[names[i]].number) &&
          std::find(numbers.begin(), numbers.end(), names[i]) != numbers.end()) {
        fault(diagnostics, file, lines.number(), cells[i].column, names[i], "must be a number");
        ++faults;
      }
    }
    if (cells.size() != names.size()) {
      fault(diagnostics, file, lines.number(), 1, "line",
            fmt::format("has {} cells where the heading has {}", cells.size(), names.size()));
      ++faults;
    }
    table.push_back(std::move(row));
  }
  return table;
}

validation::CheckCaseHistory read_check_case(std::string_view text, const std::string& file,
                                             Diagnostics& diagnostics) {
  validation::CheckCaseHistory history;
  const fs::path path(file);
  const std::string name = path.filename().string();
  history.file = name;
  history.number = number_of(name);
  if (const auto at = name.find("sim_"); at != std::string::npos) history.simulator = name.substr(at, 6);

  Lines lines(text);
  const std::vector<std::string> names = heading(lines, file, diagnostics);
  const bool metric = position(names, "altitudeMsl_m").has_value();
  const std::string length = metric ? "m" : "ft";
  const double unit = metric ? 1.0 : 0.3048;
  using Sample = validation::CheckCaseHistory::Sample;
  struct Wanted {
    std::string name;
    double unit;
    double Sample::*value;
    std::size_t cell = 0;
  };
  std::array wanted{Wanted{"time", 1.0, &Sample::time_s},
                    Wanted{"altitudeMsl_" + length, unit, &Sample::altitude_m},
                    Wanted{"latitude_deg", core::degree, &Sample::latitude_rad},
                    Wanted{"longitude_deg", core::degree, &Sample::longitude_rad},
                    Wanted{"feVelocity_" + length + "_s_X", unit, &Sample::north_m_per_s},
                    Wanted{"feVelocity_" + length + "_s_Y", unit, &Sample::east_m_per_s},
                    Wanted{"feVelocity_" + length + "_s_Z", unit, &Sample::down_m_per_s}};
  for (Wanted& w : wanted) {
    const auto found = position(names, w.name);
    if (!found) fault(diagnostics, file, std::max(1, lines.number()), 1, w.name, "is not among the columns");
    w.cell = found.value_or(0);
  }
  if (core::has_errors(diagnostics)) return history;
  std::vector<Cell> cells;
  std::size_t faults = 0;
  while (faults < max_faults && lines.next(cells)) {
    if (cells.size() != names.size()) {
      fault(diagnostics, file, lines.number(), 1, "line",
            fmt::format("has {} cells where the heading has {}", cells.size(), names.size()));
      ++faults;
      continue;
    }
    Sample sample{};
    for (const Wanted& w : wanted) {
      const double value = number_from(cells[w.cell].text);
      if (!std::isfinite(value)) {
        fault(diagnostics, file, lines.number(), cells[w.cell].column, w.name, "must be a number");
        ++faults;
      }
      sample.*w.value = value * w.unit;
    }
    history.samples.push_back(sample);
  }
  if (history.samples.empty() && faults == 0)
    fault(diagnostics, file, lines.number(), 1, "samples", "there are none");
  return history;
}

validation::Published read_published(const Files& files, const fs::path& root, Diagnostics& diagnostics) {
  const fs::path data = root / "data";
  const auto table = [&](const char* name, const std::vector<std::string>& numbers) {
    const fs::path path = data / name;
    const auto text = read_text(files, path, diagnostics);
    return text ? read_table(*text, path.string(), numbers, diagnostics) : validation::Table{};
  };
  validation::Published p;
  p.atmosphere = table("atmosphere_1976.csv", {"Z_m"});
  p.gravity = table("wgs84_gravity.csv", {"lat_deg", "grav_j2", "grav_j2_minus_centrifugal"});
  p.horizon = table("radar_horizon.csv", {"ha_m", "ht_m", "d_exact_km"});
  p.arcs = table("min_energy_trajectories.csv",
                 {"R_km", "range_km", "burnout_speed_m_s", "burnout_fpa_deg", "time_of_flight_s", "apogee_km",
                  "semi_major_axis_km", "eccentricity"});
  p.flyouts =
      table("flyout_scud_v2.csv", {"kick_deg", "bo_v", "bo_h", "apogee_km", "range_km", "tof", "impact_v"});
  p.entries = table("allen_eggers.csv",
                    {"rho0", "H", "V_E", "gamma_deg", "beta", "max_decel", "V_at_max_decel", "V_ground"});
  p.required_snr = table("swerling_required_snr.csv",
                         {"swerling_case", "n_pulses", "pd", "pfa", "snr_exact_db", "snr_shnidman_db"});
  p.gases = table("gas_attenuation_itu676.csv", {"f_GHz", "oxygen_dB_km", "water_vapour_dB_km"});
  p.detection = table("swerling_pd.csv", {"swerling_case", "n_pulses", "pfa", "threshold", "snr_db", "pd"});
  p.point_sets = table("ospa_gospa.csv", {"c", "p", "ospa", "gospa"});
  p.intervals =
      table("binomial_intervals.csv", {"n", "k", "conf", "wilson_lo", "wilson_hi", "cp_lo", "cp_hi"});
  p.barrages = table("wilkening_layered_defence.csv",
                     {"p_track", "sspk", "shots_per_warhead", "warheads", "decoys", "p_no_leaker",
                      "expected_leakers", "sd_leakers", "interceptors"});
  p.magazines = table("finite_inventory_leakers.csv", {"W", "I", "sspk", "p_track", "rounds", "p_no_leaker",
                                                       "expected_leakers", "var_leakers", "expected_shots"});
  p.salvos = table("hughes_salvo.csv", {"A", "B", "alpha", "beta", "a1", "a3", "b1", "b3", "dA", "dB"});
  p.stochastic_salvos = table("armstrong_stochastic_salvo.csv",
                              {"nA", "pA", "nD", "pD", "v", "sd", "B", "exact_mean", "exact_sd", "exact_p0",
                               "exact_pall", "approx_mean", "approx_sd", "approx_p0", "approx_pall"});
  p.duels = table("lanchester.csv", {"A0", "B0", "a", "b", "t", "A_t", "B_t", "A_final", "t_end"});
  p.requirements = table("wilkening_interceptors_required.csv",
                         {"P0", "warheads", "undiscriminated_decoys", "p_track", "sspk"});
  p.assignments = table("wta_small_exact.csv", {"weapons", "targets", "optimum"});
  p.strike_costs = table("kent_thaler_cost.csv", {"d_own", "d_enemy", "cost"});
  p.stability_indices = table("kent_thaler_index.csv", {"N", "S", "eff", "w80", "leak", "C1", "C2", "index"});
  p.race_states =
      table("richardson_ode.csv", {"k", "l", "alpha", "beta", "g", "h", "x0", "y0", "t", "x_t", "y_t"});
  p.race_1909 = table("richardson_1909_1913.csv", {"year", "total"});
  // Under terms of its own, so that a copy may come without it.
  if (files.kind(data / "sipri") == PathKind::folder) {
    const std::vector<std::string> numbers{"first_year", "last_year", "c",    "a_I", "a_P",
                                           "se_c",       "se_I",      "se_P", "R2",  "sigma"};
    p.spending = table("sipri/milex_india_pakistan_sipri.csv",
                       {"year", "india_const2019_usd_m", "pakistan_const2019_usd_m"});
    p.reaction_fits = table("sipri/richardson_ols_sipri.csv", numbers);
    p.reaction_fits_shipped = table("sipri/richardson_ols_shipped.csv", numbers);
  }
  p.sensitivity = table("sobol_exact_indices.csv", {"dim", "i", "S1", "ST"});
  p.rare_events = table("rare_event_exact.csv", {"exact_value"});
  p.check_case_ends = table("nesc/point_mass_ends.csv", {"case", "time_s", "altitude_ft", "down_ft_per_s"});
  std::vector<std::string> left_out;
  p.check_cases = find_check_cases(files, data / "nesc", left_out, diagnostics);
  // Shared, because a function that is copied must take the files along.
  const auto reader =
      std::make_shared<const CaseReader>(files, root / "scenarios" / "textbook" / "wilkening.toml",
                                         std::vector{root / "catalogue"}, diagnostics);
  p.barrage = [reader](const std::vector<scenario::Setting>& settings, Diagnostics& found) {
    return (*reader)(settings, found);
  };
  return p;
}

std::vector<validation::CheckCaseHistory> find_check_cases(const Files& files, const fs::path& folder,
                                                           std::vector<std::string>& left_out,
                                                           Diagnostics& diagnostics) {
  if (files.kind(folder) != PathKind::folder) {
    diagnostics.push_back({Severity::error, {folder.string(), 0, 0}, "", "is not a folder that can be read"});
    return {};
  }
  const Listing listing = files.list(folder);
  for (const Listing::Unread& unread : listing.unread)
    left_out.push_back(unread.folder.string() + ": " + unread.problem);
  std::vector<validation::CheckCaseHistory> histories;
  for (const fs::path& path : listing.files) {
    const std::string name = path.filename().string();
    if (!is_check_case(name) || files.kind(path) != PathKind::file) continue;
    if (!validation::is_point_mass(number_of(name))) {
      left_out.push_back(path.string() + ": not compared: this case needs a body that turns");
      continue;
    }
    Diagnostics faults;
    validation::CheckCaseHistory history;
    if (const auto at = name.find("sim_"); at != std::string::npos) history.simulator = name.substr(at, 6);
    if (!validation::is_reproducible(history)) {
      left_out.push_back(path.string() +
                         ": not compared: only simulators 04 and 05 agree closely enough to be a reference");
      continue;
    }
    if (const auto text = read_text(files, path, faults))
      history = read_check_case(*text, path.string(), faults);
    diagnostics.insert(diagnostics.end(), faults.begin(), faults.end());
    histories.push_back(std::move(history));
  }
  return histories;
}

} // namespace equipoise::io
