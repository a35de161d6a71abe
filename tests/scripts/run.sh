#!/usr/bin/env bash
# Tests of the project's scripts: the cache of scripts/dependencies.sh, the counting of tests/run.sh, the edits of tests/mutants.sh,
# and, by node:test, the scripts for Node (*.test.mjs beside this file). Needs no network. Ends in "N passed, N failed[, N skipped]".
# shellcheck disable=SC2317 # functions are called by name
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
PASSED=0 FAILED=0 SKIPPED=0

# test_case NAME FUNCTION: runs FUNCTION in a new shell and folder; the test passes if every command succeeds.
test_case() {
  local name=$1 log="$SCRATCH/log"
  mkdir -p "$SCRATCH/case"
  (cd "$SCRATCH/case" && set -e && "$2") >"$log" 2>&1
  # shellcheck disable=SC2181
  if [ $? = 0 ]; then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    echo "failed: $name"
    sed 's/^/    /' "$log"
  fi
  rm -rf "$SCRATCH/case"
}

# ---- the cache ----

# Defines a separate cache with one item, "toy", of two files, one with the text $TOY. make_toy adds a line to the file "made".
toy_cache() {
  HOURGLASS_CACHE="$PWD/cache"
  # shellcheck source=scripts/lib/common.sh
  . "$ROOT/scripts/lib/common.sh"
  make_toy() { echo x >>"$CACHE/../made" && echo "${TOY:-abc}" >a && mkdir sub && echo b >sub/b; }
}
get_toy() { unset CACHE_LOCKED; provide toy "a toy" "$@"; }
times_made() { wc -l <made; }

makes_an_item_once() {
  toy_cache
  get_toy && get_toy
  [ "$(times_made)" = 1 ] && [ "$(cat "$ITEM_DIR/sub/b")" = b ]
}
repairs_a_deleted_file() {
  toy_cache
  get_toy && rm "$ITEM_DIR/sub/b" && get_toy
  [ "$(times_made)" = 2 ] && [ -f "$ITEM_DIR/sub/b" ]
}
repairs_a_truncated_file() {
  toy_cache
  get_toy && : >"$ITEM_DIR/a" && get_toy
  [ "$(times_made)" = 2 ] && [ "$(cat "$ITEM_DIR/a")" = abc ]
}
repairs_an_item_without_stamp() {
  toy_cache
  get_toy && rm "$ITEM_DIR/.stamp" && get_toy
  [ "$(times_made)" = 2 ]
}
repairs_an_item_that_does_not_run() {
  toy_cache
  check_toy() { [ ! -e "$CACHE/../broken" ]; }
  get_toy && touch broken
  make_toy() { rm -f "$CACHE/../broken" && echo again >a; }
  get_toy && [ "$(cat "$ITEM_DIR/a")" = again ]
}
refuses_an_item_that_never_runs() {
  toy_cache
  check_toy() { false; }
  ! (get_toy) && [ -z "$(find cache -name .stamp)" ]
}
leaves_nothing_of_a_failed_recipe() {
  toy_cache
  make_toy() { echo half >a; false; echo never; }
  bash -c "$(declare -f make_toy get_toy); set -e; export HOURGLASS_CACHE=$PWD/cache; . $ROOT/scripts/lib/common.sh; get_toy" || failed=yes
  [ "${failed:-}" = yes ] && [ -z "$(find cache -name .stamp)" ]
  make_toy() { echo whole >a; }
  get_toy && [ "$(cat "$ITEM_DIR/a")" = whole ] && [ -z "$(find cache -name 'tmp.*')" ]
}
another_input_is_another_item() {
  toy_cache
  get_toy one && first=$ITEM_DIR && get_toy two
  [ "$first" != "$ITEM_DIR" ] && [ -d "$first" ]
}
concurrent_runs_make_it_once() {
  toy_cache
  make_toy() { echo x >>"$CACHE/../made" && sleep 0.5 && echo a >a; }
  (get_toy) & (get_toy) & (get_toy) &
  wait
  [ "$(times_made)" = 1 ]
}

# ---- the counting of tests/run.sh ----

