# hourglass_flags: the options that every file of Hourglass is compiled with, third-party sources excepted.

if(EMSCRIPTEN)
  # A page is downloaded before it runs, so size comes first; kernels, where the time goes, have options of their own.
  string(REPLACE "-O3" "-Oz" CMAKE_C_FLAGS_RELEASE "${CMAKE_C_FLAGS_RELEASE}")
  string(REPLACE "-O3" "-Oz" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
endif()

add_library(hourglass_flags INTERFACE)
# Contraction is off outside the fast kernels: a fused multiply-add rounds once, so the same source would give other bits
# where the machine has the instruction. GCC 12 reports overlaps and dangling ends in std::string itself (its bugs 105329 and
# 105651).
target_compile_options(hourglass_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-psabi -Wno-sign-conversion -Wno-missing-field-initializers
  $<$<BOOL:${HOURGLASS_WARNINGS_AS_ERRORS}>:-Werror>
  -ffp-contract=off -fno-math-errno
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(EMSCRIPTEN)
  # Hourglass throws nothing and uses no run-time types; these options also remove the libraries' throws and type names.
  target_compile_options(hourglass_flags INTERFACE
    "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:HG_EXCEPTIONS>>>:-fno-exceptions;-fno-rtti>")
endif()
target_compile_definitions(hourglass_flags INTERFACE
  HG_THREADS=$<IF:$<AND:$<BOOL:${EMSCRIPTEN}>,$<NOT:$<BOOL:${HOURGLASS_WASM_THREADS}>>>,0,1>
  HG_VERSION="${PROJECT_VERSION}"
  $<$<BOOL:${HOURGLASS_ASSERTS}>:HG_ASSERTS>)
