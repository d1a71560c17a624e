#pragma once
#include <cstdint>
#include <string_view>

namespace equipoise::core {

/// Scrambles 64 bits one to one. Source: Steele, Lea & Flood (2014), SplitMix64's finaliser (Stafford's
/// variant 13).
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// Folds `part` into `name`; the order of parts matters.
constexpr std::uint64_t combine(std::uint64_t name, std::uint64_t part) {
  return mix(name ^ mix(part + 0x9e3779b97f4a7c15ULL));
}

/// A name as 64 bits: FNV-1a (Fowler, Noll & Vo 1991), scrambled.
constexpr std::uint64_t name_hash(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(h);
}

} // namespace equipoise::core
