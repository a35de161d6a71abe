#include "data/idx_writer.h"

#include <algorithm>
#include <bit>

#include "core/assert.h"

namespace hourglass {
namespace {

constexpr unsigned kUnsignedByte = 0x08, kInt32 = 0x0c, kFloat32 = 0x0d;

void append_number(std::vector<std::byte>& file, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<std::byte>(value >> shift));
}

std::vector<std::byte> header(unsigned type, const std::vector<std::uint32_t>& dimensions) {
  std::vector<std::byte> file;
  append_number(file, type << 8 | static_cast<std::uint32_t>(dimensions.size()));
  for (std::uint32_t length : dimensions) append_number(file, length);
  return file;
}

}  // namespace

std::vector<std::byte> idx_file_of(const StoredSamples& images) {
  HG_ASSERT(images.numbers.empty(), "IDX files of images are written from bytes");
  const auto length = [](int n) { return static_cast<std::uint32_t>(n); };
  std::vector<std::uint32_t> dimensions = {images.count, length(images.shape.height), length(images.shape.width)};
  if (images.shape.channels > 1) dimensions.push_back(length(images.shape.channels));
  std::vector<std::byte> file = header(kUnsignedByte, dimensions);
  for (std::uint8_t value : images.bytes) file.push_back(std::byte{value});
  return file;
}

std::vector<std::byte> idx_rows_of(const StoredSamples& samples) {
  const auto features = static_cast<std::uint32_t>(samples.shape.features());
  // Bytes of two dimensions would read as numbers from 0 to 255.
  std::vector<std::byte> file = samples.numbers.empty() ? header(kUnsignedByte, {samples.count, 1, features})
                                                        : header(kFloat32, {samples.count, features});
  file.reserve(file.size() + samples.bytes.size() + 4 * samples.numbers.size());
  for (const std::uint8_t value : samples.bytes) file.push_back(std::byte{value});
  for (const float number : samples.numbers) append_number(file, std::bit_cast<std::uint32_t>(number));
  return file;
}

std::vector<std::byte> idx_file_of(const std::vector<int>& labels) {
  const bool fit_bytes = std::all_of(labels.begin(), labels.end(), [](int label) { return label <= UINT8_MAX; });
  std::vector<std::byte> file = header(fit_bytes ? kUnsignedByte : kInt32, {static_cast<std::uint32_t>(labels.size())});
  for (int label : labels) {
    if (fit_bytes) file.push_back(static_cast<std::byte>(label));
    else append_number(file, static_cast<std::uint32_t>(label));
  }
  return file;
}

}  // namespace hourglass
