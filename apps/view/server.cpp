#include "server.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace equipoise::view {
namespace {

using namespace std::chrono_literals;
using Handled = httplib::Server::HandlerResponse;

constexpr const char* loopback = "127.0.0.1";
constexpr std::size_t threads = 8;
constexpr std::size_t piece_bytes = 256 * 1024;

/// Of our own page: nothing from elsewhere, no script but ours.
constexpr const char* page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Of a report, which names the digest of its own script: whatever the file holds, it is of no origin and
/// loads nothing.
constexpr const char* report_policy =
    "sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'";

/// The default lets other processes listen on the same port.
void alone_on_its_port(socket_t socket) {
  int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

/// The names under which this machine calls itself: others are a foreign page's, bound to this address.
bool names_us(const httplib::Request& request, int port) {
  if (request.get_header_value_count("Host") != 1) return false;
  const std::string host = request.get_header_value("Host");
  for (const std::string_view own : {"127.0.0.1", "localhost"})
    if (host == fmt::format("{}:{}", own, port) || (port == 80 && host == own)) return true;
  return false;
}

void send_file(const std::filesystem::path& path, const std::string& type, httplib::Response& response) {
  const auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (!*file || error) {
    response.status = 404;
    response.set_content("the file is gone\n", "text/plain; charset=utf-8");
    return;
  }
  if (size == 0) return response.set_content("", type.c_str());
  response.set_content_provider(size, type.c_str(),
                                [file](std::size_t at, std::size_t length, httplib::DataSink& sink) {
                                  std::string piece(std::min(length, piece_bytes), '\0');
                                  file->clear();
                                  file->seekg(static_cast<std::streamoff>(at));
                                  file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
                                  const auto got = static_cast<std::size_t>(file->gcount());
                                  return got > 0 && sink.write(piece.data(), got); // false: cut since
                                });
}

void send(const Reply& reply, httplib::Response& response) {
  response.status = reply.status;
  response.set_header("Content-Security-Policy", reply.report ? report_policy : page_policy);
  if (!reply.save_as.empty())
    response.set_header("Content-Disposition", "attachment; filename=\"" + reply.save_as + "\"");
  if (reply.file.empty())
    response.set_content(reply.body, reply.type.c_str());
  else
    send_file(reply.file, reply.type, response);
}

/// What is refused before anybody looks at the path; the status, or 0.
int refused(const httplib::Request& request, int port) {
  if (!names_us(request, port)) return 403;
  if (request.method != "GET" && request.method != "HEAD") return 405;
  // A page of elsewhere may lead here by a link; it may not have its reader's browser fetch from here.
  const std::string from = request.get_header_value("Sec-Fetch-Site");
  const bool foreign = from == "cross-site" || from == "same-site";
  return foreign && request.get_header_value("Sec-Fetch-Mode") != "navigate" ? 403 : 0;
}

} // namespace

struct Server::Http {
  httplib::Server server;
  int port = 0;
};

Server::Server(int port, Answer answer) : http_(std::make_unique<Http>()) {
  httplib::Server& server = http_->server;
  server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
  server.set_socket_options(alone_on_its_port);
  server.set_keep_alive_max_count(1); // a browser that holds connections open would take all threads
  server.set_keep_alive_timeout(2);
  server.set_read_timeout(2);
  server.set_write_timeout(10);
  server.set_payload_max_length(1024);
  server.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Resource-Policy", "same-origin"},
                              {"Cache-Control", "no-store"}});
  server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    const int status = refused(request, http_->port);
    if (status == 0) return Handled::Unhandled;
    if (status == 405) response.set_header("Allow", "GET, HEAD");
    send(refusal(status,
                 status == 405 ? "only GET and HEAD" : "only pages of this server, by its own address"),
         response);
    return Handled::Handled;
  });
  server.Get(".*", [answer](const httplib::Request& request, httplib::Response& response) {
    send(answer(request.path), response);
  });
  server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    send(refusal(500, "that could not be answered"), response);
  });
  if (port == 0)
    http_->port = server.bind_to_any_port(loopback);
  else if (server.bind_to_port(loopback, port))
    http_->port = port;
  if (http_->port <= 0)
    throw std::runtime_error(
        port == 0
            ? "--port: no port of 127.0.0.1 could be had"
            : fmt::format("--port: {} of 127.0.0.1 cannot be had; another program may be using it", port));
}

Server::~Server() = default;

int Server::port() const {
  return http_->port;
}

std::string Server::address() const {
  return fmt::format("http://{}:{}/", loopback, http_->port);
}

void Server::serve(const std::atomic<bool>& stop) {
  std::mutex mutex;
  std::condition_variable ended;
  bool over = false;
  std::thread listening([&] {
    http_->server.listen_after_bind();
    const std::lock_guard lock(mutex);
    over = true;
    ended.notify_one();
  });
  std::unique_lock lock(mutex);
  while (!stop.load() && !over) ended.wait_for(lock, 20ms);
  http_->server.stop();
  // A connection may be open still, or a raid be in the middle: nothing is lost by not waiting for it.
  if (!ended.wait_for(lock, 200ms, [&] { return over; })) std::_Exit(EXIT_SUCCESS);
  lock.unlock();
  listening.join();
}

} // namespace equipoise::view
