#include "data/idx_writer.h"

#include <algorithm>

namespace hourglass {
namespace {

constexpr unsigned kUnsignedByte = 0x08;

void append_number(std::vector<std::byte>& file, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<std::byte>(value >> shift));
}

std::vector<std::byte> idx_file(const std::vector<std::uint32_t>& dimensions, const std::vector<std::uint8_t>& values) {
  std::vector<std::byte> file;
  append_number(file, kUnsignedByte << 8 | static_cast<std::uint32_t>(dimensions.size()));
  for (std::uint32_t length : dimensions) append_number(file, length);
  std::transform(values.begin(), values.end(), std::back_inserter(file), [](std::uint8_t v) { return std::byte{v}; });
  return file;
}

}  // namespace

std::vector<std::byte> idx_file_of(const IdxImages& images) {
  const auto length = [](int n) { return static_cast<std::uint32_t>(n); };
  std::vector<std::uint32_t> dimensions = {images.count, length(images.shape.height), length(images.shape.width)};
  if (images.shape.channels > 1) dimensions.push_back(length(images.shape.channels));
  return idx_file(dimensions, images.pixels);
}

std::vector<std::byte> idx_file_of(const IdxLabels& labels) {
  return idx_file({static_cast<std::uint32_t>(labels.labels.size())}, labels.labels);
}

}  // namespace hourglass
