# Uses ccache if it is installed, configured so that clones in other folders share its results.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(hg_launcher env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros)
  if(EMSCRIPTEN)
    # Emscripten's commands are scripts that do not change with the compiler, so its version and folder identify it instead.
    list(APPEND hg_launcher "CCACHE_COMPILERCHECK=string:${EMSCRIPTEN_VERSION} ${EMSCRIPTEN_ROOT_PATH}" CCACHE_DEPEND=1
      CCACHE_COMPILERTYPE=clang)
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    list(APPEND hg_launcher CCACHE_PCH_EXTSUM=1)
  endif()
  set(CMAKE_C_COMPILER_LAUNCHER ${hg_launcher} "${CCACHE_PROGRAM}")
  set(CMAKE_CXX_COMPILER_LAUNCHER ${hg_launcher} "${CCACHE_PROGRAM}")
endif()
