#include "equipoise/core/sha256.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "equipoise/core/hash.hpp"

namespace core = equipoise::core;

namespace {

static_assert(std::is_trivially_copyable_v<core::Sha256>);

/// Both ways: the one this processor takes, and the portable one, which may be the same.
const std::vector<core::Sha256Blocks> ways{core::fastest_sha256_blocks(), core::sha256_blocks_portable};

std::vector<std::uint8_t> drawn(std::size_t length) {
  std::vector<std::uint8_t> bytes(length);
  for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<std::uint8_t>(core::mix(length << 20 | i));
  return bytes;
}

core::Digest by_openssl(const std::vector<std::uint8_t>& bytes) {
  core::Digest digest{};
  REQUIRE(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

std::string hex(core::Sha256Blocks way, std::string_view text) {
  core::Sha256 hash(way);
  hash.update(text);
  return core::to_hex(hash.finish());
}

} // namespace

TEST_CASE("SHA-256: the published answers of FIPS 180-4") {
  CHECK(core::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (const auto way : ways) {
    CHECK(hex(way, "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(way, "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(way, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hex(way, std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
}

TEST_CASE("validation: SHA-256 beside OpenSSL's, every length over five blocks, in pieces of any length") {
  for (const auto way : ways)
    for (std::size_t length = 0; length <= 320; ++length) {
      const auto bytes = drawn(length);
      const core::Digest theirs = by_openssl(bytes);
      core::Sha256 whole(way);
      whole.update(bytes);
      CHECK(whole.finish() == theirs);
      for (std::uint64_t splits = 0; splits < 20; ++splits) {
        core::Sha256 pieces(way);
        std::uint64_t draw = splits << 32 | length << 16;
        for (std::size_t at = 0, piece = 0; at < length; at += piece) {
          piece = std::min<std::size_t>(core::mix(draw++) % 150, length - at); // some of no bytes
          pieces.update(std::span(bytes).subspan(at, piece));
        }
        CHECK(pieces.finish() == theirs);
      }
    }
}

TEST_CASE("SHA-256: a copy goes its own way, and asking for the digest changes nothing") {
  core::Sha256 hash;
  hash.update("ab");
  core::Sha256 copy = hash;
  copy.update("x");
  CHECK(hash.finish() != copy.finish());
  hash.update("");
  hash.update(std::span<const std::uint8_t>());
  hash.update("c");
  CHECK(core::to_hex(hash.finish()) == core::sha256_hex("abc"));
  CHECK(core::to_hex(copy.finish()) == core::sha256_hex("abx"));
}

TEST_CASE("a digest survives its text") {
  const core::Digest digest = by_openssl(drawn(3));
  CHECK(core::from_hex(core::to_hex(digest)) == digest);
}
