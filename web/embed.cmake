# Two files as arrays of bytes in one source: cmake -DSCRIPT=... -DSTYLE=... -DOUT=... -P embed.cmake
foreach(name SCRIPT STYLE)
  file(READ ${${name}} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," ${name}_BYTES "${hex}")
endforeach()
file(WRITE ${OUT} "#include \"web/front_end.hpp\"
namespace equipoise::web {
namespace {
constexpr char script_bytes[] = {${SCRIPT_BYTES}};
constexpr char style_bytes[] = {${STYLE_BYTES}};
} // namespace
const std::string_view script{script_bytes, sizeof script_bytes};
const std::string_view style{style_bytes, sizeof style_bytes};
} // namespace equipoise::web
")
