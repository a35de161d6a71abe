#!/usr/bin/env bash
# Assembles the deployable page in build/site: the files of web/ and assets/, both WebAssembly builds, and the licences of the
# libraries in them.
#
#   scripts/assemble_site.sh [VARIANT/PROGRAM...]
#
# The programs named must be built; the default is hourglass_page and hourglass_engine in build/wasm and build/wasm-threads, and
# hourglass_sets and hourglass_uses in build/wasm.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SITE=$ROOT/build/site
NEW=$ROOT/build/site.new

# Copy the JavaScript and WebAssembly of program $1 (wasm/hourglass_page) to a folder with the name of its variant.
copy_program() {
  local file
  mkdir -p "$NEW/${1%/*}"
  for file in "$1".{mjs,wasm}; do
    if [ ! -f "$ROOT/build/$file" ]; then
      echo "assemble_site: build/$file is missing; ./build_wasm.sh builds it" >&2
      exit 1
    fi
    cp "$ROOT/build/$file" "$NEW/$file"
  done
}

# Print one notice: title $1, text file $2.
notice() { printf '\n==== %s ====\n\n' "$1" && cat "$2"; }

# Classic scripts for the frame's page, for browsers' contexts that refuse modules (a sandboxed frame loads modules only with CORS
# headers): embed.js is embed/embed.mjs with all its imports, wasm/hourglass_page.script.js is the program.
write_scripts() {
  local script=$NEW/wasm/hourglass_page.script.js esbuild=${FOUND[HG_ESBUILD]}
  "$esbuild" "$NEW/embed/embed.mjs" --bundle --format=iife --global-name=hourglassFrame --minify-whitespace --minify-syntax \
    --charset=utf8 --log-level=warning --outfile="$NEW/embed.js"
  [ -f "$NEW/wasm/hourglass_page.mjs" ] || return 0
  "$esbuild" "$NEW/wasm/hourglass_page.mjs" --bundle --format=iife --global-name=hourglassProgram \
    --define:import.meta.url=document.baseURI --log-level=warning --outfile="$script"
  {
    printf 'hourglassProgram.wasm="'
    base64 -w 0 "$NEW/wasm/hourglass_page.wasm"
    printf '";\n'
  } >>"$script"
}

# standalone.html: the page that a model is put into, with its program and its style inside (web/standalone).
write_standalone() {
  local work=$NEW/standalone.work
  # A page that is served first comes without.
  if [ ! -f "$NEW/wasm/hourglass_uses.wasm" ]; then
    rm -rf "$NEW/standalone"
    return
  fi
  copy_program wasm/hourglass_player
  cp -R "$NEW/standalone" "$work"
  gzip -9 -n -c "$NEW/wasm/hourglass_player.wasm" >"$work/program.gz"
  "${FOUND[HG_ESBUILD]}" "$work/standalone.mjs" --bundle --minify --format=esm --charset=utf8 --log-level=warning --loader:.gz=base64 \
    "--define:import.meta.url=\"data:\"" --outfile="$work/script.js"
  "${FOUND[HG_ESBUILD]}" "$work/standalone.css" --minify --charset=utf8 --log-level=warning --outfile="$work/style.css"
  awk -v work="$work" '
    function content(file,  line, all) { while ((getline line < file) > 0) all = all line "\n"; return all }
    function put(mark, file,  at) {
      at = index($0, mark)
      if (at) $0 = substr($0, 1, at - 1) content(file) substr($0, at + length(mark))
    }
    { put("/*style*/", work "/style.css"); put("/*script*/", work "/script.js"); print }
  ' "$work/standalone.html" >"$NEW/standalone.html"
  rm -rf "$work" "$NEW/standalone" "$NEW"/wasm/hourglass_player.*
}

# The licences that must be distributed with the page.
write_licences() {
  {
    echo "Hourglass contains the following software and font."
    notice "Hourglass" "$ROOT/LICENSE"
    notice "Dear ImGui" "${FOUND[HG_IMGUI_DIR]}/LICENSE.txt"
    notice "Eigen" "${FOUND[HG_JSON_DIR]}/../share/doc/libeigen3-dev/copyright"
    notice "nlohmann-json" "${FOUND[HG_JSON_DIR]}/../share/doc/nlohmann-json3-dev/copyright"
    notice "zlib" "${FOUND[HG_ZLIB_DIR]}/LICENSE"
    notice "Inter (font)" "${FOUND[HG_FONT_DIR]}/LICENSE.txt"
    if [ -f "${FOUND[HG_EMSCRIPTEN_DIR]}/LICENSE" ]; then
      notice "Emscripten (runtime)" "${FOUND[HG_EMSCRIPTEN_DIR]}/LICENSE"
    fi
  } >"$NEW/licenses.txt"
}

# The files that the page, the frame, the element, the tutorial and the article load; not those of the benchmark page and of the
# examples, and not the program as a classic script. The article's networks train on one thread.
OFFLINE=(index.html standalone.html embed.html embed.js hourglass-element.js autoencoder.mjs data.mjs uses.mjs application article assets element package
  page shared tutorial)

# These files with their hashes: the service worker caches exactly them.
write_file_list() {
  local list
  list=$(cd "$NEW" && find "${OFFLINE[@]}" wasm* -type f ! -name '*.d.mts' ! -path 'wasm-threads/hourglass_engine.*' ! -name '*.script.js' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum |
    sed -E 's|^([0-9a-f]+)  (.*)|    "\2": "\1",|')
  printf '// Made by scripts/assemble_site.sh.\nself.siteFiles = {\n  version: "%s",\n  files: {\n%s\n  },\n};\n' \
    "$(sha256sum <<<"$list" | cut -c 1-16)" "$list" >"$NEW/site_files.js"
}

PROGRAMS=("$@")
[ $# -gt 0 ] || PROGRAMS=({wasm,wasm-threads}/hourglass_{page,engine} wasm/hourglass_{sets,uses})
declare -A FOUND
while IFS='=' read -r name value; do FOUND[$name]=$value; done < <("$ROOT/scripts/dependencies.sh" --print wasm font)
rm -rf "$NEW"
mkdir -p "$NEW"
cp -R "$ROOT/web/." "$NEW/"
if [ -n "$(ls -A "$ROOT/assets" 2>/dev/null)" ]; then
  mkdir -p "$NEW/assets"
  cp -R "$ROOT/assets/." "$NEW/assets/"
fi
for program in "${PROGRAMS[@]}"; do copy_program "$program"; done
write_scripts
write_standalone
write_licences
write_file_list
rm -rf "$SITE"
mv "$NEW" "$SITE"
