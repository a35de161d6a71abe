// JPEG by libjpeg. The library reports errors by longjmp, which must not skip destructors: between setjmp and a call of
// the library, the functions start() and read_rows() have only plain data.
#include <csetjmp>
#include <cstdio>
// After cstdio, which it needs.
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <climits>

#include "data/readers/picture.h"

namespace hourglass {
namespace {

struct Decoder {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  std::jmp_buf on_error;
  bool is_damaged = false;  ///< whether the library went on after something that costs pixels
};

Decoder& decoder_of(j_common_ptr jpeg) { return *static_cast<Decoder*>(jpeg->client_data); }

void leave(j_common_ptr jpeg) { std::longjmp(decoder_of(jpeg).on_error, 1); }

/// Other warnings, such as that of bytes between two markers, cost no pixels; cameras' files have them.
void note_warning(j_common_ptr jpeg, int level) {
  const int code = jpeg->err->msg_code;
  const bool costs_pixels = code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE;
  if (level < 0 && costs_pixels) decoder_of(jpeg).is_damaged = true;
}

/// Opens the picture and reads its header.
bool start(Decoder& decoder, const unsigned char* file, unsigned long size) {
  jpeg_decompress_struct& jpeg = decoder.jpeg;
  jpeg.err = jpeg_std_error(&decoder.errors);
  jpeg.client_data = &decoder;
  decoder.errors.error_exit = leave;
  decoder.errors.emit_message = note_warning;
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, file, size);
  jpeg_read_header(&jpeg, TRUE);
  return true;
}

/// Decodes to rows of `row_size` bytes.
bool read_rows(Decoder& decoder, J_COLOR_SPACE colours, unsigned char* pixels, std::size_t row_size) {
  jpeg_decompress_struct& jpeg = decoder.jpeg;
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg.out_color_space = colours;
  // The exact integer transform: the same pixels on every machine.
  jpeg.dct_method = JDCT_ISLOW;
  jpeg_start_decompress(&jpeg);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + row_size * jpeg.output_scanline;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  return !decoder.is_damaged;
}

/// An open picture, which closes itself.
class OpenJpeg {
 public:
  explicit OpenJpeg(std::span<const std::byte> file)
      : is_open_(start(decoder_, reinterpret_cast<const unsigned char*>(file.data()),
                       static_cast<unsigned long>(file.size()))) {}
  ~OpenJpeg() { jpeg_destroy_decompress(&decoder_.jpeg); }
  OpenJpeg(const OpenJpeg&) = delete;
  OpenJpeg& operator=(const OpenJpeg&) = delete;

  bool is_open() const { return is_open_; }
  const jpeg_decompress_struct& header() const { return decoder_.jpeg; }
  bool is_cmyk() const {
    return decoder_.jpeg.jpeg_color_space == JCS_CMYK || decoder_.jpeg.jpeg_color_space == JCS_YCCK;
  }
  Shape shape() const {
    const bool is_grey = decoder_.jpeg.jpeg_color_space == JCS_GRAYSCALE;
    return {static_cast<int>(decoder_.jpeg.image_height), static_cast<int>(decoder_.jpeg.image_width), is_grey ? 1 : 3};
  }
  bool read(J_COLOR_SPACE colours, std::vector<std::uint8_t>& pixels, std::size_t row_size) {
    return read_rows(decoder_, colours, pixels.data(), row_size);
  }
  Error error(const std::string& source) {
    char message[JMSG_LENGTH_MAX] = "";
    decoder_.errors.format_message(reinterpret_cast<j_common_ptr>(&decoder_.jpeg), message);
    return {"file-corrupt", source, "", "a sound JPEG picture", message[0] != 0 ? message : "another one"};
  }

 private:
  Decoder decoder_;
  bool is_open_;
};

/// Cyan, magenta, yellow and black as red, green and blue. Programs by Adobe, and those that follow them, store the
/// complements.
std::vector<std::uint8_t> rgb_of_cmyk(const std::vector<std::uint8_t>& cmyk, bool are_complements) {
  std::vector<std::uint8_t> rgb(cmyk.size() / 4 * 3);
  const auto part = [&](std::size_t i) { return are_complements ? cmyk[i] : 255 - cmyk[i]; };
  for (std::size_t i = 0; i < rgb.size(); ++i) {
    const std::size_t pixel = i / 3 * 4;
    rgb[i] = static_cast<std::uint8_t>((part(pixel + i % 3) * part(pixel + 3) + 127) / 255);
  }
  return rgb;
}

}  // namespace

Result<Shape> jpeg_shape(std::span<const std::byte> file, const std::string& source) {
  OpenJpeg jpeg(file);
  if (!jpeg.is_open()) return jpeg.error(source);
  return jpeg.shape();
}

Result<Picture> decode_jpeg(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget) {
  OpenJpeg jpeg(file);
  if (!jpeg.is_open()) return jpeg.error(source);
  Picture picture{jpeg.shape(), {}};
  const int channels = jpeg.is_cmyk() ? 4 : picture.shape.channels;
  const auto size =
      checked_product({jpeg.header().image_height, jpeg.header().image_width, static_cast<std::uint64_t>(channels)},
                      std::min<std::uint64_t>(budget.bytes, INT_MAX));
  if (!size) {
    return Error{"file-over-budget", source, "", "at most " + std::to_string(budget.bytes) + " bytes of pixels",
                 std::to_string(picture.shape.height) + " x " + std::to_string(picture.shape.width) + " pixels"};
  }
  picture.pixels.resize(static_cast<std::size_t>(*size));
  const J_COLOR_SPACE colours = channels == 4 ? JCS_CMYK : channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  if (!jpeg.read(colours, picture.pixels, static_cast<std::size_t>(picture.shape.width * channels))) {
    return jpeg.error(source);
  }
  if (channels == 4) picture.pixels = rgb_of_cmyk(picture.pixels, jpeg.header().saw_Adobe_marker != 0);
  return picture;
}

}  // namespace hourglass
