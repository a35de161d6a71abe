# shellcheck shell=bash
# The recipes: one make_NAME, and perhaps check_NAME, per item of the cache. make_NAME runs in an empty folder; $1 is the folder's
# final path. Sourced by scripts/dependencies.sh.

DEBIAN_EXCLUDE=('./usr/share/doc/*/*.gz' './usr/share/man')

make_imgui() { debian_source imgui; }
make_catch2() { debian_source catch2; }
make_zlib() { debian_source zlib; }

# Header-only libraries, the same files for every target. They are not in /usr/include, so that a WebAssembly build does not find
# the machine's own headers.
make_headers() { debian_unpack libeigen3-dev libcli11-dev nlohmann-json3-dev; }

# Inter, and fontTools to subset it (pure Python, so it runs from its folder).
make_font() {
  debian_unpack fonts-inter python3-fonttools
  mkdir inter
  mv usr/share/fonts/opentype/inter/Inter-{Regular,Medium,SemiBold,Bold}.otf inter/
  mv usr/share/doc/fonts-inter/copyright inter/LICENSE.txt
  mv usr/lib/python3/dist-packages python
  rm -rf usr etc
}

# esbuild, a single program that bundles modules to a classic script.
make_bundler() { debian_unpack esbuild; }
check_bundler() { "$1/usr/bin/esbuild" --version >/dev/null 2>&1; }

