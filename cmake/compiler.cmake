# One set of flags for everything. Results must be the same bits on every machine (docs/decisions/0001-same-bits.md), so
# contraction is off and any flag that lets the compiler reorder arithmetic stops the configuration.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(all_flags "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_RELEASE} ${CMAKE_CXX_FLAGS_DEBUG}")
if(all_flags MATCHES "-ffast-math|-Ofast|-funsafe-math-optimizations|-ffp-contract=(fast|on)|-fassociative-math")
  message(FATAL_ERROR "A flag that changes floating-point results is set: ${all_flags}")
endif()

add_library(equipoise_flags INTERFACE)
target_compile_options(equipoise_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual)
if(EQUIPOISE_WARNINGS_AS_ERRORS)
  target_compile_options(equipoise_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(equipoise_flags INTERFACE -Wno-restrict)  # false alarms on "text" + string, GCC bug 105651
endif()
target_include_directories(equipoise_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)

# Paths below the checkout are hashed as relative ones: a second checkout finds what the first one compiled.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND NOT EQUIPOISE_FUZZERS)
  add_link_options(-fuse-ld=mold)
endif()
