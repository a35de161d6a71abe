#!/usr/bin/env bash
# Puts the npm package together in build/package: the folders and files that web/package.json names, out of build/site,
# with the licence, a readme, the package in one module, and in site/ what the element shows. "npm pack" or "npm publish" there does the rest.
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

# The files of the site that the element and its frame load.
FRAME=(embed.html embed.js hourglass-element.js application/accessible_controls.css assets element shared licenses.txt
  wasm/hourglass_page.mjs wasm/hourglass_page.wasm wasm/hourglass_page.script.js)

# Those files, to be copied into a site of others.
write_site() {
  local file
  for file in "${FRAME[@]}"; do
    mkdir -p "$NEW/site/$(dirname "$file")"
    cp -R "$SITE/$file" "$NEW/site/$file"
  done
  find "$NEW/site" -name '*.d.mts' -delete
}

# Rewrite what bundlers do not support in Emscripten's loader $1, as versions 3.1.69 and 6.0.5 write it: a worker that is the
# loader itself (who makes the engine hands over the function that starts one), imports of Node's modules, an "await" outside of
# functions, and Node's `process`, for which some install a substitute. Vite's test runner names the program by an address of a
# server that does not run, in Node, and Deno may have loaded all from a server: there the program lies beside the script, and what
# has an http address is fetched.
suit_bundlers() {
  local program
  program=$(basename "$1" .mjs)
  sed -i -E 's/(^|[^.A-Za-z0-9_$])process\b/\1globalThis.process/g' "$1"
  sed -i -e 's#worker=new Worker(new URL("'"$program"'.mjs",import.meta.url),\(workerOptions\|{[^{}]*}\))#worker=Module["startThread"]()#' \
    -e 's|await import("\(node:\)\?module")|await import(/* @vite-ignore */ /* webpackIgnore: true */ ["mod","ule"].join(""))|' \
    -e 's|if *(isNode) *isPthread *= *(await import(.\(node:\)\?worker_threads.)).workerData *=== *.em-pthread.;|if (isNode) import(/* @vite-ignore */ /* webpackIgnore: true */ ["worker","threads"].join("_")).then(({ workerData }) => workerData === "em-pthread" \&\& createEngine());|' \
    -e 's|return new URL("'"$program"'.wasm",import.meta.url).href|var address=new URL("'"$program"'.wasm",import.meta.url).href;return ENVIRONMENT_IS_NODE\&\&scriptDirectory\&\&/^http/.test(address)?scriptDirectory+"'"$program"'.wasm":address|' \
    -e 's|if(dirname.startsWith("data:"))|if(!dirname.startsWith("file:"))|' \
    -e 's|createRequire(import.meta.url)|createRequire(import.meta.url.startsWith("file:")?import.meta.url:"/")|' \
    -e 's|if(!import.meta.url.startsWith("data:"))|if(import.meta.url.startsWith("file:"))|' \
    -e 's|readAsync=\(async\)\?(filename,binary=true)=>{|&if(/^http/.test(filename))return fetch(filename).then(response=>response.ok?response.arrayBuffer():Promise.reject(new Error(response.status+" : "+response.url)));|' "$1"
  if grep -q -e ',workerOptions)' -e 'new Worker(new URL' -e 'if *(isNode) *isPthread' -e "import([\"']" -e 'startsWith("data:")' "$1" ||
    grep -q 'createRequire(import.meta.url)' "$1" || ! grep -q "scriptDirectory+\"$program.wasm\":address" "$1" ||
    ! grep -q '/^http/.test(filename)' "$1"; then
    echo "assemble_package: $1 looks other than expected; bundlers would not understand it" >&2
    exit 1
  fi
}

# Workers in one piece, each with its loader: some bundlers lose what a worker imports beside the page. The program stays where
# it is. Called when the loaders are rewritten.
join_workers() {
  local work=$NEW/joined build name
  mkdir "$work"
  cp -R "$NEW"/{package,shared,wasm,wasm-threads} "$work/"
  for build in wasm wasm-threads; do
    sed -i "s|\"hourglass_engine.wasm\"|\"../$build/hourglass_engine.wasm\"|g" "$work/$build/hourglass_engine.mjs"
  done
  for name in engine_worker engine_worker_threads thread; do
    "$ESBUILD" "$work/package/$name.mjs" --bundle --format=esm --charset=utf8 --log-level=warning \
      --external:*.wasm --outfile="$NEW/package/$name.mjs"
  done
  rm -rf "$work"
}

# inline.mjs: the package, its worker and its program in one module (web/inline). Called when the loaders are rewritten.
write_inline() {
  local work=$NEW/inline common=(--bundle --minify --charset=utf8 --log-level=warning "--define:import.meta.url=\"data:\"")
  cp -R "$SITE/inline" "$work"
  gzip -9 -n -c "$NEW/wasm/hourglass_engine.wasm" >"$work/program.gz"
  "$ESBUILD" "$work/worker.mjs" "${common[@]}" --format=iife --outfile="$work/worker.txt"
  "$ESBUILD" "$work/inline.mjs" "${common[@]}" --format=esm --loader:.gz=base64 --loader:.txt=text --outfile="$NEW/inline.mjs"
  rm -rf "$work"
}

ESBUILD=$("$ROOT/scripts/dependencies.sh" --print wasm | sed -n 's/^HG_ESBUILD=//p')
if [ ! -f "$SITE/package.json" ]; then
  echo "assemble_package: build/site is missing; ./build_wasm.sh builds it" >&2
  exit 1
fi
rm -rf "$NEW"
mkdir -p "$NEW"
while IFS= read -r pattern; do
  case $pattern in
    docs) ;; # from the repository, below
    site) write_site ;;
    !*) for path in $(matching "$NEW" "${pattern#!}"); do rm "$NEW/$path"; done ;;
    *) copy_pattern "$pattern" ;;
  esac
done < <(listed_patterns)
# Programs are not executed from a package.
find "$NEW" -name '*.wasm' -exec chmod 644 {} +
for loader in "$NEW"/*/hourglass_{engine,sets,uses}.mjs; do suit_bundlers "$loader"; done
write_inline
join_workers
cp "$SITE/package.json" "$ROOT/LICENSE" "$NEW/"
mkdir "$NEW/docs"
cp "$ROOT"/docs/{error-codes,hosting}.md "$NEW/docs/"
node "$ROOT/scripts/package_readme.mjs" "$NEW" >"$NEW/README.md"
rm -rf "$PACKAGE"
mv "$NEW" "$PACKAGE"
