#!/usr/bin/env bash
# Installs or downloads the tools and libraries for building and testing Hourglass; see usage below and docs/building.md.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/lib/common.sh
. "$ROOT/scripts/lib/common.sh"
# shellcheck source=scripts/lib/debian.sh
. "$ROOT/scripts/lib/debian.sh"
# shellcheck source=scripts/lib/system.sh
. "$ROOT/scripts/lib/system.sh"
# shellcheck source=scripts/lib/items.sh
. "$ROOT/scripts/lib/items.sh"

usage() {
  cat <<'EOF'
usage: scripts/dependencies.sh [--print] [native] [wasm] [browser] [engines] [font] [checks] [exports] [tools] [all-tools]

  native    compilers and libraries for the program, the desktop window and the native tests; MPI, if it can be installed
  wasm      Emscripten, the libraries compiled with it, and esbuild
  browser   Node.js, Playwright and Chromium for the browser tests
  engines   Firefox and WebKitGTK for the tests in other engines, where they can be had
  font      the interface's font and the tool that subsets it
  checks    clang with its sanitizers; clang-format, clang-tidy and shellcheck, if they can be installed
  (no group: all of these)
  exports   ONNX Runtime, and the onnx and torch packages for Python where they can be had, for the tests of exported models
  tools     bundlers, frameworks and compilers that some browser tests build with; all-tools has the large ones too

  --print   write NAME=value lines to stdout: where everything is

Downloads are kept in $HOURGLASS_CACHE (default: ~/.cache/hourglass). Deleting that folder is always safe.
Other variables: HOURGLASS_SUITE (the Debian suite to take everything from), HOURGLASS_MIRROR (a Debian mirror), HOURGLASS_CHROMIUM (a browser).
EOF
}

# Remember one result for --print.
result() { RESULTS+=("$1=$2"); }

# Sources that native and WebAssembly builds share.
provide_libraries() {
  provide imgui "Dear ImGui (source)"
  result HG_IMGUI_DIR "$ITEM_DIR"
  provide catch2 "Catch2 (source)"
  result HG_CATCH2_DIR "$ITEM_DIR"
  provide headers "Eigen, CLI11 and nlohmann-json (headers)"
  result HG_EIGEN_DIR "$ITEM_DIR/usr/include/eigen3"
  result HG_JSON_DIR "$ITEM_DIR/usr/include"
  result HG_CLI11_DIR "$ITEM_DIR/usr/include"
}

provide_native() {
  provide_system "${BASE_NEEDS[@]}" "${NATIVE_NEEDS[@]}"
  provide_optional "${MPI_NEEDS[@]}"
  provide_libraries
}

# Print the folder of an Emscripten on PATH that is new enough; fail if there is none, or if HOURGLASS_SUITE is set.
emscripten_on_path() {
  local folder
  [ -z "${HOURGLASS_SUITE:-}" ] && has emcc || return 1
  folder=$(dirname "$(realpath "$(command -v emcc)")")
  [ -f "$folder/emscripten-version.txt" ] || return 1
  at_least "$(tr -d '"-' <"$folder/emscripten-version.txt")" "$EMSCRIPTEN_MINIMUM" || return 1
  printf '%s\n' "$folder"
}

provide_wasm() {
  local folder
  provide_system "${BASE_NEEDS[@]}" "${WASM_NEEDS[@]}"
  require_node
  provide_libraries
  provide zlib "zlib (source)"
  result HG_ZLIB_DIR "$ITEM_DIR"
  provide bundler "esbuild"
  result HG_ESBUILD "$ITEM_DIR/usr/bin/esbuild"
  if folder=$(emscripten_on_path); then
    result HG_EMSCRIPTEN_DIR "$folder"
  else
    provide emscripten "Emscripten (some 330 MB; takes a minute or two)" "${EMSCRIPTEN_TOOLS[@]}" "$EMSCRIPTEN_LIBRARIES" "${EMSCRIPTEN_EXCLUDE[@]}"
    result HG_EMSCRIPTEN_DIR "$ITEM_DIR/usr/share/emscripten"
  fi
  result HG_NODE "$(command -v node)"
}

provide_browser() {
  provide_system "${BROWSER_NEEDS[@]}"
  require_node
  provide playwright "Playwright" "$(cat "$ROOT/tests/browser/package-lock.json")"
  result HG_PLAYWRIGHT_DIR "$ITEM_DIR/node_modules"
  # The test scripts' imports find it there.
  ln -sfn "$ITEM_DIR/node_modules" "$ROOT/tests/browser/node_modules"
  result HG_CHROMIUM "$(find_chromium)"
  result HG_NODE "$(command -v node)"
}

# Empty where an engine cannot be had; its tests are skipped.
provide_engines() {
  provide_optional "${ENGINE_NEEDS[@]}"
  result HG_XVFB "$(command -v Xvfb || true)"
  result HG_FIREFOX "$(find_firefox || true)"
  result HG_WEBKIT_DRIVER "$(command -v WebKitWebDriver || true)"
}

provide_font() {
  provide_system "xz-utils xz" "python3 python3"
  provide font "the Inter font and fontTools"
  result HG_FONT_DIR "$ITEM_DIR/inter"
  result HG_FONTTOOLS_DIR "$ITEM_DIR/python"
}

provide_checks() {
  provide_system "${SANITIZER_NEEDS[@]}"
  provide_optional "${CHECK_NEEDS[@]}"
}

# Empty where ONNX Runtime cannot be had; its tests are skipped.
provide_exports() {
  provide_system "nodejs node" "npm npm"
  provide_optional "${EXPORT_NEEDS[@]}"
  provide exports "ONNX Runtime" "$(cat "$ROOT/tests/exports/package-lock.json")"
  result HG_EXPORTS_DIR "$ITEM_DIR/node_modules"
}

# provide_npm_tools NAME TITLE
provide_npm_tools() {
  provide_system "nodejs node" "npm npm"
  provide "$1" "$2" "$(cat "$ROOT/tests/tools/package-lock.json")"
  result HG_TOOLS_DIR "$ITEM_DIR/node_modules"
}

provide_tools() { provide_npm_tools tools "Vite, React, Vue, Svelte and TypeScript"; }
provide_all_tools() { provide_npm_tools all_tools "the same with Next, Astro, Parcel and webpack"; }

# If a command failed during an item, name the item.
on_exit() {
  local status=$?
  [ "$status" = 0 ] || [ -z "${DOING:-}" ] || say "dependencies: could not get $DOING (see the messages above)"
}

main() {
  local print='' group groups=() RESULTS=()
  for group in "$@"; do
    case $group in
      --print) print=yes ;;
      --help | -h) usage && return ;;
      native | wasm | browser | engines | font | checks | exports | tools | all-tools) groups+=("$group") ;;
      *) usage >&2 && fail "no such group: $group" ;;
    esac
  done
  [ ${#groups[@]} -gt 0 ] || groups=(native wasm browser engines font checks)
  trap on_exit EXIT
  for group in "${groups[@]}"; do "provide_${group//-/_}"; done
  [ -z "$print" ] || printf '%s\n' "${RESULTS[@]}" | sort -u
}

main "$@"
