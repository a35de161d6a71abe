#!/usr/bin/env bash
# Assembles the npm package in build/package: the folders and files of build/site that web/package.json names, the licence and
# a readme. Then run "npm pack" or "npm publish" there.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SITE=$ROOT/build/site
PACKAGE=$ROOT/build/package
NEW=$PACKAGE.new

# The patterns under "files" in package.json: those to copy, and those to leave out, which begin with "!".
listed_patterns() {
  node -e 'console.log(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).files.join("\n"))' "$SITE/package.json"
}

# The paths in folder $1 that match pattern $2, one per line.
matching() { (cd "$1" && compgen -G "$2"); }

# Copy the folders and files of build/site that match pattern $1.
copy_pattern() {
  local path paths
  if ! paths=$(matching "$SITE" "$1"); then
    echo "assemble_package: build/site has no $1; ./build_wasm.sh builds the site" >&2
    exit 1
  fi
  for path in $paths; do
    mkdir -p "$(dirname "$NEW/$path")"
    cp -R "$SITE/$path" "$NEW/$path"
  done
}

# Rewrite the parts of Emscripten's loader $1 that bundlers do not support: a worker that is the loader itself (the engine's caller
# passes a function that starts a worker), imports of Node's modules, and "await" outside functions.
suit_bundlers() {
  sed -i -e 's|worker=new Worker(new URL("hourglass_engine.mjs",import.meta.url),workerOptions)|worker=Module["startThread"]()|' \
    -e 's|await import("module")|await import(/* @vite-ignore */ /* webpackIgnore: true */ ["mod","ule"].join(""))|' \
    -e 's|^if (isNode) isPthread = (await import(.worker_threads.)).workerData === .em-pthread.;$|if (isNode) import(/* @vite-ignore */ /* webpackIgnore: true */ ["worker","threads"].join("_")).then(({ workerData }) => workerData === "em-pthread" \&\& createEngine());|' "$1"
  if grep -q -e ',workerOptions)' -e 'new Worker(new URL' -e '^if (isNode) .*await' -e "import([\"']" "$1"; then
    echo "assemble_package: $1 looks other than expected; bundlers would not understand it" >&2
    exit 1
  fi
}

if [ ! -f "$SITE/package.json" ]; then
  echo "assemble_package: build/site is missing; ./build_wasm.sh builds it" >&2
  exit 1
fi
rm -rf "$NEW"
mkdir -p "$NEW"
while IFS= read -r pattern; do
  case $pattern in
    !*) for path in $(matching "$NEW" "${pattern#!}"); do rm "$NEW/$path"; done ;;
    *) copy_pattern "$pattern" ;;
  esac
done < <(listed_patterns)
# No file of a package is executable.
chmod 644 "$NEW"/*/*.wasm
for loader in "$NEW"/*/hourglass_engine.mjs; do suit_bundlers "$loader"; done
cp "$SITE/package.json" "$ROOT/LICENSE" "$NEW/"
# The readme is the package's section of the documentation, with links changed to files of the package.
awk '/^## /{ inside = /^## The engine without a canvas/ } inside' "$ROOT/docs/embedding.md" |
  sed -e '1s/.*/# hourglass-autoencoders/' -e 's/^###/##/' -e 's|(../web/|(|g' >"$NEW/README.md"
rm -rf "$PACKAGE"
mv "$NEW" "$PACKAGE"
