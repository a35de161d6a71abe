#!/usr/bin/env bash
# Builds and runs every test suite; usage below. Each suite is one row of SUITES.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOGS=$ROOT/build/test-logs
LIMIT=1800 # seconds one suite may take
SHARDS=6    # parts of a sharded suite, of which two run at a time

# Tags: [time] is what measures time, and runs alone; [long] what takes a minute under AddressSanitizer, and runs code that others run.
#
# name | what must be built first (a row of build_part, or -) | how it counts (catch: a Catch2 program; shards: one whose
# cases processes side by side share, for suites that measure no time; plain: its last line is
# "N passed, N failed[, N skipped]", a skipped test is a line "skipped: NAME: REASON") | command
SUITES=(
  "native       | release      | shards | build/release/hourglass_tests ~[time]"
  "times        | release      | catch  | build/release/hourglass_tests [time]"
  "gradients    | release      | catch  | build/release/hourglass_gradient_tests"
  "asan         | asan         | shards | build/asan/hourglass_tests ~[long]~[time]"
  "tsan         | tsan         | catch  | build/tsan/hourglass_thread_tests [threads],[gemm],[update],[races]"
  "wasm         | wasm         | shards | node build/wasm/hourglass_tests.js ~[long],[determinism]"
  "wasm-threads | wasm-threads | shards | node build/wasm-threads/hourglass_thread_tests.js"
  "includes     | -            | plain  | node --test-reporter=./tests/reporter.mjs tests/include_rules.mjs"
  "format       | -            | plain  | tests/format.sh"
  "tidy         | asan         | plain  | tests/tidy.mjs"
  "scripts      | -            | plain  | tests/scripts/run.sh"
  "consumer     | release      | plain  | tests/consumer/run.sh"
  "exports      | release      | plain  | tests/exports/run.sh"
  "mpi          | release      | plain  | tests/mpi/run.sh"
  "mutants      | release      | plain  | tests/mutants.sh"
  "package      | site         | plain  | node tests/browser/run.mjs --in package"
  "article      | site         | plain  | node tests/browser/run.mjs --in article"
  "browser      | site         | plain  | node tests/browser/run.mjs --but package --but article"
  "engines      | site         | plain  | node tests/engines/run.mjs"
)

# What runs only where --only names it: the mutants test the tests, and take 7 minutes (the suite "scripts" checks that each still changes
# its file); clang-tidy takes half an hour where no file is checked yet, and then as long as what changed.
BY_HAND=(mutants tidy)

usage() {
  cat <<'EOF'
usage: tests/run.sh [--only SUITE]... [--list]

Installs dependencies, builds, runs every test suite but the mutants and clang-tidy, and ends with the line "N passed, N failed".
Logs, one per suite and build, are kept in build/test-logs.

  --only SUITE   only this suite (may be repeated)
  --list         name the suites
EOF
}

# One field of a row: number $2 of row $1, trimmed.
field() {
  local text
  text=$(cut -d '|' -f "$2" <<<"$1")
  text=${text#"${text%%[! ]*}"}
  printf '%s' "${text%"${text##*[! ]}"}"
}

# The last $2 lines of a log, indented.
excerpt() { tail -n "$2" "$1" | sed 's/^/    /'; }

# Build one part.
build_part() {
  case $1 in
    release) build_preset release all hourglass_tests hourglass_gradient_tests hourglass_engine_outputs ;;
    asan | wasm) build_preset "$1" hourglass_tests ;;
    tsan | wasm-threads) build_preset "$1" hourglass_thread_tests ;;
    site) ./build_wasm.sh ;;
  esac
}

# Configure preset $1 and build the targets that follow.
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" && cmake --build --preset "$preset" -j 2 --target "$@"
}

# Build part $1 unless that was done already; succeeds if the part is built.
ensure_built() {
  local part=$1 start=$SECONDS log="$LOGS/build-$1.log"
  if [ -z "${BUILT[$part]:-}" ]; then
    printf 'building %-12s ' "$part"
    # "set -e" has no effect inside a condition, hence the subshell.
    if (build_part "$part") >"$log" 2>&1; then BUILT[$part]=yes; else BUILT[$part]=no; fi
    if [ "${BUILT[$part]}" = yes ]; then echo "$((SECONDS - start)) s"; else echo "FAILED (see $log)" && excerpt "$log" 60; fi
    BUILD_TIMES+=("$(printf '%-18s %38s %5d s' "build $part" "" $((SECONDS - start)))")
  fi
  [ "${BUILT[$part]}" = yes ]
}

