#!/usr/bin/env bash
# Installs the library of build/release, then builds and runs a program against it as another project would. Ends in "N passed,
# N failed".
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$ROOT/build/consumer
PASSED=0 FAILED=0

# check NAME COMMAND...: runs one test, which passes if the command succeeds.
check() {
  local name=$1
  shift
  if "$@" >"$WORK/log" 2>&1; then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    echo "failed: $name"
    tail -n 30 "$WORK/log"
  fi
}

rm -rf "$WORK"
mkdir -p "$WORK"
check "the library installs" cmake --install "$ROOT/build/release" --prefix "$WORK/prefix"
check "another project finds it" cmake -S "$ROOT/tests/consumer" -B "$WORK/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  "-DCMAKE_PREFIX_PATH=$WORK/prefix"
check "its headers and a program compile" cmake --build "$WORK/build"
check "a program trains through it" "$WORK/build/consumer"
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
