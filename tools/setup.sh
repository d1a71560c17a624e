# Sourced by ./run and ./test: installs what is missing on Debian or Ubuntu, then builds the release preset.
PACKAGES="g++ cmake ninja-build ccache mold git ca-certificates python3 libfmt-dev nlohmann-json3-dev libcli11-dev
          libssl-dev libboost-dev doctest-dev libbenchmark-dev libgeographiclib-dev
          libsqlite3-dev pkg-config libcpp-httplib-dev"
TEST_PACKAGES="libopenturns-dev clang-format-16"
ALL_PACKAGES="chromium fonts-dejavu-core openmpi-bin libopenmpi-dev python3-pandas"
# Node from elsewhere will do: Debian's npm cannot be installed beside it.
command -v npm >/dev/null || ALL_PACKAGES="$ALL_PACKAGES nodejs npm"
NIGHTLY_PACKAGES="clang-16 libclang-rt-16-dev clang-tidy-16"

install_packages() {
  command -v dpkg-query >/dev/null || { echo "not a Debian system: please install $*" >&2; return 0; }
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
  echo "installing: ${missing[*]}" >&2
  $as_root apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  rm -f build/release/build.ninja  # what is there now may be built against
}

build_release() {
  install_packages $PACKAGES
  [ -f build/release/build.ninja ] || cmake --preset release >&2
  cmake --build --preset release --target "$1" -- --quiet >&2
}