load_runner() {
  # shellcheck source=tests/run.sh
  . "$ROOT/tests/run.sh"
}
counts_a_catch_report() {
  load_runner
  cat >r.xml <<'EOF'
  <TestCase name="a &lt;b&gt;" tags="[unit]" filename="x.cpp" line="3">
    <Skip filename="x.cpp" line="5">
      the files are
      not here
    </Skip>
    <OverallResult success="true" skips="1" durationInSeconds="0"/>
  </TestCase>
  <TestCase name="c" filename="x.cpp" line="9">
    <OverallResult success="false" skips="0" durationInSeconds="0"/>
  </TestCase>
  <OverallResultsCases successes="7" failures="1" expectedFailures="2" skips="1"/>
EOF
  [ "$(count_catch - r.xml)" = "9 1 1" ]
  [ "$(read_catch_cases r.xml)" = "$(printf 'skipped\ta <b>: the files are not here\nfailed\tc')" ]
}
a_cut_catch_report_has_no_counts() {
  load_runner
  printf '<TestCase name="a">\n' >r.xml
  ! count_catch - r.xml && ! count_catch - missing.xml
}
joins_the_shards_of_a_suite() {
  load_runner
  cat >program <<'EOF'
#!/usr/bin/env bash
while [ $# != 0 ]; do
  case $1 in
    --shard-index) shift && shard=$1 ;;
    xml::out=*) report=${1#xml::out=} ;;
  esac
  shift
done
echo "shard $shard in $TMPDIR"
[ "$shard" != "$BROKEN" ] || exit 3
printf '<OverallResultsCases successes="2" failures="%d" expectedFailures="0" skips="1"/>\n' $((shard == 1)) >"$report"
EOF
  chmod +x program
  BROKEN='' run_shards log r.xml ./program
  [ "$(count_shards log r.xml)" = "$((2 * SHARDS)) 1 $SHARDS" ]
  [ "$(grep -c '^shard [0-9]* in .' log)" = "$SHARDS" ] && [ "$(sort -u log | wc -l)" = "$SHARDS" ]
  if BROKEN=2 run_shards log r.xml ./program; then return 1; fi
  ! count_shards log r.xml
}
counts_a_plain_suite() {
  load_runner
  printf '1 passed, 0 failed\nnoise\n12 passed, 3 failed, 4 skipped\n' >log
  [ "$(count_plain log)" = "12 3 4" ]
  echo '5 passed, 0 failed' >log
  [ "$(count_plain log)" = "5 0 0" ]
  echo 'passed' >log
  ! count_plain log
}
runner_refuses_unknown_suites() {
  ! "$ROOT/tests/run.sh" --only nonsense
}

# ---- mutants ----

every_mutant_changes_its_file() { "$ROOT/tests/mutants.sh" --check; }

# ---- shell style ----

# Check the scripts by shellcheck, if it is installed.
check_shell_scripts() {
  local scripts
  mapfile -t scripts < <(cd "$ROOT" && find build_wasm.sh .ci/run scripts tests -path '*/node_modules' -prune -o \
    \( -name '*.sh' -o -path .ci/run \) -not -path 'scripts/lib/*' -print)
  (cd "$ROOT" && shellcheck -x -P . "${scripts[@]}")
}

for name in makes_an_item_once repairs_a_deleted_file repairs_a_truncated_file repairs_an_item_without_stamp \
  repairs_an_item_that_does_not_run refuses_an_item_that_never_runs leaves_nothing_of_a_failed_recipe \
  another_input_is_another_item concurrent_runs_make_it_once counts_a_catch_report a_cut_catch_report_has_no_counts \
  joins_the_shards_of_a_suite counts_a_plain_suite runner_refuses_unknown_suites every_mutant_changes_its_file; do
  test_case "${name//_/ }" "$name"
done
if command -v shellcheck >/dev/null; then
  test_case "shellcheck finds nothing" check_shell_scripts
else
  echo "skipped: shellcheck finds nothing: shellcheck is not installed"
  SKIPPED=$((SKIPPED + 1))
fi
# Run the tests of the scripts for Node: print their lines and add their counts.
output=$(node --test --test-reporter="$ROOT/tests/reporter.mjs" "$ROOT"/tests/scripts/*.test.mjs 2>&1)
sed '$d' <<<"$output"
if [[ $(tail -n 1 <<<"$output") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
  PASSED=$((PASSED + BASH_REMATCH[1])) FAILED=$((FAILED + BASH_REMATCH[2])) SKIPPED=$((SKIPPED + BASH_REMATCH[3]))
else
  FAILED=$((FAILED + 1))
  echo "failed: the tests for Node did not finish"
  printf '%s\n' "$output"
fi

if [ "$SKIPPED" = 0 ]; then echo "$PASSED passed, $FAILED failed"; else echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"; fi
[ "$FAILED" = 0 ]
