# A dependency provider: takes the libraries of dependencies.cmake from scripts/dependencies.sh, which installs or downloads
# missing ones and always gives the same versions. The presets use it by CMAKE_PROJECT_TOP_LEVEL_INCLUDES; without it CMake
# looks for installed packages and then downloads sources.

set(HG_DEPENDENCIES_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/../scripts/dependencies.sh" CACHE INTERNAL "")

# Sets HG_NAME in the caller for every "HG_NAME=value" line that scripts/dependencies.sh prints for these groups.
macro(hourglass_read_script)
  execute_process(
    COMMAND "${HG_DEPENDENCIES_SCRIPT}" --print ${ARGN}
    OUTPUT_VARIABLE hg_lines
    RESULT_VARIABLE hg_status)
  if(NOT hg_status EQUAL 0)
    message(FATAL_ERROR "Something Hourglass needs is missing; scripts/dependencies.sh ${ARGN} says what.")
  endif()
  string(REGEX MATCHALL "[^\n]+" hg_lines "${hg_lines}")
  foreach(hg_line IN LISTS hg_lines)
    string(REGEX MATCH "^(HG_[A-Z0-9_]+)=(.*)$" hg_line "${hg_line}")
    set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
  endforeach()
endmacro()

hourglass_read_script(font)
set(HOURGLASS_FONT_DIR "${HG_FONT_DIR}" CACHE INTERNAL "")
set(HOURGLASS_FONTTOOLS_DIR "${HG_FONTTOOLS_DIR}" CACHE INTERNAL "")

# Called by FetchContent_MakeAvailable() for each dependency. The first call runs the script, because only then CMake knows
# whether it compiles for WebAssembly. find_package() finds libraries without a folder of the script, such as the native zlib.
macro(hourglass_provide method name)
  get_property(hg_asked GLOBAL PROPERTY HG_SCRIPT_ASKED)
  if(NOT hg_asked)
    if(EMSCRIPTEN)
      hourglass_read_script(wasm)
    else()
      hourglass_read_script(native)
    endif()
    set_property(GLOBAL PROPERTY HG_SCRIPT_ASKED TRUE)
    set_property(GLOBAL PROPERTY HG_SOURCE_Eigen3 "${HG_EIGEN_DIR}")
    set_property(GLOBAL PROPERTY HG_SOURCE_nlohmann_json "${HG_JSON_DIR}/..")
    set_property(GLOBAL PROPERTY HG_SOURCE_CLI11 "${HG_CLI11_DIR}/..")
    set_property(GLOBAL PROPERTY HG_SOURCE_ZLIB "${HG_ZLIB_DIR}")
    set_property(GLOBAL PROPERTY HG_SOURCE_imgui "${HG_IMGUI_DIR}")
    set_property(GLOBAL PROPERTY HG_SOURCE_Catch2 "${HG_CATCH2_DIR}")
  endif()
  get_property(hg_source GLOBAL PROPERTY HG_SOURCE_${name})
  if(hg_source)
    FetchContent_SetPopulated(${name} SOURCE_DIR "${hg_source}")
  endif()
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER hourglass_provide SUPPORTED_METHODS FETCHCONTENT_MAKEAVAILABLE_SERIAL)
