#include "compression/rans.h"

#include "data/writers/bytes.h"

namespace hourglass {

std::vector<std::byte> RansEncoder::finish() const {
  std::vector<std::byte> bytes;
  bytes.reserve(8 + 4 * words_.size());
  append_little_endian(bytes, state_, 8);
  for (std::size_t i = words_.size(); i-- > 0;) append_little_endian(bytes, words_[i], 4);
  return bytes;
}

RansDecoder::RansDecoder(std::span<const std::byte> bytes) : bytes_(bytes) {
  state_ = next_word();
  state_ |= static_cast<std::uint64_t>(next_word()) << 32;
}

std::uint32_t RansDecoder::next_word() {
  if (bytes_.size() - at_ < 4) {
    ran_out_ = true;
    return 0;
  }
  std::uint32_t word = 0;
  for (int i = 0; i < 4; ++i, ++at_) word |= std::to_integer<std::uint32_t>(bytes_[at_]) << (8 * i);
  return word;
}

}  // namespace hourglass