# Read names and reasons from Catch2's XML report $1: print lines "skipped<TAB>NAME: REASON" and "failed<TAB>NAME".
read_catch_cases() {
  awk '
    function unescape(s) { gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&amp;/, "\\&", s); return s }
    /<TestCase / { name = $0; sub(/.*<TestCase name="/, "", name); sub(/".*/, "", name); name = unescape(name) }
    /<Skip / { reason = ""; skipping = 1; next }
    /<\/Skip>/ { skipping = 0; sub(/^ +/, "", reason); print "skipped\t" name ": " unescape(reason) }
    skipping { line = $0; gsub(/^ +| +$/, "", line); reason = reason " " line }
    /<OverallResult success="false"/ && !/skips="[1-9]/ { print "failed\t" name }
  ' "$1"
}

# Add a suite's counts to the totals and a row to the table.
record() {
  local name=$1 passed=$2 failed=$3 skipped=$4 seconds=$5
  TABLE+=("$(printf '%-18s %6d passed %4d failed %4d skipped %5d s' "$name" "$passed" "$failed" "$skipped" "$seconds")")
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
  echo "$passed passed, $failed failed, $skipped skipped ($seconds s)"
}

# Count a suite without a result as one failure.
record_broken() {
  FAILURES+=("$1: $2")
  record "$1" 0 1 0 "$3"
}

# Run one command that is a suite: its output into log $1.
run_plain() { timeout --kill-after=10 "$LIMIT" "${@:3}" >"$1" 2>&1 </dev/null; }

# The same for a Catch2 program, with its report in $2.
run_catch() {
  rm -f "$2"
  run_plain "$1" "$2" "${@:3}" --colour-mode none --reporter console --reporter "xml::out=$2"
}

# The same in SHARDS processes, each with a folder for its temporary files; logs and reports are joined.
run_shards() {
  local parts=$2.parts status=0 i
  export -f run_plain run_catch run_shard
  export LIMIT SHARDS
  rm -rf "$parts"
  mkdir -p "$parts"
  seq 0 $((SHARDS - 1)) | xargs -P 2 -I '{}' bash -c 'run_shard "$@"' - '{}' "$parts" "${@:3}" || status=$?
  for ((i = 0; i < SHARDS; i++)); do cat "$parts/$i.log" >&3; [ ! -f "$parts/$i.xml" ] || cat "$parts/$i.xml" >&4; done 3>"$1" 4>"$2"
  rm -rf "$parts"
  return "$status"
}

# Shard $1 of a Catch2 program, in folder $2.
run_shard() {
  mkdir "$2/$1.tmp"
  TMPDIR=$2/$1.tmp run_catch "$2/$1.log" "$2/$1.xml" "${@:3}" --shard-count "$SHARDS" --shard-index "$1"
}

# Run one row of SUITES and count its tests.
run_suite() {
  local name part kind log xml start=$SECONDS status=0 counts command kept
  name=$(field "$1" 1) part=$(field "$1" 2) kind=$(field "$1" 3)
  read -r -a command <<<"$(field "$1" 4)"
  log="$LOGS/$name.log" xml="$LOGS/$name.xml"
  if [ "$part" != - ] && ! ensure_built "$part"; then
    record_broken "$name" "its build ($part) failed" 0
    return
  fi
  start=$SECONDS
  printf 'running  %-12s ' "$name"
  "run_$kind" "$log" "$xml" "${command[@]}" || status=$?
  counts=$("count_$kind" "$log" "$xml") || counts=''
  if [ -z "$counts" ]; then
    record_broken "$name" "ended with status $status and no counts (124: took over $LIMIT s); see $log" $((SECONDS - start))
    excerpt "$log" 40
    return
  fi
  read -r -a kept <<<"$counts"
  if [ "$status" != 0 ] && [ "${kept[1]}" = 0 ] && [ "${kept[0]}" != 0 ]; then
    FAILURES+=("$name: ended with status $status although no test failed; see $log")
    kept[1]=1
  fi
  record "$name" "${kept[@]}" $((SECONDS - start))
  if [ "${kept[1]}" != 0 ]; then excerpt "$log" 150; fi
}

