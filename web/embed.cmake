# The bundles as arrays of bytes in one source: cmake -DFROM=FOLDER -DOUT=... -P embed.cmake
set(arrays "")
set(views "")
foreach(pair script:report.js style:report.css view_script:view.js view_style:view.css)
  string(REGEX MATCH "^(.*):(.*)$" pair ${pair})
  file(READ ${FROM}/${CMAKE_MATCH_2} hex HEX)
  set(name ${CMAKE_MATCH_1})
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char ${name}_bytes[] = {${bytes}};\n")
  string(APPEND views "const std::string_view ${name}{${name}_bytes, sizeof ${name}_bytes};\n")
endforeach()
file(WRITE ${OUT} "#include \"web/front_end.hpp\"
namespace equipoise::web {
namespace {
${arrays}} // namespace
${views}} // namespace equipoise::web
")
