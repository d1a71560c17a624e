#pragma once
// What a path is answered with.
#include <filesystem>
#include <functional>
#include <string>

namespace equipoise::view {

struct Reply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::filesystem::path file; ///< sent in place of the body, piece by piece, where it is not empty
  std::string save_as;        ///< the name under which a browser keeps it; empty: it shows it
  bool report = false;        ///< one of our reports: brings a script of its own, and reaches nothing
};

/// Answers a path of a GET; called from several threads at once.
using Answer = std::function<Reply(const std::string& path)>;

/// What went wrong, as text.
Reply refusal(int status, std::string what);

/// The page, its script and its style; a refusal of anything else.
Reply front(const std::string& path, const std::string& title);

} // namespace equipoise::view
