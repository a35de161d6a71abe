// Reads PPM (Netpbm's "raw" format, P6): what a page makes of the pictures that its browser decodes.
#include <algorithm>
#include <optional>
#include <string_view>

#include "core/excerpt.h"
#include "core/whole_number.h"
#include "data/readers/picture.h"

namespace hourglass {
namespace {

constexpr std::string_view kMagic = "P6";
constexpr int kMostSide = 1 << 16;

/// The three numbers after the magic, and where the pixels begin.
struct Header {
  int width, height;
  std::size_t size;
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::optional<Header> read_header(std::span<const std::byte> file) {
  constexpr std::size_t kLongest = 64;
  const std::string_view text(reinterpret_cast<const char*>(file.data()), std::min(file.size(), kLongest));
  int numbers[3] = {};
  std::size_t at = kMagic.size();
  for (int& number : numbers) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_blank(text[at])) ++at;
    number = parse_whole(text.substr(begin, at - begin), 1, kMostSide).value_or(0);
  }
  if (numbers[0] == 0 || numbers[1] == 0 || numbers[2] != 255 || at == text.size()) return std::nullopt;
  return Header{numbers[0], numbers[1], at + 1};
}

Error corrupt(std::span<const std::byte> file, const std::string& source) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), std::min<std::size_t>(file.size(), 16));
  return {"file-corrupt", source, "byte 0", "a PPM picture with 255 levels and all of its pixels", excerpt(text)};
}

}  // namespace

bool is_ppm(std::span<const std::byte> bytes) {
  return bytes.size() > 2 && bytes[0] == std::byte{'P'} && bytes[1] == std::byte{'6'} &&
         is_blank(static_cast<char>(bytes[2]));
}

Result<Shape> ppm_shape(std::span<const std::byte> file, const std::string& source) {
  const std::optional<Header> header = read_header(file);
  return header ? Result<Shape>(Shape{header->height, header->width, 3}) : Result<Shape>(corrupt(file, source));
}

Result<Picture> decode_ppm(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget) {
  const std::optional<Header> header = read_header(file);
  if (!header) return corrupt(file, source);
  const std::uint64_t size =
      std::uint64_t{3} * static_cast<std::uint64_t>(header->width) * static_cast<std::uint64_t>(header->height);
  if (size > budget.bytes) {
    return Error{"file-over-budget", source, "", "at most " + std::to_string(budget.bytes) + " bytes of pixels",
                 std::to_string(size)};
  }
  if (file.size() < header->size || file.size() - header->size < size) return corrupt(file, source);
  Picture picture{{header->height, header->width, 3}, {}};
  const auto* pixels = reinterpret_cast<const std::uint8_t*>(file.data() + header->size);
  picture.pixels.assign(pixels, pixels + size);
  return picture;
}

}  // namespace hourglass
