# Third-party libraries, one target each. Uses a package installed on the machine; otherwise FetchContent downloads the source
# named here, or uses the folder FETCHCONTENT_SOURCE_DIR_<NAME>. The presets add script_provider.cmake, which overrides both.
# The libraries' headers are system headers, their sources are compiled without warnings.
#
#   Hourglass::eigen, ::json, ::cli11   headers
#   Hourglass::zlib                     zlib
#   Hourglass::png, ::jpeg              libpng, libjpeg: natively and where they are installed; else pictures are refused
#   Hourglass::mpi                      MPI: as the option HOURGLASS_MPI says
#   Hourglass::imgui                    Dear ImGui with its GLFW and OpenGL 3 backends, and what they need
#   Hourglass::catch2                   Catch2 with its main
#
# and, from embed.cmake, hourglass_embed_font(). Include after project(), before any target.

include(FetchContent)
find_package(Threads REQUIRED)

# hourglass_dependency(NAME REPOSITORY TAG [PACKAGE find_package argument...]): finds package NAME or fetches its source.
# PACKAGE_FOUND is true if it found the package; else the source is in SOURCE_DIR. Does not run the source's CMake files.
macro(hourglass_dependency name repository tag)
  cmake_parse_arguments(dependency "" "" "PACKAGE" ${ARGN})
  if(dependency_PACKAGE)
    list(PREPEND dependency_PACKAGE FIND_PACKAGE_ARGS)
  endif()
  FetchContent_Declare(${name}
    GIT_REPOSITORY https://${repository} GIT_TAG ${tag} GIT_SHALLOW TRUE SOURCE_SUBDIR sources-only ${dependency_PACKAGE})
  FetchContent_MakeAvailable(${name})
  string(TOLOWER ${name} dependency_lower)
  set(SOURCE_DIR "${${dependency_lower}_SOURCE_DIR}")
  set(PACKAGE_FOUND "${${name}_FOUND}")
endmacro()

# hourglass_headers(NAME IMPORTED FOLDER): the headers of the package's target IMPORTED, or else those of FOLDER in the source.
function(hourglass_headers name imported folder)
  add_library(hourglass_${name} INTERFACE)
  if(PACKAGE_FOUND)
    target_link_libraries(hourglass_${name} INTERFACE ${imported})
  else()
    target_include_directories(hourglass_${name} SYSTEM INTERFACE "${SOURCE_DIR}${folder}")
  endif()
  add_library(Hourglass::${name} ALIAS hourglass_${name})
endfunction()

# hourglass_third_party(NAME FILE...): a static library of files of the source, built without warnings.
function(hourglass_third_party name)
  list(TRANSFORM ARGN PREPEND "${SOURCE_DIR}/" OUTPUT_VARIABLE sources)
  add_library(hourglass_${name} STATIC EXCLUDE_FROM_ALL ${sources})
  set_target_properties(hourglass_${name} PROPERTIES
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_CLANG_TIDY "" COMPILE_OPTIONS "-w")
  add_library(Hourglass::${name} ALIAS hourglass_${name})
endfunction()

hourglass_dependency(Eigen3 gitlab.com/libeigen/eigen 3.4.0 PACKAGE 3.4 CONFIG)
hourglass_headers(eigen Eigen3::Eigen "")

if(HOURGLASS_BUILD_PROGRAM OR HOURGLASS_BUILD_TESTS)
  hourglass_dependency(nlohmann_json github.com/nlohmann/json v3.11.3 PACKAGE 3.11 CONFIG)
  hourglass_headers(json nlohmann_json::nlohmann_json /include)
endif()
if(HOURGLASS_BUILD_PROGRAM AND NOT EMSCRIPTEN)
  hourglass_dependency(CLI11 github.com/CLIUtils/CLI11 v2.4.2 PACKAGE 2.4 CONFIG)
  hourglass_headers(cli11 CLI11::CLI11 /include)
endif()

# ---- zlib ----
hourglass_dependency(ZLIB github.com/madler/zlib v1.3.1 PACKAGE MODULE)
if(PACKAGE_FOUND)
  add_library(hourglass_zlib INTERFACE)
  target_link_libraries(hourglass_zlib INTERFACE ZLIB::ZLIB)
  add_library(Hourglass::zlib ALIAS hourglass_zlib)
else()
  hourglass_third_party(zlib
    adler32.c compress.c crc32.c deflate.c gzclose.c gzlib.c gzread.c gzwrite.c infback.c inffast.c inflate.c
    inftrees.c trees.c uncompr.c zutil.c)
  target_include_directories(hourglass_zlib SYSTEM PUBLIC $<BUILD_INTERFACE:${SOURCE_DIR}>)
  target_compile_definitions(hourglass_zlib PUBLIC Z_HAVE_UNISTD_H)
  if(EMSCRIPTEN)
    # For size: checksums byte by byte, since the tables for whole words are 4 kB that do not compress, and tables of Huffman
    # codes and checksums built at the first use. Only the thread that JavaScript calls unpacks,
    # so building them needs no lock.
    target_compile_definitions(hourglass_zlib PRIVATE Z_TESTW=0 BUILDFIXED DYNAMIC_CRC_TABLE)
  endif()
endif()

# ---- libpng and libjpeg ----
set(HG_HAS_PNG OFF)
set(HG_HAS_JPEG OFF)
if(NOT EMSCRIPTEN)
  foreach(library PNG JPEG)
    find_package(${library} QUIET)
    if(${library}_FOUND)
      string(TOLOWER ${library} name)
      add_library(Hourglass::${name} ALIAS ${library}::${library})
      set(HG_HAS_${library} ON)
    endif()
  endforeach()
endif()

# ---- MPI ----
set(HOURGLASS_MPI AUTO CACHE STRING "Let several processes train one model (mpirun hourglass train): ON, OFF, or AUTO, where MPI is installed")
set_property(CACHE HOURGLASS_MPI PROPERTY STRINGS AUTO ON OFF)
if(HOURGLASS_MPI AND HOURGLASS_BUILD_PROGRAM AND NOT EMSCRIPTEN)
  # Its C interface is all that is used, and the only one that MPI still has.
  if(HOURGLASS_MPI STREQUAL "AUTO")
    find_package(MPI QUIET COMPONENTS C)
  else()
    find_package(MPI REQUIRED COMPONENTS C)
  endif()
  if(MPI_C_FOUND)
    add_library(Hourglass::mpi ALIAS MPI::MPI_C)
  endif()
endif()

# ---- Dear ImGui ----
if(HOURGLASS_BUILD_APPLICATION)
  hourglass_dependency(imgui github.com/ocornut/imgui v1.90.1)
  hourglass_third_party(imgui
    imgui.cpp imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp
    backends/imgui_impl_glfw.cpp backends/imgui_impl_opengl3.cpp misc/cpp/imgui_stdlib.cpp)
  target_include_directories(hourglass_imgui SYSTEM PUBLIC "${SOURCE_DIR}" "${SOURCE_DIR}/backends" "${SOURCE_DIR}/misc/cpp")
  target_sources(hourglass_imgui PRIVATE "${PROJECT_SOURCE_DIR}/cmake/imgui_fonts.cpp")
  target_compile_definitions(hourglass_imgui PRIVATE
    IMGUI_DISABLE_STB_TRUETYPE_IMPLEMENTATION IMGUI_DISABLE_STB_RECT_PACK_IMPLEMENTATION)
  # 32-bit indices, since a long drawing has more than 65,536 vertices.
  target_compile_definitions(hourglass_imgui PUBLIC
    IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS "ImDrawIdx=unsigned int")
  if(EMSCRIPTEN)
    # imgui_draw.cpp is optimised for speed, since it makes the vertices of every frame. The rest is for size.
    target_compile_options(hourglass_imgui PRIVATE -fno-exceptions -Oz)
    set_source_files_properties("${SOURCE_DIR}/imgui_draw.cpp" PROPERTIES COMPILE_OPTIONS -O2)
    # What the page never uses: ImGui's own font, its access to files, and a shell.
    target_compile_definitions(hourglass_imgui PUBLIC IMGUI_IMPL_OPENGL_ES3 PRIVATE
      IMGUI_DISABLE_DEFAULT_FONT IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
    target_link_options(hourglass_imgui INTERFACE -sUSE_GLFW=3 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  else()
    find_package(OpenGL REQUIRED COMPONENTS OpenGL)
    find_package(glfw3 3.3 REQUIRED)
    target_link_libraries(hourglass_imgui PUBLIC glfw OpenGL::GL ${CMAKE_DL_LIBS})
  endif()
endif()

# ---- Catch2 ----
# Always from source, in its one-file form, which compiles much faster than its hundred sources. In WebAssembly only the test
# programs are built with exceptions.
if(HOURGLASS_BUILD_TESTS)
  hourglass_dependency(Catch2 github.com/catchorg/Catch2 v3.7.1)
  set(CATCH_CONFIG_FALLBACK_STRINGIFIER "")
  configure_file("${SOURCE_DIR}/src/catch2/catch_user_config.hpp.in"
    "${PROJECT_BINARY_DIR}/third_party/catch2/catch_user_config.hpp")
  hourglass_third_party(catch2 extras/catch_amalgamated.cpp)
  set(hourglass_catch2_extras "${SOURCE_DIR}/extras")
  target_include_directories(hourglass_catch2 SYSTEM PUBLIC "${SOURCE_DIR}/src" "${PROJECT_BINARY_DIR}/third_party")
  target_compile_options(hourglass_catch2 PRIVATE -O1)  # halves the compile time; its speed does not matter
  if(EMSCRIPTEN)
    target_compile_options(hourglass_catch2 PUBLIC -fwasm-exceptions)
    target_link_options(hourglass_catch2 INTERFACE -fwasm-exceptions)
  endif()
endif()

# hourglass_node_program(TARGET): makes a WebAssembly program for Node.js that can access the machine's files, grow its memory
# and return its exit code. With threads, main runs in a worker thread, so that it may wait for the others.
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
