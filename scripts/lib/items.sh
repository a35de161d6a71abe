# shellcheck shell=bash
# The recipes: one make_NAME (and check_NAME) per item of the cache. Each runs in an empty folder of its own; $1 is
# where that folder will be in the end. Sourced by scripts/dependencies.sh.

DEBIAN_EXCLUDE=('./usr/share/doc/*/*.gz' './usr/share/man')

make_imgui() { debian_source imgui; }
make_catch2() { debian_source catch2; }
make_zlib() { debian_source zlib; }

# Header-only libraries, the same files for every target; kept apart from /usr/include so that a WebAssembly build
# never sees the machine's own headers.
make_headers() { debian_unpack libeigen3-dev libcli11-dev nlohmann-json3-dev; }

# Inter, and fontTools to subset it with (pure Python: runs from its folder).
make_font() {
  debian_unpack fonts-inter python3-fonttools
  mkdir inter
  mv usr/share/fonts/opentype/inter/Inter-{Regular,Medium,SemiBold,Bold}.otf inter/
  mv usr/share/doc/fonts-inter/copyright inter/LICENSE.txt
  mv usr/lib/python3/dist-packages python
  rm -rf usr etc
}

# esbuild, one program that makes a plain script of several modules.
make_bundler() { debian_unpack esbuild; }
check_bundler() { "$1/usr/bin/esbuild" --version >/dev/null 2>&1; }

# Playwright from the npm registry, exactly as tests/browser/package-lock.json says; no browser comes with it. Without Vite
# one test is skipped.
make_playwright() {
  local install=(npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$ROOT/tests/browser/package.json" "$ROOT/tests/browser/package-lock.json" .
  "${install[@]}" >&2 || "${install[@]}" --omit=dev >&2
}

# ---- Emscripten: Debian's packages, unpacked and made to run on an older C library ----

EMSCRIPTEN_MINIMUM=3.1.69
EMSCRIPTEN_PACKAGES=(emscripten binaryen node-acorn patchelf
  clang-19 lld-19 llvm-19 llvm-19-linker-tools libclang-common-19-dev libllvm19 libclang-cpp19
  libc6 libstdc++6 libgcc-s1 libz3-4 libzstd1 zlib1g libxml2 liblzma5 libicu76 libffi8 libedit2 libbsd0 libmd0 libtinfo6)
EMSCRIPTEN_TOOLS=(clang lld llvm-ar llvm-nm llvm-objcopy llvm-cxxfilt llvm-dwarfdump llvm-symbolizer llvm-dwp)

# Left behind: tests, documentation, and the system libraries of kinds of build we never make (dynamic linking).
EMSCRIPTEN_EXCLUDE=(./usr/share/doc ./usr/share/man ./usr/share/locale ./usr/share/emscripten/test
  ./usr/share/emscripten/docs ./usr/share/emscripten/media './usr/lib/*/gconv' ./usr/lib/llvm-19/lib/LLVMPolly.so
  ./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/pic
  ./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/lto-pic)

# patch_elf LIBRARIES FILE [LOADER]: FILE finds its libraries in LIBRARIES and, an executable, is started by LOADER.
# patchelf itself is a newer system's program, so it runs under the unpacked loader.
patch_elf() {
  local libraries=$1 file=$2 loader=${3:-} patch
  patch=("$libraries"/ld-linux*.so.* --library-path "$libraries" usr/bin/patchelf)
  # shellcheck disable=SC2016
  "${patch[@]}" --force-rpath --set-rpath '$ORIGIN/'"$(realpath --relative-to="${file%/*}" "$libraries")" "$file"
  [ -z "$loader" ] || "${patch[@]}" --set-interpreter "$loader" "$file"
}

make_emscripten() {
  local final=$1 libraries loader file script DEBIAN_EXCLUDE=("${EMSCRIPTEN_EXCLUDE[@]}")
  debian_unpack "${EMSCRIPTEN_PACKAGES[@]}"
  say "  fitting it to this machine"
  libraries=$(echo usr/lib/*-linux-gnu)
  loader="$final/$(echo "$libraries"/ld-linux*.so.*)"
  # Only the tools that emcc calls stay.
  mkdir bin
  for file in "${EMSCRIPTEN_TOOLS[@]}"; do mv "usr/lib/llvm-19/bin/$file" bin/; done
  rm usr/lib/llvm-19/bin/*
  mv bin/* usr/lib/llvm-19/bin/
  rmdir bin
  ln -s clang usr/lib/llvm-19/bin/clang++
  ln -s lld usr/lib/llvm-19/bin/wasm-ld
  ln -s llvm-ar usr/lib/llvm-19/bin/llvm-ranlib
  ln -s llvm-objcopy usr/lib/llvm-19/bin/llvm-strip
  for file in "$libraries"/libLLVM.so.* "$libraries"/libclang-cpp.so.* "$libraries"/libbinaryen.so; do
    [ -L "$file" ] || patch_elf "$libraries" "$file"
  done
  for file in usr/lib/llvm-19/bin/* usr/bin/wasm-*; do
    [ -L "$file" ] || patch_elf "$libraries" "$file" "$loader"
  done
  ln -s ../nodejs usr/share/emscripten/node_modules
  cat >usr/share/emscripten/.emscripten <<EOF
import os, shutil
LLVM_ROOT = '$final/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$final/usr'
NODE_JS = shutil.which('node') or '/usr/bin/node'
FROZEN_CACHE = True
EOF
  # Whatever another Emscripten left in the environment, these commands read this configuration, and start the
  # system's Python directly where it is there.
  for script in usr/share/emscripten/em*; do
    [ -f "$script.py" ] || continue
    # shellcheck disable=SC2016
    sed -i '1a export EM_CONFIG="${0%/*}/.emscripten"\n[ -x /usr/bin/python3 ] \&\& PYTHON=/usr/bin/python3' "$script"
  done
}

check_emscripten() {
  "$1/usr/lib/llvm-19/bin/clang" --version >/dev/null 2>&1 && "$1/usr/lib/llvm-19/bin/wasm-ld" --version >/dev/null 2>&1 &&
    "$1/usr/bin/wasm-opt" --version >/dev/null 2>&1
}
