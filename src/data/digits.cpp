#include "data/digits.h"

#include "core/assert.h"
#include "data/handwriting.h"

namespace hourglass {
namespace {

/// A random permutation of 0 .. 9, determined by the key.
std::array<std::uint8_t, 10> shuffled_ten(const RandomKey& key) {
  Random random(key);
  std::array<std::uint8_t, 10> ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  for (std::uint32_t i = 10; i > 1; --i) std::swap(ten[i - 1], ten[random.below(i)]);
  return ten;
}

}  // namespace

DigitImage draw_digit(int digit, Random& random) {
  HG_ASSERT(digit >= 0 && digit <= 9, "a digit is 0 .. 9");
  const Hand hand = random_hand(digit, random);
  return render_strokes(write_digit(digit, hand, random), hand.ink);
}

Digits::Digits(const GeneratedOptions& options)
    : CachedSet(options, {"digits", {kDigitSide, kDigitSide, 1}, Stream::kDigits, labels_up_to(10)}) {}

int Digits::label(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  return shuffled_ten(extra_key(split, index / 10))[index % 10];
}

void Digits::draw(Split split, std::uint32_t index, std::uint8_t* bytes) const {
  Random random(sample_key(split, index));
  const DigitImage drawn = draw_digit(label(split, index), random);
  std::copy(drawn.begin(), drawn.end(), bytes);
}

DigitImage Digits::image(Split split, std::uint32_t index) const {
  std::vector<std::uint8_t> scratch;
  DigitImage result;
  std::copy_n(values_of(split, index, scratch), result.size(), result.begin());
  return result;
}

}  // namespace hourglass
