#!/usr/bin/env bash
# Trains with several processes of build/release/hourglass on this machine. Ends in "N passed, N failed, N skipped".
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exec node --test --test-reporter="$ROOT/tests/reporter.mjs" "$ROOT"/tests/mpi/*.test.mjs
