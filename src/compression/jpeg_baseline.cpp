// JPEG by libjpeg. The library reports errors by longjmp, which must not skip destructors: write() has only plain data.
#include "compression/jpeg_baseline.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
// After cstdio, which it needs.
#include <jpeglib.h>

#include <algorithm>

#include "data/readers/picture.h"

namespace hourglass {
namespace {

struct Encoder {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  std::jmp_buf on_error;
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
};

void leave(j_common_ptr jpeg) { std::longjmp(static_cast<Encoder*>(jpeg->client_data)->on_error, 1); }

/// Says nothing, where the library would write to stderr that coarse tables are not for baseline JPEG.
void ignore(j_common_ptr, int) {}

/// By how much the standard's tables are scaled.
int percentage(double quality) {
  const double scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return static_cast<int>(std::min(scale, 5000 / kLeastJpegQuality) + 0.5);
}

/// Writes a picture to encoder.bytes, which the caller frees.
bool write(Encoder& encoder, const std::uint8_t* pixels, const Shape& shape, double quality) {
  jpeg_compress_struct& jpeg = encoder.jpeg;
  jpeg.err = jpeg_std_error(&encoder.errors);
  jpeg.client_data = &encoder;
  encoder.errors.error_exit = leave;
  encoder.errors.emit_message = ignore;
  if (setjmp(encoder.on_error) != 0) return false;
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &encoder.bytes, &encoder.size);
  jpeg.image_width = static_cast<JDIMENSION>(shape.width);
  jpeg.image_height = static_cast<JDIMENSION>(shape.height);
  jpeg.input_components = shape.channels;
  jpeg.in_color_space = shape.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&jpeg);
  // No limit of 255, which would keep the bytes from falling further.
  jpeg_set_linear_quality(&jpeg, percentage(quality), FALSE);
  jpeg.optimize_coding = TRUE;
  jpeg.dct_method = JDCT_ISLOW;
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    const std::size_t row_size = static_cast<std::size_t>(shape.width * shape.channels);
    JSAMPROW row = const_cast<std::uint8_t*>(pixels) + row_size * jpeg.next_scanline;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  return true;
}

/// The file of a picture; empty where the library failed.
std::vector<std::byte> jpeg_file(const std::vector<std::uint8_t>& pixels, const Shape& shape, double quality) {
  Encoder encoder;
  std::vector<std::byte> file;
  if (write(encoder, pixels.data(), shape, quality)) {
    const std::byte* begin = reinterpret_cast<const std::byte*>(encoder.bytes);
    file.assign(begin, begin + encoder.size);
  }
  jpeg_destroy_compress(&encoder.jpeg);
  std::free(encoder.bytes);
  return file;
}

std::uint8_t byte_of(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0f, 1.0f) * 255 + 0.5f); }

/// Bytes between the header of the one scan and the marker at the end.
std::size_t coded_bytes(std::span<const std::byte> file) {
  constexpr std::uint64_t kStartOfScan = 0xffda;
  constexpr std::size_t kMarker = 2;
  const auto number = [&](std::size_t at) {
    return std::to_integer<std::size_t>(file[at]) << 8 | std::to_integer<std::size_t>(file[at + 1]);
  };
  for (std::size_t at = kMarker; at + 2 * kMarker <= file.size();) {
    const std::size_t next = at + kMarker + number(at + kMarker);
    if (number(at) == kStartOfScan) return file.size() - kMarker - next;
    at = next;
  }
  return 0;
}

}  // namespace

bool has_jpeg() { return true; }

Result<JpegImages> jpeg_images(const Samples& images, const Shape& shape, double quality) {
  JpegImages made{{images.features, images.count, {}, images.labels}, 0};
  made.images.values.reserve(images.values.size());
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(images.features));
  for (std::uint32_t n = 0; n < images.count; ++n) {
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = byte_of(images.sample(n)[i]);
    const std::vector<std::byte> file = jpeg_file(pixels, shape, quality);
    const auto picture = decode_jpeg(file, "a JPEG picture", {});
    if (!picture) return picture.error();
    made.coded_bytes += coded_bytes(file);
    for (std::uint8_t byte : picture->pixels) made.images.values.push_back(static_cast<float>(byte) / 255);
  }
  return made;
}

}  // namespace hourglass