# Playwright from the npm registry, in the versions of tests/browser/package-lock.json, without a browser. If the development
# dependencies (Vite, axe-core) cannot be installed, their tests are skipped.
make_playwright() {
  local install=(npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$ROOT/tests/browser/package.json" "$ROOT/tests/browser/package-lock.json" .
  "${install[@]}" >&2 || "${install[@]}" --omit=dev >&2
}

# What users of the package build with (tests/tools): Vite with React, Vue and Svelte, and TypeScript; all_tools also what takes
# several hundred megabytes.
install_tools() {
  cp "$ROOT/tests/tools/package.json" "$ROOT/tests/tools/package-lock.json" .
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >&2
}
make_tools() { install_tools --omit=dev; }
make_all_tools() { install_tools; }

# ONNX Runtime for Node.js and the web, to run exported models (tests/exports). Its script would fetch what graphics cards need.
make_exports() {
  cp "$ROOT/tests/exports/package.json" "$ROOT/tests/exports/package-lock.json" .
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
}

# ---- Emscripten: Debian's packages, unpacked and made to run on an older C library ----

EMSCRIPTEN_MINIMUM=3.1.69
# Of LLVM and Binaryen only the programs that emcc calls, and of their dependencies only the libraries that they load.
EMSCRIPTEN_TOOLS=(clang lld llvm-ar llvm-nm llvm-objcopy llvm-cxxfilt llvm-dwarfdump llvm-symbolizer llvm-dwp)
EMSCRIPTEN_LIBRARIES='lib(llvm|clang-cpp)[0-9]+|libclang-common-[0-9]+-dev|llvm-[0-9]+-linker-tools|libc6|libstdc\+\+6|libgcc-s1'
EMSCRIPTEN_LIBRARIES+='|libz3-4|libzstd1|zlib1g|libxml2(-[0-9]+)?|liblzma5|libicu[0-9]+|libffi[0-9]+|libedit2|libbsd0|libmd0|libtinfo6'

# Not unpacked: tests, documentation, and the system libraries for unused kinds of builds (dynamic linking, LTO).
EMSCRIPTEN_EXCLUDE=(./usr/share/doc ./usr/share/man ./usr/share/locale ./usr/share/emscripten/test
  ./usr/share/emscripten/docs ./usr/share/emscripten/media './usr/lib/*/gconv' './usr/lib/llvm-*/lib/LLVMPolly.so'
  ./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/pic
  ./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/lto-pic)

# The packages of the suite's Emscripten, with the version of LLVM that it depends on.
emscripten_packages() {
  local version tools
  debian_setup
  version=$(APT_CONFIG="$CACHE/apt/apt.conf" apt-cache depends emscripten | sed -n 's/.*Depends: clang-//p')
  [ -n "$version" ] || fail "Debian $SUITE has no package emscripten"
  tools=(binaryen patchelf "clang-$version" "lld-$version" "llvm-$version")
  printf '%s\n' emscripten node-acorn "${tools[@]}"
  debian_closure "${tools[@]}" | grep -Ex "$EMSCRIPTEN_LIBRARIES"
}

# patch_elf LIBRARIES FILE [LOADER]: makes FILE find its libraries in LIBRARIES and, if it is an executable, start with LOADER.
# patchelf is itself built for a newer system, so it is started with the unpacked loader.
patch_elf() {
  local libraries=$1 file=$2 loader=${3:-} patch
  patch=("$libraries"/ld-linux*.so.* --library-path "$libraries" usr/bin/patchelf)
  # shellcheck disable=SC2016
  "${patch[@]}" --force-rpath --set-rpath '$ORIGIN/'"$(realpath --relative-to="${file%/*}" "$libraries")" "$file"
  [ -z "$loader" ] || "${patch[@]}" --set-interpreter "$loader" "$file"
}

make_emscripten() {
  local final=$1 packages libraries loader llvm file script DEBIAN_EXCLUDE=("${EMSCRIPTEN_EXCLUDE[@]}")
  packages=$(emscripten_packages)
  # shellcheck disable=SC2086
  debian_unpack $packages
  say "  fitting it to this machine"
  libraries=$(echo usr/lib/*-linux-gnu)
  loader="$final/$(echo "$libraries"/ld-linux*.so.*)"
  llvm=$(echo usr/lib/llvm-*)
  mkdir bin
  for file in "${EMSCRIPTEN_TOOLS[@]}"; do mv "$llvm/bin/$file" bin/; done
  rm "$llvm"/bin/*
  mv bin/* "$llvm/bin/"
  rmdir bin
  ln -s clang "$llvm/bin/clang++"
  ln -s lld "$llvm/bin/wasm-ld"
  ln -s llvm-ar "$llvm/bin/llvm-ranlib"
  ln -s llvm-objcopy "$llvm/bin/llvm-strip"
  for file in "$libraries"/libLLVM.so.* "$libraries"/libclang-cpp.so.* "$libraries"/libbinaryen.so; do
    [ -L "$file" ] || patch_elf "$libraries" "$file"
  done
  for file in "$llvm"/bin/* usr/bin/wasm-*; do
    [ -L "$file" ] || patch_elf "$libraries" "$file" "$loader"
  done
  ln -s ../nodejs usr/share/emscripten/node_modules
  cat >usr/share/emscripten/.emscripten <<EOF
import os, shutil
LLVM_ROOT = '$final/$llvm/bin'
BINARYEN_ROOT = '$final/usr'
NODE_JS = shutil.which('node') or '/usr/bin/node'
EOF
  # Older packages contain the system libraries; newer ones compile each of them when a program first needs it.
  if [ -e usr/share/emscripten/cache/sysroot ]; then
    echo "FROZEN_CACHE = True" >>usr/share/emscripten/.emscripten
  else
    echo "CACHE = '$final-system-libraries'" >>usr/share/emscripten/.emscripten
  fi
  # These commands read this configuration, whatever another Emscripten set in the environment, and start the system's Python
  # directly if it exists.
  for script in usr/share/emscripten/em*; do
    [ -f "$script.py" ] || continue
    # shellcheck disable=SC2016
    sed -i '1a export EM_CONFIG="${0%/*}/.emscripten"\n[ -x /usr/bin/python3 ] \&\& PYTHON=/usr/bin/python3 EMSDK_PYTHON=/usr/bin/python3' "$script"
  done
}

check_emscripten() {
  local program
  for program in "$1"/usr/lib/llvm-*/bin/{clang,wasm-ld} "$1/usr/bin/wasm-opt"; do
    "$program" --version >/dev/null 2>&1 || return 1
  done
}
