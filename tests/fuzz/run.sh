#!/usr/bin/env bash
# Gives every reader of files random changes of sound files, with LLVM's libFuzzer under AddressSanitizer; usage below.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PROGRAM=$ROOT/build/fuzz/hourglass_fuzz
KEPT=$ROOT/build/fuzz/found

usage() {
  cat <<'EOF'
usage: tests/fuzz/run.sh [SECONDS [TARGET...]]

Builds with clang++ and libFuzzer, and gives every target, or those named, so many seconds (default 20). Inputs that add to what is
reached are kept in build/fuzz/found and tried first next time. Ends with the line "N passed, N failed".
EOF
}

# The sound files that target $1 begins with.
seeds_of() {
  local files=$ROOT/tests/fixtures/data
  case $1 in
    files) find "$files" -maxdepth 1 -name '*.zip' ;;
    model) echo "$ROOT/tests/fixtures/vanilla_100_steps.safetensors" ;;
    numpy) find "$files/npy" -type f ;;
    table) find "$files/csv" -type f ;;
    *) [ ! -d "$files/$1" ] || find "$files/$1" -type f ;;
  esac
}

case ${1:-20} in
  -h | --help) usage && exit ;;
  *[!0-9]*) usage >&2 && exit 2 ;;
esac
seconds=${1:-20}
shift || true

cd "$ROOT"
cmake --preset fuzz >/dev/null && cmake --build --preset fuzz --target hourglass_fuzz
[ $# -gt 0 ] || mapfile -t all < <("$PROGRAM")
[ $# -gt 0 ] || set -- "${all[@]}"
passed=0 failed=0
for target in "$@"; do
  folder=$KEPT/$target log=$KEPT/$target.log
  mkdir -p "$folder/new"
  while read -r file; do cp "$file" "$folder/new/seed-$(sha1sum <"$file" | cut -c 1-12)"; done < <(seeds_of "$target")
  status=0
  HOURGLASS_FUZZ=$target "$PROGRAM" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=256 -max_len=65536 \
    -artifact_prefix="$folder/" "$folder/new" >"$log" 2>&1 || status=$?
  if [ "$status" = 0 ]; then
    passed=$((passed + 1))
    echo "$target: $(grep -o 'Done.*' "$log" | tail -n 1)"
  else
    failed=$((failed + 1))
    echo "$target: FAILED (see $log)" && tail -n 40 "$log"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
