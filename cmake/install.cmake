# cmake --install: installs the engine's libraries and headers with a CMake package (find_package(Hourglass), target
# Hourglass::hourglass), and the program if it is built.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(hg_folders core nn autoencoder data session analysis compression io)
list(TRANSFORM hg_folders PREPEND hourglass_ OUTPUT_VARIABLE hg_libraries)
install(TARGETS hourglass_library ${hg_libraries} hourglass_readers hourglass_zlib EXPORT HourglassTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT HourglassTargets NAMESPACE Hourglass:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Hourglass")
# Does not install headers that only sources include: those with Eigen's types, the vectors and the session's implementation.
foreach(folder IN LISTS hg_folders)
  install(DIRECTORY "src/${folder}" DESTINATION include/hourglass FILES_MATCHING PATTERN "*.h"
    PATTERN eigen.h EXCLUDE PATTERN minimise.h EXCLUDE PATTERN orthonormalise.h EXCLUDE PATTERN subspace.h EXCLUDE
    PATTERN vector.h EXCLUDE PATTERN "*_implementation.h" EXCLUDE)
endforeach()

configure_package_config_file(cmake/HourglassConfig.cmake.in "${PROJECT_BINARY_DIR}/HourglassConfig.cmake"
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Hourglass")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/HourglassConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/HourglassConfig.cmake" "${PROJECT_BINARY_DIR}/HourglassConfigVersion.cmake"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Hourglass")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(TARGET hourglass)
  install(TARGETS hourglass RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
  # What "export --format html" puts models into, where ./build_wasm.sh has made it.
  install(FILES build/site/standalone.html DESTINATION "${CMAKE_INSTALL_DATADIR}/hourglass" COMPONENT program OPTIONAL)
endif()
