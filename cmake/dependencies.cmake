# Third-party libraries: where they are (HG_*_DIR, found or fetched by scripts/dependencies.sh) and one target for each.
# Their headers are system headers and their sources are compiled without our warnings.
#
#   Hourglass::eigen, ::json, ::cli11   headers
#   Hourglass::zlib                     the system's; for WebAssembly compiled from source
#   Hourglass::imgui                    Dear ImGui with its GLFW and OpenGL 3 backends, and what they need
#   Hourglass::catch2                   Catch2 with its main; Hourglass::catch2_no_main without
#
# and, from embed.cmake, hourglass_embed_font(). Include after project(), before any target.

enable_language(C)

# Ask the script; it installs or downloads what is missing.
if(EMSCRIPTEN)
  set(hg_groups wasm font)
else()
  set(hg_groups native font)
endif()
execute_process(
  COMMAND "${CMAKE_CURRENT_LIST_DIR}/../scripts/dependencies.sh" --print ${hg_groups}
  OUTPUT_VARIABLE hg_found
  RESULT_VARIABLE hg_status)
if(NOT hg_status EQUAL 0)
  message(FATAL_ERROR "Something Hourglass needs is missing; scripts/dependencies.sh ${hg_groups} says what.")
endif()
string(REGEX MATCHALL "[^\n]+" hg_found "${hg_found}")
foreach(line IN LISTS hg_found)
  string(REGEX MATCH "^(HG_[A-Z0-9_]+)=(.*)$" line "${line}")
  set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}" CACHE INTERNAL "")
endforeach()

# ccache, with results that another clone in another folder can use. Emscripten's commands are scripts whose own text
# says nothing about the compiler behind them, so its version and folder stand in for them.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(hg_launcher env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1)
  if(EMSCRIPTEN)
    list(APPEND hg_launcher "CCACHE_COMPILERCHECK=string:${EMSCRIPTEN_VERSION} ${HG_EMSCRIPTEN_DIR}" CCACHE_DEPEND=1)
  endif()
  set(CMAKE_C_COMPILER_LAUNCHER ${hg_launcher} "${CCACHE_PROGRAM}")
  set(CMAKE_CXX_COMPILER_LAUNCHER ${hg_launcher} "${CCACHE_PROGRAM}")
endif()

# hourglass_headers(NAME DIRECTORY): a library of headers only.
function(hourglass_headers name directory)
  add_library(hourglass_${name} INTERFACE)
  target_include_directories(hourglass_${name} SYSTEM INTERFACE "${directory}")
  add_library(Hourglass::${name} ALIAS hourglass_${name})
endfunction()

# hourglass_third_party(NAME ROOT SOURCE...): a static library of sources under ROOT, built without warnings.
function(hourglass_third_party name root)
  list(TRANSFORM ARGN PREPEND "${root}/" OUTPUT_VARIABLE sources)
  add_library(hourglass_${name} STATIC EXCLUDE_FROM_ALL ${sources})
  set_target_properties(hourglass_${name} PROPERTIES
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_CLANG_TIDY "" COMPILE_OPTIONS "-w")
  add_library(Hourglass::${name} ALIAS hourglass_${name})
endfunction()

hourglass_headers(eigen "${HG_EIGEN_DIR}")
hourglass_headers(json "${HG_JSON_DIR}")
hourglass_headers(cli11 "${HG_CLI11_DIR}")

# ---- zlib ----
if(EMSCRIPTEN)
  hourglass_third_party(zlib "${HG_ZLIB_DIR}"
    adler32.c compress.c crc32.c deflate.c gzclose.c gzlib.c gzread.c gzwrite.c infback.c inffast.c inflate.c
    inftrees.c trees.c uncompr.c zutil.c)
  target_include_directories(hourglass_zlib SYSTEM PUBLIC "${HG_ZLIB_DIR}")
  target_compile_definitions(hourglass_zlib PUBLIC Z_HAVE_UNISTD_H)
  # Checksums byte by byte: the tables for a word at a time are 4 kB that do not compress.
  # The fixed Huffman codes and the table of checksums are built when first used, which is no danger: only the thread that
  # JavaScript calls unpacks.
  target_compile_definitions(hourglass_zlib PRIVATE Z_TESTW=0 BUILDFIXED DYNAMIC_CRC_TABLE)
