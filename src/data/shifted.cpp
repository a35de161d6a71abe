#include "data/shifted.h"

#include <algorithm>
#include <cstdlib>

#include "core/random.h"

namespace hourglass {
namespace {

/// Shifts `size` values by `by` places, towards the end if positive, and fills the gap with zeros.
void shift_values(float* values, int size, int by) {
  const int kept = std::max(0, size - std::abs(by));
  if (by >= 0) {
    std::copy_backward(values, values + kept, values + kept + std::min(by, size));
    std::fill_n(values, std::min(by, size), 0.0f);
  } else {
    std::copy(values + size - kept, values + size, values);
    std::fill_n(values + kept, size - kept, 0.0f);
  }
}

}  // namespace

void shift_image(Shape shape, int dx, int dy, float* pixels) {
  const int row = shape.width * shape.channels;
  if (dy != 0) shift_values(pixels, shape.features(), dy * row);
  if (dx == 0) return;
  for (int y = 0; y < shape.height; ++y) shift_values(pixels + y * row, row, dx * shape.channels);
}

void Shifted::read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const {
  base().read_in_pass(index, pass, pixels);
  // One block of the generator per pass and image: 2 of its 4 words are used.
  const auto words = philox({seed_, Stream::kShift, pass}, index);
  const std::uint64_t places = static_cast<std::uint64_t>(2 * most_ + 1);
  // The high half of the product; its bias of 2^-30 is negligible.
  const auto offset = [&](std::uint32_t word) { return static_cast<int>((word * places) >> 32) - most_; };
  shift_image(shape(), offset(words[0]), offset(words[1]), pixels);
}

}  // namespace hourglass
