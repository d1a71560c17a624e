#include "equipoise/core/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

#include "equipoise/core/precondition.hpp"

namespace equipoise::core {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(evp); }
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

namespace {
void demand(int ok) {
  if (ok != 1) throw std::runtime_error("SHA-256 failed");
}
} // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  demand(EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr));
}
Sha256::~Sha256() = default;

void Sha256::update(std::span<const std::uint8_t> bytes) {
  demand(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()));
}

void Sha256::update(std::string_view text) {
  demand(EVP_DigestUpdate(context_->evp, text.data(), text.size()));
}

Digest Sha256::finish() {
  Digest digest{};
  demand(EVP_DigestFinal_ex(context_->evp, digest.data(), nullptr));
  return digest;
}

std::string to_hex(const Digest& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

Digest from_hex(std::string_view hex) {
  EQUIPOISE_PRECONDITION(hex.size() == 2 * Digest{}.size() &&
                         hex.find_first_not_of("0123456789abcdef") == std::string_view::npos);
  const auto nibble = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  Digest digest{};
  for (std::size_t i = 0; i < digest.size() && 2 * i + 1 < hex.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
  return digest;
}

std::string sha256_hex(std::string_view text) {
  Sha256 hash;
  hash.update(text);
  return to_hex(hash.finish());
}

} // namespace equipoise::core
