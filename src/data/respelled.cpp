#include "data/respelled.h"

#include <algorithm>

#include "core/random.h"

namespace hourglass {

void Respelled::read_in_pass(std::uint32_t index, std::uint64_t pass, float* values) const {
  base().read_in_pass(index, pass, values);
  const Shape sample = shape();
  const int places = sample.height * sample.width, symbols = sample.channels;
  // Two words of the generator for each place.
  const auto blocks = static_cast<std::uint32_t>(places + 1) / 2;
  std::array<std::uint32_t, 4> words{};
  for (int place = 0; place < places; ++place) {
    const std::size_t word = 2 * static_cast<std::size_t>(place % 2);
    if (word == 0)
      words = philox({seed_, Stream::kRespelling, pass}, index * blocks + static_cast<std::uint32_t>(place) / 2);
    float* symbol = values + place * symbols;
    const bool has_ended = symbol[0] != 0;
    if (has_ended) return;
    if (static_cast<float>(words[word] >> 8) * 0x1p-24f >= share_) continue;
    std::fill_n(symbol, symbols, 0.0f);
    // The high half of the product; its bias is negligible.
    symbol[1 + (std::uint64_t{words[word + 1]} * static_cast<std::uint64_t>(symbols - 1) >> 32)] = 1;
  }
}

}  // namespace hourglass
