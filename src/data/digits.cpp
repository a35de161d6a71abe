#include "data/digits.h"

#include <algorithm>

#include "core/assert.h"
#include "data/handwriting.h"

namespace hourglass {
namespace {

/// Images per block. The thread that first reads one of them draws the whole block, in well under a millisecond.
constexpr std::uint32_t kBlockSize = 32;

// Random steps in Stream::kDigits: the top bit selects the held-out split, the next one the draws for labels.
constexpr std::uint64_t kHeldOutSteps = std::uint64_t{1} << 63;
constexpr std::uint64_t kLabelSteps = std::uint64_t{1} << 62;

std::uint64_t first_step(Split split) { return split == Split::kHeldOut ? kHeldOutSteps : 0; }

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

struct Digits::ImageBlock {
  std::once_flag drawn;
  std::vector<DigitImage> images;
};

struct Digits::SplitCache {
  explicit SplitCache(std::uint32_t samples) : count(samples), blocks((samples + kBlockSize - 1) / kBlockSize) {}
  std::uint32_t count;
  mutable std::vector<ImageBlock> blocks;
};

Digits::Digits(const DigitsOptions& options)
    : options_(options),
      training_(std::make_unique<SplitCache>(std::max(options.training_count, 1u))),
      held_out_(std::make_unique<SplitCache>(std::max(options.held_out_count, 1u))) {}

Digits::~Digits() = default;

const Digits::SplitCache& Digits::cache(Split split) const {
  return split == Split::kTraining ? *training_ : *held_out_;
}

std::uint32_t Digits::count(Split split) const { return cache(split).count; }

const std::vector<int>& Digits::labels() const {
  static const std::vector<int> ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  return ten;
}

int Digits::label(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  return shuffled_ten({options_.seed, Stream::kDigits, first_step(split) + kLabelSteps + index / 10})[index % 10];
}

void Digits::draw_block(Split split, std::uint32_t number, ImageBlock& block) const {
  const std::uint32_t begin = number * kBlockSize;
  block.images.resize(std::min(kBlockSize, count(split) - begin));
  for (std::uint32_t i = 0; i < block.images.size(); ++i) {
    Random random({options_.seed, Stream::kDigits, first_step(split) + begin + i});
    block.images[i] = draw_digit(label(split, begin + i), random);
  }
}

const DigitImage& Digits::image(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  const std::uint32_t number = index / kBlockSize;
  ImageBlock& block = cache(split).blocks[number];
  std::call_once(block.drawn, [&] { draw_block(split, number, block); });
  return block.images[index % kBlockSize];
}

void Digits::read(Split split, std::uint32_t index, float* pixels) const {
  for (std::uint8_t byte : image(split, index)) *pixels++ = static_cast<float>(byte) / 255.0f;
}

}  // namespace hourglass
