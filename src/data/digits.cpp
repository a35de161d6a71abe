#include "data/digits.h"

#include <algorithm>

#include "core/assert.h"
#include "data/handwriting.h"

namespace hourglass {
namespace {

constexpr std::uint32_t kPageSize = 256;

// Steps of Stream::kDigits: the top bit tells the splits apart, the next one the draws for labels from those
// for images.
constexpr std::uint64_t kHeldOutSteps = std::uint64_t{1} << 63;
constexpr std::uint64_t kLabelSteps = std::uint64_t{1} << 62;

std::uint64_t first_step(Split split) { return split == Split::kHeldOut ? kHeldOutSteps : 0; }

/// The digits 0 .. 9 in the order in which the key puts them.
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

struct Digits::Page {
  std::once_flag drawn;
  std::vector<DigitImage> images;
};

struct Digits::Book {
  explicit Book(std::uint32_t samples) : count(samples), pages((samples + kPageSize - 1) / kPageSize) {}
  std::uint32_t count;
  mutable std::vector<Page> pages;
};

Digits::Digits(const DigitsOptions& options)
    : options_(options),
      training_(std::make_unique<Book>(std::max(options.training_count, 1u))),
      held_out_(std::make_unique<Book>(std::max(options.held_out_count, 1u))) {}

Digits::~Digits() = default;

const Digits::Book& Digits::book(Split split) const { return split == Split::kTraining ? *training_ : *held_out_; }

std::uint32_t Digits::count(Split split) const { return book(split).count; }

int Digits::label(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  return shuffled_ten({options_.seed, Stream::kDigits, first_step(split) + kLabelSteps + index / 10})[index % 10];
}

void Digits::draw_page(Split split, std::uint32_t number, Page& page) const {
  const std::uint32_t begin = number * kPageSize;
  page.images.resize(std::min(kPageSize, count(split) - begin));
  for (std::uint32_t i = 0; i < page.images.size(); ++i) {
    Random random({options_.seed, Stream::kDigits, first_step(split) + begin + i});
    page.images[i] = draw_digit(label(split, begin + i), random);
  }
}

const DigitImage& Digits::image(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  const std::uint32_t number = index / kPageSize;
  Page& page = book(split).pages[number];
  std::call_once(page.drawn, [&] { draw_page(split, number, page); });
  return page.images[index % kPageSize];
}

void Digits::read(Split split, std::uint32_t index, float* pixels) const {
  for (std::uint8_t byte : image(split, index)) *pixels++ = static_cast<float>(byte) / 255.0f;
}

}  // namespace hourglass
