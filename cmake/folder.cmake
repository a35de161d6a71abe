# hourglass_folder(NAME [TWIN] LINK LIBRARY... SOURCES FILE... [SYSTEM_SOURCES FILE...] [KERNELS FILE...]
#                  [WIDE_KERNELS FILE...])
#
# Adds the static library hourglass_NAME of the folder src/NAME. LINK names other folders (nn) or targets (Hourglass::zlib).
# KERNELS are compiled once per instruction set; so are WIDE_KERNELS, but for size in WebAssembly, where -O3 makes them twice as
# large and no faster. SYSTEM_SOURCES have other versions for the browser (src/bindings): natively they are part of the library,
# in WebAssembly part of hourglass_system, which a program links unless it has those versions. TWIN also adds
# hourglass_NAME_double for native tests, the same sources with double as Real.
function(hourglass_folder name)
  cmake_parse_arguments(folder "TWIN" "" "LINK;SOURCES;SYSTEM_SOURCES;KERNELS;WIDE_KERNELS" ${ARGN})
  if(EMSCRIPTEN)
    list(TRANSFORM folder_SYSTEM_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
    set_property(GLOBAL APPEND PROPERTY HG_SYSTEM_SOURCES ${folder_SYSTEM_SOURCES})
  else()
    list(APPEND folder_SOURCES ${folder_SYSTEM_SOURCES})
  endif()
  set(suffixes "/")
  if(folder_TWIN AND HOURGLASS_BUILD_TESTS AND NOT EMSCRIPTEN)
    list(APPEND suffixes "_double/")
  endif()
  foreach(suffix IN LISTS suffixes)
    string(REPLACE "/" "" suffix "${suffix}")
    set(target hourglass_${name}${suffix})
    add_library(${target} STATIC ${folder_SOURCES})
    target_include_directories(${target} PUBLIC
      "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>" "$<INSTALL_INTERFACE:include/hourglass>")
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:hourglass_flags>)
    # Public, because inline functions in headers also use asserts.
    target_compile_definitions(${target} PUBLIC $<$<BOOL:${HOURGLASS_ASSERTS}>:HG_ASSERTS>)
    hourglass_precompile(${target})
    if(suffix)
      target_compile_definitions(${target} PUBLIC HG_REAL_DOUBLE)
      set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
    endif()
    foreach(library IN LISTS folder_LINK)
      if(TARGET hourglass_${library})
        set(library hourglass_${library}${suffix})
      endif()
      target_link_libraries(${target} PUBLIC ${library})
    endforeach()
    hourglass_kernels(${target} HOT ${folder_KERNELS} WIDE ${folder_WIDE_KERNELS})
  endforeach()
endfunction()
