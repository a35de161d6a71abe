#include "data/readers/resize.h"

#include <algorithm>

namespace hourglass {
namespace {

/// How much each old pixel of a line counts in a new one: `weights` for the old pixels from `first` on; their sum is 1.
struct Mix {
  int first = 0;
  std::vector<float> weights;
};

/// The new pixel covers the old ones from index * ratio to (index + 1) * ratio.
Mix area(int index, int size, double ratio) {
  const double begin = index * ratio, end = std::min<double>((index + 1) * ratio, size);
  Mix mix{static_cast<int>(begin), {}};
  for (int i = mix.first; i < size && i < end; ++i) {
    const double covered = std::min<double>(end, i + 1) - std::max<double>(begin, i);
    mix.weights.push_back(static_cast<float>(covered / (end - begin)));
  }
  return mix;
}

/// The new pixel's centre lies between those of two old ones, or beyond the last.
Mix between(int index, int size, double ratio) {
  const double centre = std::clamp((index + 0.5) * ratio - 0.5, 0.0, size - 1.0);
  const int first = std::min(static_cast<int>(centre), std::max(size - 2, 0));
  const auto second_weight = static_cast<float>(centre - first);
  if (size == 1) return {0, {1.0f}};
  return {first, {1 - second_weight, second_weight}};
}

std::vector<Mix> mixes(int old_size, int new_size) {
  const double ratio = static_cast<double>(old_size) / new_size;
  std::vector<Mix> all;
  for (int i = 0; i < new_size; ++i) {
    all.push_back(new_size < old_size ? area(i, old_size, ratio) : between(i, old_size, ratio));
  }
  return all;
}

/// Lines of pixels, each of `channels` values.
struct Lines {
  int count, size, channels;
};

/// Mixes the pixels of each line. The values of one pixel are neighbours.
std::vector<float> mixed_within(const std::vector<float>& values, Lines lines, const std::vector<Mix>& mix) {
  std::vector<float> out;
  out.reserve(static_cast<std::size_t>(lines.count) * mix.size() * static_cast<std::size_t>(lines.channels));
  for (int line = 0; line < lines.count; ++line) {
    const float* from = values.data() + static_cast<std::ptrdiff_t>(line) * lines.size * lines.channels;
    for (const Mix& pixel : mix) {
      for (int c = 0; c < lines.channels; ++c) {
        float sum = 0;
        for (std::size_t i = 0; i < pixel.weights.size(); ++i) {
          sum += pixel.weights[i] * from[(pixel.first + static_cast<int>(i)) * lines.channels + c];
        }
        out.push_back(sum);
      }
    }
  }
  return out;
}

}  // namespace

Picture resized(const Picture& picture, int height, int width) {
  const auto [old_height, old_width, channels] = picture.shape;
  if (old_height == height && old_width == width) return picture;
  const std::vector<float> values(picture.pixels.begin(), picture.pixels.end());
  const auto rows = mixed_within(values, {old_height, old_width, channels}, mixes(old_width, width));
  // A column of rows is one line, whose pixels are rows.
  const auto all = mixed_within(rows, {1, old_height, width * channels}, mixes(old_height, height));
  Picture out{{height, width, channels}, {}};
  out.pixels.reserve(all.size());
  for (float value : all) out.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f)));
  return out;
}

}  // namespace hourglass
