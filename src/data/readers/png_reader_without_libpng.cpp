// The place of png_reader.cpp in builds without libpng.
#include "data/readers/picture.h"

namespace hourglass {

Result<Shape> png_shape(std::span<const std::byte>, const std::string& source) {
  return Error{"file-unsupported", source, "", "a build of Hourglass with libpng, to read PNG pictures", "one without"};
}

Result<Picture> decode_png(std::span<const std::byte> file, const std::string& source, const MemoryBudget&) {
  return png_shape(file, source).error();
}

}  // namespace hourglass
