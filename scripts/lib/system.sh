# shellcheck shell=bash
# Requirements of the machine itself: compilers, tools, the window system's libraries. Installs them with apt-get if run as root,
# else names the packages. Sourced by scripts/dependencies.sh.

# One row per requirement: the Debian package, then a command or file pattern that shows that it is installed.
BASE_NEEDS=("xz-utils xz" "cmake cmake" "ninja-build ninja" "ccache ccache")
NATIVE_NEEDS=("g++ g++" "zlib1g-dev /usr/include/zlib.h" "libpng-dev /usr/include/png.h"
  "libjpeg-dev /usr/include/jpeglib.h"
  "libglfw3-dev /usr/include/GLFW/glfw3.h" "libgl-dev /usr/include/GL/gl.h" "libegl-dev /usr/include/EGL/egl.h"
  "libbenchmark-dev /usr/include/benchmark/benchmark.h" "pkg-config pkg-config"
  "xvfb Xvfb" "xauth xauth" "libgl1-mesa-dri /usr/lib/*/dri/swrast_dri.so")
# For runs of several processes; without it the program is built without them, and their tests are skipped.
MPI_NEEDS=("libopenmpi-dev /usr/lib/*/openmpi/include/mpi.h" "openmpi-bin mpirun")
WASM_NEEDS=("python3 python3" "nodejs node")
BROWSER_NEEDS=("nodejs node" "npm npm" "chromium chromium" "fonts-liberation /usr/share/fonts/truetype/liberation*")

# Other browser engines, tested if they can be installed; both draw on a virtual display, where they have WebGL.
ENGINE_NEEDS=("xvfb Xvfb" "libgl1-mesa-dri /usr/lib/*/dri/swrast_dri.so" "firefox-esr firefox" "webkit2gtk-driver WebKitWebDriver")

# The compiler that builds with AddressSanitizer: twice as fast as g++ where nothing is optimised, and a second opinion.
SANITIZER_NEEDS=("clang clang++" "libclang-rt-dev /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.asan*.a")

# Tools that check the sources; the tests of a missing tool are skipped.
CHECK_NEEDS=("clang-format-14 clang-format-14" "clang-tidy-14 clang-tidy-14" "shellcheck shellcheck")

# What exported models are run and checked with; the tests of a missing package are skipped.
EXPORT_NEEDS=("python3-onnx /usr/lib/python3/dist-packages/onnx/checker.py" "python3-torch /usr/lib/python3/dist-packages/torch/__init__.py")

# Does the command or file pattern $1 exist?
is_present() {
  case $1 in
    /*) compgen -G "$1" >/dev/null ;;
    chromium) find_chromium >/dev/null ;;
    firefox) find_firefox >/dev/null ;;
    *) has "$1" ;;
  esac
}

# Fail if Node.js is older than the tools need.
require_node() {
  local version
  version=$(node --version)
  at_least "${version#v}" 18 || fail "Node.js $version at $(command -v node) is too old; 18 or newer is needed"
}

# The path of Chromium or Chrome on this machine, or HOURGLASS_CHROMIUM.
find_chromium() {
  if [ -n "${HOURGLASS_CHROMIUM:-}" ]; then
    command -v "$HOURGLASS_CHROMIUM"
  else
    command -v chromium || command -v chromium-browser || command -v google-chrome
  fi
}

# Firefox on this machine: its long-term release first.
find_firefox() { command -v firefox-esr || command -v firefox; }

# Install packages $@; if that fails, read the package lists and try again.
apt_install() {
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends install "$@")
  "${install[@]}" >"$CACHE/apt-install.log" 2>&1 && return
  say "  reading the system's package lists"
  apt-get -qq update >&2 || say "  (some of apt's sources could not be read; going on)"
  "${install[@]}" >"$CACHE/apt-install.log" 2>&1 || { tail -n 20 "$CACHE/apt-install.log" >&2 && return 1; }
}

# provide_system ROW...: install the missing requirements, or fail.
provide_system() {
  local row missing=()
  for row in "$@"; do
    is_present "${row#* }" || missing+=("${row%% *}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! has apt-get; then
    fail "missing on this machine: ${missing[*]}
Install with:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  lock_cache
  say "installing with apt-get: ${missing[*]}"
  apt_install "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
  for row in "$@"; do
    is_present "${row#* }" || fail "package ${row%% *} is installed, but ${row#* } is still missing"
  done
}

# provide_optional ROW...: install the missing requirements if possible; never fails.
provide_optional() {
  local row
  for row in "$@"; do
    (provide_system "$row") || say "going on without ${row%% *}"
  done
}

# at_least VERSION MINIMUM: is VERSION at least MINIMUM?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