else()
  find_package(ZLIB REQUIRED)
  add_library(hourglass_zlib INTERFACE)
  target_link_libraries(hourglass_zlib INTERFACE ZLIB::ZLIB)
  add_library(Hourglass::zlib ALIAS hourglass_zlib)
endif()

# ---- Dear ImGui ----
hourglass_third_party(imgui "${HG_IMGUI_DIR}"
  imgui.cpp imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp
  backends/imgui_impl_glfw.cpp backends/imgui_impl_opengl3.cpp misc/cpp/imgui_stdlib.cpp)
target_include_directories(hourglass_imgui SYSTEM PUBLIC
  "${HG_IMGUI_DIR}" "${HG_IMGUI_DIR}/backends" "${HG_IMGUI_DIR}/misc/cpp")
# A window may have more corners than 16 bits can count: a drawing of half a minute does.
target_compile_definitions(hourglass_imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS "ImDrawIdx=unsigned int")
if(EMSCRIPTEN)
  # It makes every frame: with -Oz a frame takes a tenth longer, for 27 kB less of the download.
  target_compile_options(hourglass_imgui PRIVATE -fno-exceptions -O2)
  target_compile_definitions(hourglass_imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
  # Its questions hold up every frame; src/app/shell/graphics_state_web.cpp answers them.
  set_source_files_properties("${HG_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp" PROPERTIES
    COMPILE_DEFINITIONS glGetIntegerv=hourglass_fresh_graphics_state)
  target_link_options(hourglass_imgui INTERFACE -sUSE_GLFW=3 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
else()
  find_package(glfw3 3.3 REQUIRED)
  find_package(OpenGL REQUIRED COMPONENTS OpenGL)
  target_link_libraries(hourglass_imgui PUBLIC glfw OpenGL::GL ${CMAKE_DL_LIBS})
endif()

# ---- Catch2 ----
# Its one-file form compiles in a fraction of the time of its hundred sources; tests still include the small headers.
# Exceptions stay inside the test programs: only they are built with WebAssembly exceptions.
set(CATCH_CONFIG_FALLBACK_STRINGIFIER "")
configure_file("${HG_CATCH2_DIR}/src/catch2/catch_user_config.hpp.in"
  "${CMAKE_BINARY_DIR}/third_party/catch2/catch_user_config.hpp")
foreach(name catch2 catch2_no_main)
  hourglass_third_party(${name} "${HG_CATCH2_DIR}" extras/catch_amalgamated.cpp)
  target_include_directories(hourglass_${name} SYSTEM PUBLIC
    "${HG_CATCH2_DIR}/src" "${CMAKE_BINARY_DIR}/third_party")
  target_compile_options(hourglass_${name} PRIVATE -O1)  # half the compile time, and no test waits for it
  if(EMSCRIPTEN)
    target_compile_options(hourglass_${name} PUBLIC -fwasm-exceptions)
    target_link_options(hourglass_${name} INTERFACE -fwasm-exceptions)
  endif()
endforeach()
target_compile_definitions(hourglass_catch2_no_main PRIVATE CATCH_AMALGAMATED_CUSTOM_MAIN)

# hourglass_node_program(TARGET): a WebAssembly program for Node.js that sees the machine's files, may grow its memory
# and returns its exit code; with threads, main runs in one of its own so that it may wait for the others.
function(hourglass_node_program target)
  if(NOT EMSCRIPTEN)
    return()
  endif()
  target_link_options(${target} PRIVATE
    -sENVIRONMENT=node,worker -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB -O1)
  if(HOURGLASS_WASM_THREADS)
    target_link_options(${target} PRIVATE -sPROXY_TO_PTHREAD=1 -Wno-pthreads-mem-growth)
  endif()
endfunction()

include("${CMAKE_CURRENT_LIST_DIR}/embed.cmake")
