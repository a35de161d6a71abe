// The place of jpeg_baseline.cpp in builds without libjpeg.
#include "compression/jpeg_baseline.h"

namespace hourglass {

bool has_jpeg() { return false; }

Result<JpegImages> jpeg_images(const Samples&, const Shape&, double) {
  return Error{"file-unsupported", "JPEG", "", "a build of Hourglass with libjpeg", "one without"};
}

}  // namespace hourglass
