#include "analysis/median_filter.h"

#include <algorithm>

#include "core/parallel.h"

namespace hourglass {
namespace {

constexpr std::ptrdiff_t kSamplesPerTask = 16;

/// The places of a window around `at` that lie inside of `size`.
struct Span {
  int begin, end;
};
Span window(int at, int radius, int size) { return {std::max(at - radius, 0), std::min(at + radius + 1, size)}; }

float median_around(const float* image, const Shape& shape, Span rows, Span columns, int channel,
                    std::vector<float>& values) {
  values.clear();
  for (int y = rows.begin; y < rows.end; ++y) {
    for (int x = columns.begin; x < columns.end; ++x)
      values.push_back(image[(y * shape.width + x) * shape.channels + channel]);
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void filter_image(const float* image, const Shape& shape, int radius, std::vector<float>& values, float* result) {
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      for (int channel = 0; channel < shape.channels; ++channel) {
        *result++ = median_around(image, shape, window(y, radius, shape.height), window(x, radius, shape.width),
                                  channel, values);
      }
    }
  }
}

}  // namespace

Samples median_filter(const Samples& samples, const Shape& shape, int radius, const Compute& compute) {
  Samples filtered = samples;
  const auto body = [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    std::vector<float> values;
    for (std::ptrdiff_t n = begin; n < begin + count; ++n) {
      filter_image(samples.sample(static_cast<std::uint32_t>(n)), shape, radius, values,
                   filtered.values.data() + n * samples.features);
    }
  };
  for_each_part(compute, samples.count, body, kSamplesPerTask);
  return filtered;
}

}  // namespace hourglass
