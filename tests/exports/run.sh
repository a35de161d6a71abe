#!/usr/bin/env bash
# Compares exported models with the engine (build/release) in ONNX Runtime, PyTorch and C, with the runtimes that can be had. Ends in
# "N passed, N failed, N skipped".
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
places=$("$ROOT/scripts/dependencies.sh" --print exports) || places=''
HG_EXPORTS_DIR=$(sed -n 's/^HG_EXPORTS_DIR=//p' <<<"$places")
export HG_EXPORTS_DIR
exec node --test --test-reporter="$ROOT/tests/reporter.mjs" "$ROOT"/tests/exports/*.test.mjs
