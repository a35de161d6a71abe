#!/usr/bin/env bash
# Checks that clang-format would change no C++ file; every file is one test. Ends in "N passed, N failed[, N skipped]".
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
VERSION=14 # versions format differently; the sources are formatted by this one

for CLANG_FORMAT in "clang-format-$VERSION" clang-format ''; do
  [ -n "$CLANG_FORMAT" ] || { echo "skipped: format: clang-format $VERSION is not installed" && echo "0 passed, 0 failed, 1 skipped" && exit; }
  if "$CLANG_FORMAT" --version 2>/dev/null | grep -q "version $VERSION\."; then break; fi
done

mapfile -t files < <(find src tests -path '*/node_modules' -prune -o \( -name '*.cpp' -o -name '*.h' \) -print | sort)
failed=0
while IFS= read -r file; do
  echo "failed: $file: run clang-format -i on it"
  failed=$((failed + 1))
done < <("$CLANG_FORMAT" --dry-run "${files[@]}" 2>&1 | sed -n 's/^\([^:]*\):[0-9]*:[0-9]*: warning: code should be .*/\1/p' | sort -u)
echo "$((${#files[@]} - failed)) passed, $failed failed"
[ "$failed" = 0 ]
