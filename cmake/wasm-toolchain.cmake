# Toolchain file for WebAssembly: finds or downloads Emscripten by scripts/dependencies.sh, then includes Emscripten's own
# platform file. With -DHOURGLASS_WASM_THREADS=ON everything is compiled for shared memory and threads.

# CMake reads a toolchain file several times per run (for compiler checks); the environment variable keeps the result.
if(NOT DEFINED ENV{HG_EMSCRIPTEN_DIR})
  execute_process(
    COMMAND "${CMAKE_CURRENT_LIST_DIR}/../scripts/dependencies.sh" --print wasm
    OUTPUT_VARIABLE hg_found
    RESULT_VARIABLE hg_status)
  if(NOT hg_status EQUAL 0)
    message(FATAL_ERROR "The WebAssembly toolchain is missing; scripts/dependencies.sh wasm says why.")
  endif()
  string(REGEX MATCH "HG_EMSCRIPTEN_DIR=([^\n]+)" hg_found "${hg_found}")
  set(ENV{HG_EMSCRIPTEN_DIR} "${CMAKE_MATCH_1}")
endif()

# A build folder cannot change the compiler that it was first configured with.
if(DEFINED CACHE{HG_EMSCRIPTEN} AND NOT "$CACHE{HG_EMSCRIPTEN}" STREQUAL "$ENV{HG_EMSCRIPTEN_DIR}")
  message(FATAL_ERROR "${CMAKE_BINARY_DIR} belongs to the Emscripten in $CACHE{HG_EMSCRIPTEN}; this one is in "
    "$ENV{HG_EMSCRIPTEN_DIR}. Delete the folder, or choose another with -B.")
endif()
set(HG_EMSCRIPTEN "$ENV{HG_EMSCRIPTEN_DIR}" CACHE INTERNAL "")

# Every browser with WebAssembly SIMD, which the page requires, also supports the other two.
set(hg_flags "-msimd128 -mbulk-memory -mnontrapping-fptoint")
if(HOURGLASS_WASM_THREADS)
  string(APPEND hg_flags " -pthread")
endif()
set(CMAKE_C_FLAGS_INIT "${hg_flags}")
set(CMAKE_CXX_FLAGS_INIT "${hg_flags}")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES HOURGLASS_WASM_THREADS)

include("$ENV{HG_EMSCRIPTEN_DIR}/cmake/Modules/Platform/Emscripten.cmake")
