#!/usr/bin/env bash
# Builds the page into build/site, and serves it on request; usage below, docs/building.md says more.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
  cat <<'EOF'
usage: ./build_wasm.sh [--serve] [--port N]

Gets the WebAssembly toolchain and the libraries (once, into a cache), builds the page in both variants (with and
without threads) and puts the static files into build/site, ready for any web server.

  --serve    then serve build/site on localhost, with the headers that allow threads
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

build_variant() {
  local preset=$1 title=$2
  step "building the page, $title (build/$preset)"
  quietly cmake --preset "$preset"
  cmake --build --preset "$preset" --target hourglass_page hourglass_engine
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
  build_variant wasm "single-threaded"
  build_variant wasm-threads "with threads"
  step "assembling build/site"
  scripts/assemble_site.sh
  print_sizes
  if [ -n "$serve" ]; then
    exec node scripts/serve.mjs build/site --port "$port"
  fi
  echo "Done: build/site holds the page. ./build_wasm.sh --serve serves it."
}

main "$@"
