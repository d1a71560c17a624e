#pragma once
// HTTP on the loopback interface for a browser of the same machine. Nothing is written, nothing is asked of
// any other machine.
#include <atomic>
#include <memory>
#include <string>

#include "reply.hpp"

namespace equipoise::view {

class Server {
 public:
  /// Listens on 127.0.0.1 alone; port 0: any that is free. Throws std::runtime_error where it cannot.
  Server(int port, Answer answer);
  ~Server();

  int port() const;
  std::string address() const; ///< "http://127.0.0.1:PORT/"

  /// Answers until `stop`. Where a connection has not ended a fifth of a second later, ends the process, with
  /// exit code 0.
  void serve(const std::atomic<bool>& stop);

 private:
  struct Http;
  std::unique_ptr<Http> http_;
};

} // namespace equipoise::view
