// The place of jpeg_reader.cpp in builds without libjpeg.
#include "data/readers/picture.h"

namespace hourglass {

Result<Shape> jpeg_shape(std::span<const std::byte>, const std::string& source) {
  return Error{"file-unsupported", source, "", "a build of Hourglass with libjpeg, to read JPEG pictures",
               "one without"};
}

Result<Picture> decode_jpeg(std::span<const std::byte> file, const std::string& source, const MemoryBudget&) {
  return jpeg_shape(file, source).error();
}

}  // namespace hourglass
