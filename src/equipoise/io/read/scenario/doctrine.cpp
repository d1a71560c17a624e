#include "equipoise/io/read/scenario/doctrine.hpp"

#include <fmt/format.h>

namespace equipoise::io {
namespace {

using command::Mode;

constexpr std::int64_t max_shots = 1000; ///< of one salvo

std::optional<Mode> mode_from(const std::optional<std::string>& word) {
  if (!word) return std::nullopt;
  return *word == "even-barrage"             ? Mode::even_barrage
         : *word == "shoot-look-shoot"       ? Mode::shoot_look_shoot
         : *word == "shoot-look-shoot-shoot" ? Mode::shoot_look_shoot_shoot
                                             : Mode::salvo;
}

} // namespace

command::Doctrine read_doctrine(TableReader& battery) {
  command::Doctrine doctrine;
  const toml::Value* value = battery.table("doctrine", "mode, shots");
  if (value == nullptr) return doctrine;
  TableReader d = battery.below(*value, "doctrine");
  const auto word = d.word("mode", {"salvo", "shoot-look-shoot", "shoot-look-shoot-shoot", "even-barrage"});
  const auto mode = mode_from(word);
  const auto whole = [&](const char* key, std::int64_t min, std::int64_t max, bool required, int otherwise) {
    return static_cast<int>(d.integer(key, min, max, required).value_or(otherwise));
  };
  doctrine.mode = mode.value_or(Mode::salvo);
  doctrine.shots = whole("shots", 1, max_shots, mode && mode != Mode::even_barrage, 1);
  doctrine.last_shots =
      whole("last_shots", 1, max_shots, mode == Mode::shoot_look_shoot_shoot, doctrine.shots);
  doctrine.looks = whole("looks", 1, 1'000'000'000, false, 1'000'000'000);
  doctrine.reserve = whole("reserve", 0, 1'000'000, false, 0);
  doctrine.last_chance = whole("last_chance", 0, max_shots, false, 0);
  doctrine.order =
      d.word("order", {"time", "value"}, false) == "value" ? command::Order::value : command::Order::time;
  const bool looks_again = mode == Mode::shoot_look_shoot || mode == Mode::shoot_look_shoot_shoot;
  if (mode == Mode::even_barrage && d.has("shots"))
    d.warn("shots", "changes nothing: an even barrage deals out the whole magazine");
  if (mode && !looks_again && d.has("looks"))
    d.warn("looks", fmt::format("changes nothing: nobody looks in mode {}", *word));
  if (mode && mode != Mode::shoot_look_shoot_shoot && d.has("last_shots"))
    d.warn("last_shots", fmt::format("changes nothing in mode {}", *word));
  d.finish();
  return doctrine;
}

} // namespace equipoise::io
