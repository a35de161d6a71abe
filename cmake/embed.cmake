# Compiles files into the program: any file unchanged, or a font with only the characters that the program uses.
#
#   hourglass_embed_file(TARGET NAME kInterRegular FILE path)
#   hourglass_embed_font(TARGET NAME kInterRegular FONT Inter-Regular.otf UNICODES U+0020-007E,U+2190-2193)
#
# TARGET can then include "embedded/kInterRegular.h", which declares, in namespace hourglass::embedded,
#   extern const unsigned char kInterRegular[];  extern const std::size_t kInterRegularSize;
# FONT is a file of HOURGLASS_FONT_DIR; UNICODES lists the characters to keep, in fontTools' notation. Kerning is removed, since
# Dear ImGui does not use it.

find_path(HOURGLASS_FONT_DIR Inter-Regular.otf PATHS /usr/share/fonts/opentype/inter
  NO_CMAKE_FIND_ROOT_PATH DOC "The folder of the Inter font's .otf files")
set(HOURGLASS_FONTTOOLS_DIR "" CACHE PATH "The folder that holds the Python package fontTools, unless Python finds it")

function(hourglass_embed_file target)
  cmake_parse_arguments(embed "" "NAME;FILE" "" ${ARGN})
  set(folder "${PROJECT_BINARY_DIR}/embedded")
  add_custom_command(
    OUTPUT "${folder}/${embed_NAME}.cpp" "${folder}/${embed_NAME}.h"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
    COMMAND ${CMAKE_COMMAND} "-DINPUT=${embed_FILE}" "-DNAME=${embed_NAME}" "-DFOLDER=${folder}"
      -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_file.cmake"
    DEPENDS "${embed_FILE}" "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_file.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${folder}/${embed_NAME}.cpp" "${folder}/${embed_NAME}.h")
  target_include_directories(${target} PRIVATE "${PROJECT_BINARY_DIR}")
endfunction()

function(hourglass_embed_font target)
  cmake_parse_arguments(font "" "NAME;FONT;UNICODES" "" ${ARGN})
  find_program(HG_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
  find_program(HG_PYTHON NAMES python3 REQUIRED NO_CMAKE_FIND_ROOT_PATH)
  if(NOT HOURGLASS_FONT_DIR)
    message(FATAL_ERROR "The application needs the Inter font: set HOURGLASS_FONT_DIR to the folder of Inter-Regular.otf.")
  endif()
  set(folder "${PROJECT_BINARY_DIR}/embedded")
  set(subset "${folder}/${font_NAME}.otf")
  add_custom_command(
    OUTPUT "${subset}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
    COMMAND ${CMAKE_COMMAND} -E env "PYTHONPATH=${HOURGLASS_FONTTOOLS_DIR}" PYTHONDONTWRITEBYTECODE=1 SOURCE_DATE_EPOCH=0
      "${HG_PYTHON}" "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/subset_font.py" "${HOURGLASS_FONT_DIR}/${font_FONT}" "${font_UNICODES}"
      "${subset}"
    DEPENDS "${HOURGLASS_FONT_DIR}/${font_FONT}" "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/subset_font.py"
    COMMENT "Subsetting ${font_FONT}" VERBATIM)
  hourglass_embed_file(${target} NAME ${font_NAME} FILE "${subset}")
endfunction()
