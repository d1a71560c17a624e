#include "reply.hpp"

#include "equipoise/report/page/html.hpp"
#include "web/front_end.hpp"

namespace equipoise::view {

Reply refusal(int status, std::string what) {
  return {status, "text/plain; charset=utf-8", std::move(what) + "\n", {}, {}, false};
}

Reply front(const std::string& path, const std::string& title) {
  if (path == "/view.js")
    return {200, "text/javascript; charset=utf-8", std::string(web::view_script), {}, {}, false};
  if (path == "/view.css")
    return {200, "text/css; charset=utf-8", std::string(web::view_style), {}, {}, false};
  if (path != "/") return refusal(404, "nothing is served at this path");
  return {200,
          "text/html; charset=utf-8",
          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n"
          "<link rel=\"stylesheet\" href=\"/view.css\">\n<title>" +
              report::escape(title) +
              " \u2013 Equipoise</title>\n</head>\n<body>\n"
              "<noscript><p>The numbers are in result.json and in the report; this page needs its "
              "script.</p></noscript>\n"
              "<script src=\"/view.js\" defer></script>\n</body>\n</html>\n",
          {},
          {},
          false};
}

} // namespace equipoise::view
