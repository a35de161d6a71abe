// PNG by libpng. The library reports errors by longjmp, which must not skip destructors: between setjmp and a call of
// the library, the functions start(), prepare() and read_rows() have only plain data. Its simplified interface would
// need none of that, but version 1.6.39 reads interlaced pictures of 16 bits wrongly, and it applies gamma.
#include <png.h>

#include <algorithm>
#include <climits>
#include <csetjmp>
#include <cstring>

#include "data/readers/picture.h"

namespace hourglass {
namespace {

struct Decoder {
  png_structp png = nullptr;
  png_infop info = nullptr;
  const std::byte* next = nullptr;
  std::size_t left = 0;
  std::jmp_buf on_error;
  char message[128] = "";
};

void leave(png_structp png, png_const_charp message) {
  Decoder& decoder = *static_cast<Decoder*>(png_get_error_ptr(png));
  std::strncpy(decoder.message, message, sizeof decoder.message - 1);
  std::longjmp(decoder.on_error, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

void read_bytes(png_structp png, png_bytep out, std::size_t count) {
  Decoder& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
  if (count > decoder.left) png_error(png, "the end of the file");
  std::memcpy(out, decoder.next, count);
  decoder.next += count;
  decoder.left -= count;
}

/// Opens the picture and reads what stands before its pixels.
bool start(Decoder& decoder) {
  if (setjmp(decoder.on_error) != 0) return false;
  decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, leave, ignore_warning);
  if (decoder.png == nullptr) return false;
  decoder.info = png_create_info_struct(decoder.png);
  if (decoder.info == nullptr) return false;
  png_set_read_fn(decoder.png, &decoder, read_bytes);
  png_read_info(decoder.png, decoder.info);
  return true;
}

/// Asks for at least 8 bits per value, colours in place of a palette, and transparency as a channel.
bool prepare(Decoder& decoder) {
  if (setjmp(decoder.on_error) != 0) return false;
  png_set_expand(decoder.png);
  png_set_interlace_handling(decoder.png);
  png_read_update_info(decoder.png, decoder.info);
  return true;
}

bool read_rows(Decoder& decoder, png_bytep* rows) {
  if (setjmp(decoder.on_error) != 0) return false;
  png_read_image(decoder.png, rows);
  png_read_end(decoder.png, nullptr);
  return true;
}

/// An open picture, which closes itself.
class OpenPng {
 public:
  explicit OpenPng(std::span<const std::byte> file) {
    decoder_.next = file.data();
    decoder_.left = file.size();
    is_open_ = start(decoder_);
  }
  ~OpenPng() { png_destroy_read_struct(&decoder_.png, &decoder_.info, nullptr); }
  OpenPng(const OpenPng&) = delete;
  OpenPng& operator=(const OpenPng&) = delete;

  bool is_open() const { return is_open_; }
  bool prepare() { return hourglass::prepare(decoder_); }
  bool read(std::vector<png_bytep>& rows) { return read_rows(decoder_, rows.data()); }

  int height() const { return static_cast<int>(png_get_image_height(decoder_.png, decoder_.info)); }
  int width() const { return static_cast<int>(png_get_image_width(decoder_.png, decoder_.info)); }
  bool is_colour() const { return (png_get_color_type(decoder_.png, decoder_.info) & PNG_COLOR_MASK_COLOR) != 0; }
  Shape shape() const { return {height(), width(), is_colour() ? 3 : 1}; }
  /// After prepare().
  std::size_t row_bytes() const { return png_get_rowbytes(decoder_.png, decoder_.info); }
  int channels() const { return png_get_channels(decoder_.png, decoder_.info); }
  bool has_16_bits() const { return png_get_bit_depth(decoder_.png, decoder_.info) == 16; }
  Error error(const std::string& source) const {
    return {"file-corrupt", source, "", "a sound PNG picture", decoder_.message[0] != 0 ? decoder_.message : "another"};
  }

 private:
  Decoder decoder_;
  bool is_open_ = false;
};

/// Values of 16 bits, the higher byte first, rounded to 8.
std::vector<std::uint8_t> rounded_to_8_bits(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> rounded(bytes.size() / 2);
  for (std::size_t i = 0; i < rounded.size(); ++i) {
    const int value = 256 * bytes[2 * i] + bytes[2 * i + 1];
    rounded[i] = static_cast<std::uint8_t>((value + 128) / 257);
  }
  return rounded;
}

/// Lays pixels whose last channel is their opacity on white.
std::vector<std::uint8_t> on_white(const std::vector<std::uint8_t>& pixels, std::size_t channels) {
  std::vector<std::uint8_t> laid;
  laid.reserve(pixels.size() / channels * (channels - 1));
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % channels == channels - 1) continue;
    const int opacity = pixels[i - i % channels + channels - 1];
    laid.push_back(static_cast<std::uint8_t>((pixels[i] * opacity + 255 * (255 - opacity) + 127) / 255));
  }
  return laid;
}

}  // namespace

Result<Shape> png_shape(std::span<const std::byte> file, const std::string& source) {
  const OpenPng png(file);
  if (!png.is_open()) return png.error(source);
  return png.shape();
}

Result<Picture> decode_png(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget) {
  OpenPng png(file);
  if (!png.is_open() || !png.prepare()) return png.error(source);
  Picture picture{png.shape(), {}};
  const auto size = checked_product({static_cast<std::uint64_t>(png.height()), png.row_bytes()},
                                    std::min<std::uint64_t>(budget.bytes, INT_MAX));
  if (!size) {
    return Error{"file-over-budget", source, "", "at most " + std::to_string(budget.bytes) + " bytes of pixels",
                 std::to_string(png.height()) + " x " + std::to_string(png.width()) + " pixels"};
  }
  picture.pixels.resize(static_cast<std::size_t>(*size));
  std::vector<png_bytep> rows;
  for (int y = 0; y < png.height(); ++y) {
    rows.push_back(picture.pixels.data() + static_cast<std::size_t>(y) * png.row_bytes());
  }
  if (!png.read(rows)) return png.error(source);
  if (png.has_16_bits()) picture.pixels = rounded_to_8_bits(picture.pixels);
  const int channels = png.channels();
  if (channels > picture.shape.channels) picture.pixels = on_white(picture.pixels, static_cast<std::size_t>(channels));
  return picture;
}

}  // namespace hourglass