# Passed, failed and skipped of a Catch2 report. Nothing where the report is not complete.
count_catch() { add_catch_totals "$2" 1; }

# The same of the joined reports of all shards.
count_shards() { add_catch_totals "$2" "$SHARDS"; }

# Sums of the closing totals in file $1, which must be $2 in number.
add_catch_totals() {
  local line reports=0 passed=0 failed=0 skipped=0
  while read -r line; do
    [[ $line =~ successes=\"([0-9]+)\"\ failures=\"([0-9]+)\"\ expectedFailures=\"([0-9]+)\"\ skips=\"([0-9]+)\" ]] || return 1
    passed=$((passed + BASH_REMATCH[1] + BASH_REMATCH[3])) failed=$((failed + BASH_REMATCH[2]))
    skipped=$((skipped + BASH_REMATCH[4])) reports=$((reports + 1))
  done < <(grep -o '<OverallResultsCases [^>]*' "$1" 2>/dev/null)
  [ "$reports" = "$2" ] || return 1
  printf '%d %d %d\n' "$passed" "$failed" "$skipped"
}

# Print the same numbers from the closing line of the log $1.
count_plain() {
  local last
  last=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$1" | tail -n 1)
  [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]] || return 1
  printf '%d %d %d\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}"
}

# Print lines "SUITE: NAME..." for the tests that were skipped or failed ($1).
list_cases() {
  local row name
  for row in "${CHOSEN[@]}"; do
    name=$(field "$row" 1)
    if [ -f "$LOGS/$name.xml" ]; then
      read_catch_cases "$LOGS/$name.xml" | sed -n "s|^$1	|  $name: |p"
    elif [ -f "$LOGS/$name.log" ]; then
      sed -n "s|^$1: |  $name: |p" "$LOGS/$name.log"
    fi
  done
}

# Print the table, the skipped tests with reasons, the failed tests, and the closing line.
report() {
  echo
  printf '%s\n' "${TABLE[@]}" "${BUILD_TIMES[@]}"
  if [ "$SKIPPED" != 0 ]; then
    echo && echo "Skipped:"
    list_cases skipped
  fi
  if [ "$FAILED" != 0 ]; then
    echo && echo "Failed:"
    list_cases failed
    [ ${#FAILURES[@]} = 0 ] || printf '  %s\n' "${FAILURES[@]}"
  fi
  echo
  if [ "$SKIPPED" = 0 ]; then
    echo "$PASSED passed, $FAILED failed"
  else
    echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  fi
  [ "$FAILED" = 0 ] && [ "$PASSED" != 0 ]
}

# Choose the rows named by --only; all of them without it.
choose() {
  local wanted row found
  if [ $# = 0 ]; then
    for row in "${SUITES[@]}"; do
      [[ " ${BY_HAND[*]} " == *" $(field "$row" 1) "* ]] || CHOSEN+=("$row")
    done
    return
  fi
  for wanted in "$@"; do
    found=''
    for row in "${SUITES[@]}"; do
      if [ "$(field "$row" 1)" = "$wanted" ]; then CHOSEN+=("$row") found=yes; fi
    done
    [ -n "$found" ] || { echo "tests/run.sh: no suite $wanted (--list names them)" >&2; exit 2; }
  done
}

main() {
  local only=() row part CHOSEN=() TABLE=() BUILD_TIMES=() FAILURES=() PASSED=0 FAILED=0 SKIPPED=0
  declare -A BUILT=()
  while [ $# -gt 0 ]; do
    case $1 in
      --only) [ $# -gt 1 ] || { usage >&2; exit 2; }; only+=("$2"); shift ;;
      --list) for row in "${SUITES[@]}"; do field "$row" 1; echo; done; return ;;
      --help | -h) usage; return ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  choose ${only[@]+"${only[@]}"}
  cd "$ROOT"
  mkdir -p "$LOGS"
  rm -rf "${LOGS:?}"/*
  echo "getting what the tests need"
  if ! scripts/dependencies.sh; then
    printf '\n0 passed, 1 failed\n'
    exit 1
  fi
  for row in "${CHOSEN[@]}"; do run_suite "$row"; done
  report
}

# If sourced, as by the tests of this script, only define the functions.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then main "$@"; fi
