#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace equipoise::core {

using Digest = std::array<std::uint8_t, 32>;
using Sha256State = std::array<std::uint32_t, 8>;

/// Takes `count` blocks of 64 bytes into the state. Source: FIPS 180-4, section 6.2.2.
using Sha256Blocks = void (*)(Sha256State& state, const std::uint8_t* blocks, std::size_t count) noexcept;
void sha256_blocks_portable(Sha256State& state, const std::uint8_t* blocks, std::size_t count) noexcept;
/// By the processor's own instructions where it has them (x86's SHA extensions), else the portable ones.
Sha256Blocks fastest_sha256_blocks() noexcept;

/// SHA-256 (FIPS 180-4) of bytes given in pieces. Domain: fewer than 2^61 bytes.
class Sha256 {
 public:
  explicit Sha256(Sha256Blocks blocks = fastest_sha256_blocks()) noexcept : blocks_(blocks) {}
  void update(std::span<const std::uint8_t> bytes) noexcept;
  void update(std::string_view text) noexcept;
  /// Of all bytes so far. More may follow.
  Digest finish() const noexcept;

 private:
  Sha256Blocks blocks_;
  // Source: FIPS 180-4, section 5.3.3.
  Sha256State state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> block_{}; ///< begins with the bytes that do not fill a block yet
  std::uint64_t length_ = 0;             ///< of all bytes
};

std::string to_hex(const Digest& digest);
/// Domain: 64 lower-case hexadecimal digits, as to_hex writes them.
Digest from_hex(std::string_view hex);
std::string sha256_hex(std::string_view text);

} // namespace equipoise::core
