#!/usr/bin/env bash
# Puts the deployable page together in build/site: the files of web/ and assets/, both WebAssembly builds and the
# licences of what is compiled in. Expects the targets hourglass_page and hourglass_engine built in build/wasm and
# build/wasm-threads.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SITE=$ROOT/build/site
NEW=$ROOT/build/site.new

# Copy one build's JavaScript and WebAssembly to a folder named like its preset.
copy_variant() {
  local preset=$1 file
  mkdir -p "$NEW/$preset"
  for file in hourglass_{page,engine}.{mjs,wasm}; do
    if [ ! -f "$ROOT/build/$preset/$file" ]; then
      echo "assemble_site: build/$preset/$file is missing; ./build_wasm.sh builds it" >&2
      exit 1
    fi
    cp "$ROOT/build/$preset/$file" "$NEW/$preset/"
  done
}

# One notice: title $1, text file $2.
notice() { printf '\n==== %s ====\n\n' "$1" && cat "$2"; }

# The licences that must go along with the page.
write_licences() {
  local name value
  declare -A found
  while IFS='=' read -r name value; do found[$name]=$value; done < <("$ROOT/scripts/dependencies.sh" --print wasm font)
  {
    echo "Hourglass contains the following software and font."
    notice "Hourglass" "$ROOT/LICENSE"
    notice "Dear ImGui" "${found[HG_IMGUI_DIR]}/LICENSE.txt"
    notice "Eigen" "${found[HG_JSON_DIR]}/../share/doc/libeigen3-dev/copyright"
    notice "nlohmann-json" "${found[HG_JSON_DIR]}/../share/doc/nlohmann-json3-dev/copyright"
    notice "zlib" "${found[HG_ZLIB_DIR]}/LICENSE"
    notice "Inter (font)" "${found[HG_FONT_DIR]}/LICENSE.txt"
    if [ -f "${found[HG_EMSCRIPTEN_DIR]}/LICENSE" ]; then
      notice "Emscripten (runtime)" "${found[HG_EMSCRIPTEN_DIR]}/LICENSE"
    fi
  } >"$NEW/licenses.txt"
}

rm -rf "$NEW"
mkdir -p "$NEW"
cp -R "$ROOT/web/." "$NEW/"
if [ -n "$(ls -A "$ROOT/assets" 2>/dev/null)" ]; then
  mkdir -p "$NEW/assets"
  cp -R "$ROOT/assets/." "$NEW/assets/"
fi
copy_variant wasm
copy_variant wasm-threads
write_licences
rm -rf "$SITE"
mv "$NEW" "$SITE"
