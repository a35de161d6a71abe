# hourglass_flags: the compiler options of all files of Hourglass, but not of third-party sources.

if(EMSCRIPTEN)
  # Optimise for size, since a page must be downloaded; kernels, which take most of the time, have their own options.
  string(REPLACE "-O3" "-Oz" CMAKE_C_FLAGS_RELEASE "${CMAKE_C_FLAGS_RELEASE}")
  string(REPLACE "-O3" "-Oz" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
endif()

add_library(hourglass_flags INTERFACE)
# Contraction is off outside the fast kernels: a fused multiply-add rounds only once, so the same source would give other bits on
# machines with that instruction. The warnings that are off for GCC are false reports of version 12 about std::string (its bugs
# 105329 and 105651), which are more frequent with precompiled headers.
target_compile_options(hourglass_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-psabi -Wno-sign-conversion -Wno-missing-field-initializers
  $<$<BOOL:${HOURGLASS_WARNINGS_AS_ERRORS}>:-Werror>
  -ffp-contract=off -fno-math-errno
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-array-bounds>")
if(EMSCRIPTEN)
  # Hourglass uses neither exceptions nor RTTI; these options also remove them from the standard library.
  target_compile_options(hourglass_flags INTERFACE
    "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:HG_EXCEPTIONS>>>:-fno-exceptions;-fno-rtti>")
endif()
target_compile_definitions(hourglass_flags INTERFACE
  HG_THREADS=$<IF:$<AND:$<BOOL:${EMSCRIPTEN}>,$<NOT:$<BOOL:${HOURGLASS_WASM_THREADS}>>>,0,1>
  HG_VERSION="${PROJECT_VERSION}"
  $<$<BOOL:${HOURGLASS_ASSERTS}>:HG_ASSERTS>)

# hourglass_precompile(TARGET HEADER...): precompiles the most used standard headers and all HEADERs. Targets without HEADERs
# share one precompiled header.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(hourglass_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
  # CMake's default passes the file behind -Xclang, where ccache does not find it.
  set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -include-pch <PCH_FILE>)
else()
  target_compile_options(hourglass_flags INTERFACE -fpch-preprocess)
endif()
set(hg_standard_headers <algorithm> <array> <cmath> <cstdint> <functional> <memory> <optional> <span> <string> <string_view>
  <utility> <variant> <vector>)
function(hourglass_precompile target)
  if(target STREQUAL hourglass_precompiled OR ARGN)
    target_precompile_headers(${target} PRIVATE ${hg_standard_headers} ${ARGN})
    # Clang's precompiled headers contain the path of the clone, so ccache hashes this file instead (CCACHE_PCH_EXTSUM).
    string(SHA256 sum "${hg_standard_headers} ${ARGN}")
    file(CONFIGURE OUTPUT "CMakeFiles/${target}.dir/cmake_pch.hxx${CMAKE_PCH_EXTENSION}.sum" CONTENT "${sum}\n")
  else()
    target_precompile_headers(${target} REUSE_FROM hourglass_precompiled)
  endif()
endfunction()

file(CONFIGURE OUTPUT precompiled.cpp CONTENT "")
add_library(hourglass_precompiled OBJECT "${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp")
target_link_libraries(hourglass_precompiled PRIVATE hourglass_flags)
hourglass_precompile(hourglass_precompiled)
