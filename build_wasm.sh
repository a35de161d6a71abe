#!/usr/bin/env bash
# Builds the page into build/site, and serves it on request; usage below, docs/building.md says more.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SERVER= # process id of the local server

usage() {
  cat <<'EOF'
usage: ./build_wasm.sh [--serve] [--port N]

Gets the WebAssembly toolchain and the libraries (once, into a cache), builds the page in both variants (with and
without threads) and puts the static files into build/site, ready for any web server.

  --serve    serve build/site on localhost, with the headers that allow threads; where nothing is built yet, as soon as
             the page with threads is there, while the rest is built
  --port N   the port to serve on (default 8080; 0 picks a free one)
  --help     this text
EOF
}

step() { printf '== %s\n' "$*"; }

# Run a command with its output kept; show the output only where the command fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    echo "build_wasm: this failed: $*" >&2
    exit 1
  fi
}

# build PRESET TITLE TARGET...: configures and builds in build/PRESET.
build() {
  local preset=$1 title=$2
  shift 2
  step "building $title (build/$preset)"
  quietly cmake --preset "$preset"
  cmake --build --preset "$preset" --target "$@"
}

# Serve build/site in the background, until this script ends.
start_server() {
  node scripts/serve.mjs build/site --port "$1" &
  SERVER=$!
  trap 'kill "$SERVER" 2>/dev/null' EXIT
}

# What a visitor downloads.
print_sizes() {
  local file
  printf '%-40s %10s %10s\n' "file" "bytes" "gzip"
  for file in {wasm,wasm-threads}/hourglass_{page,engine}.{wasm,mjs}; do
    printf '%-40s %10d %10d\n' "$file" "$(stat -c %s "build/site/$file")" "$(gzip -9 -c "build/site/$file" | wc -c)"
  done
}

main() {
  local serve='' port=8080
  while [ $# -gt 0 ]; do
    case $1 in
      --serve) serve=yes ;;
      --port)
        [[ ${2:-} =~ ^[0-9]+$ ]] || { usage >&2; exit 2; }
        port=$2
        shift
        ;;
      --help | -h) usage; return ;;
      *) echo "build_wasm: unknown option $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
  done
  cd "$ROOT"
  step "toolchain and libraries"
  scripts/dependencies.sh wasm font
  if [ -n "$serve" ] && [ ! -d build/site ]; then
    build wasm-threads "the page with threads" hourglass_page
    scripts/assemble_site.sh wasm-threads/hourglass_page
    start_server "$port"
  fi
  build wasm-threads "page and engine with threads" hourglass_page hourglass_engine
  build wasm "page and engine without threads" hourglass_page hourglass_engine hourglass_sets hourglass_uses hourglass_player
  step "assembling build/site"
  scripts/assemble_site.sh
  print_sizes
  if [ -n "$serve" ]; then
    [ -n "$SERVER" ] || start_server "$port"
    wait "$SERVER"
  fi
  echo "Done: build/site holds the page. ./build_wasm.sh --serve serves it."
}

main "$@"
