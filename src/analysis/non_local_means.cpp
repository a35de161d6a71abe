#include "analysis/non_local_means.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/parallel.h"

namespace hourglass {
namespace {

constexpr std::ptrdiff_t kSamplesPerTask = 16;

/// The mean of one image, place by place. Weights are the same from p to q and from q to p, so only half of all offsets
/// are visited.
class Averaging {
 public:
  Averaging(const Shape& shape, const NonLocalMeansOptions& options)
      : shape_(shape),
        options_(options),
        weights_(pixels()),
        differences_(pixels()),
        row_sums_(pixels()),
        sums_(static_cast<std::size_t>(shape.features())) {}

  void run(const float* image, float* result) {
    // A pixel is wholly like itself.
    std::fill(weights_.begin(), weights_.end(), 1.0f);
    std::copy_n(image, sums_.size(), sums_.begin());
    for (int dy = 0; dy <= std::min(options_.search, shape_.height - 1); ++dy) {
      for (int dx = dy == 0 ? 1 : -options_.search; dx <= options_.search; ++dx) {
        if (std::abs(dx) < shape_.width) add_offset(image, dy, dx);
      }
    }
    for (std::size_t i = 0; i < sums_.size(); ++i)
      result[i] = sums_[i] / weights_[i / static_cast<std::size_t>(shape_.channels)];
  }

 private:
  std::size_t pixels() const { return static_cast<std::size_t>(shape_.height * shape_.width); }
  std::size_t pixel(int y, int x) const { return static_cast<std::size_t>(y * shape_.width + x); }

  /// Averages each place (y, x) with (y + dy, x + dx), for all places where both lie inside.
  void add_offset(const float* image, int dy, int dx) {
    const int rows = shape_.height - dy, first = std::max(-dx, 0), end = shape_.width - std::max(dx, 0);
    const auto channels = static_cast<std::size_t>(shape_.channels);
    for (int y = 0; y < rows; ++y) {
      for (int x = first; x < end; ++x) {
        const float *p = image + pixel(y, x) * channels, *q = image + pixel(y + dy, x + dx) * channels;
        float sum = 0;
        for (std::size_t c = 0; c < channels; ++c) sum += (p[c] - q[c]) * (p[c] - q[c]);
        differences_[pixel(y, x)] = sum;
      }
    }
    sum_rows(rows, first, end);
    const float scale = -1 / (options_.strength * options_.strength * static_cast<float>(channels));
    for (int y = 0; y < rows; ++y) {
      const int top = std::max(y - options_.patch, 0), bottom = std::min(y + options_.patch + 1, rows);
      for (int x = first; x < end; ++x) {
        const int across = std::min(x + options_.patch + 1, end) - std::max(x - options_.patch, first);
        float sum = 0;
        for (int row = top; row < bottom; ++row) sum += row_sums_[pixel(row, x)];
        const float weight = std::exp(scale * sum / static_cast<float>(across * (bottom - top)));
        average(image, pixel(y, x), pixel(y + dy, x + dx), weight);
      }
    }
  }

  /// Sums of `differences_` over the patch's columns.
  void sum_rows(int rows, int first, int end) {
    for (int y = 0; y < rows; ++y) {
      for (int x = first; x < end; ++x) {
        const int from = std::max(x - options_.patch, first), to = std::min(x + options_.patch + 1, end);
        float sum = 0;
        for (int column = from; column < to; ++column) sum += differences_[pixel(y, column)];
        row_sums_[pixel(y, x)] = sum;
      }
    }
  }

  void average(const float* image, std::size_t p, std::size_t q, float weight) {
    weights_[p] += weight;
    weights_[q] += weight;
    const auto channels = static_cast<std::size_t>(shape_.channels);
    for (std::size_t c = 0; c < channels; ++c) {
      sums_[p * channels + c] += weight * image[q * channels + c];
      sums_[q * channels + c] += weight * image[p * channels + c];
    }
  }

  Shape shape_;
  NonLocalMeansOptions options_;
  std::vector<float> weights_, differences_, row_sums_;  ///< one per pixel
  std::vector<float> sums_;                              ///< one per value
};

}  // namespace

Samples non_local_means(const Samples& samples, const Shape& shape, const NonLocalMeansOptions& options,
                        const Compute& compute) {
  Samples averaged = samples;
  const auto body = [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    Averaging averaging(shape, options);
    for (std::ptrdiff_t n = begin; n < begin + count; ++n) {
      averaging.run(samples.sample(static_cast<std::uint32_t>(n)), averaged.values.data() + n * samples.features);
    }
  };
  for_each_part(compute, samples.count, body, kSamplesPerTask);
  return averaged;
}

}  // namespace hourglass
