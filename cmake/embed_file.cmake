# Runs at build time: writes FOLDER/NAME.cpp and .h, which hold the bytes of the file INPUT.
file(READ "${INPUT}" bytes HEX)
string(LENGTH "${bytes}" size)
math(EXPR size "${size} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE "${FOLDER}/${NAME}.h" "// Generated.
#pragma once
#include <cstddef>

namespace hourglass::embedded {
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Size;
}  // namespace hourglass::embedded
")
file(WRITE "${FOLDER}/${NAME}.cpp" "// Generated.
#include \"${NAME}.h\"

namespace hourglass::embedded {
extern const unsigned char ${NAME}[] = {
${bytes}
};
extern const std::size_t ${NAME}Size = ${size};
}  // namespace hourglass::embedded
")
