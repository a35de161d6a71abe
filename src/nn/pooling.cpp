#include "nn/pooling.h"

#include <algorithm>

#include "nn/patches.h"

namespace hourglass {
namespace {

/// The pixels of one window: where each begins in its image.
struct PoolingWindow {
  std::ptrdiff_t pixels[4];
  int count;
};

PoolingWindow window_at(const Shape& image, int i, int j) {
  PoolingWindow window{{}, 0};
  for (int row = 2 * i; row < std::min(2 * i + 2, image.height); ++row) {
    for (int column = 2 * j; column < std::min(2 * j + 2, image.width); ++column) {
      window.pixels[window.count++] = (std::ptrdiff_t{row} * image.width + column) * image.channels;
    }
  }
  return window;
}

/// Calls body(window, x's image, y's pixel) for every window of every image, on all threads.
template <class Body>
void for_each_pooling_window(const Compute& compute, int batch, const Shape& input, const Shape& output,
                             const Body& body) {
  for_each_group(compute, batch, [&](const ImageGroup& group, Real*) {
    for (std::ptrdiff_t n = group.first; n < group.first + group.count; ++n) {
      std::ptrdiff_t pixel = n * output.features();
      for (int i = 0; i < output.height; ++i) {
        for (int j = 0; j < output.width; ++j, pixel += output.channels) {
          body(window_at(input, i, j), n * input.features(), pixel);
        }
      }
    }
  });
}

void take_largest(const PoolingWindow& window, int channels, const Real* x, Real* y) {
  std::copy_n(x + window.pixels[0], channels, y);
  for (int k = 1; k < window.count; ++k) {
    const Real* other = x + window.pixels[k];
    for (int c = 0; c < channels; ++c) y[c] = other[c] > y[c] ? other[c] : y[c];
  }
}

void take_mean(const PoolingWindow& window, int channels, const Real* x, Real* y) {
  std::copy_n(x + window.pixels[0], channels, y);
  for (int k = 1; k < window.count; ++k) {
    const Real* other = x + window.pixels[k];
    for (int c = 0; c < channels; ++c) y[c] += other[c];
  }
  const Real share = Real(1) / static_cast<Real>(window.count);
  for (int c = 0; c < channels; ++c) y[c] *= share;
}

void pass_to_largest(const PoolingWindow& window, int channels, const Real* x, const Real* y, const Real* d_y,
                     Real* d_x) {
  for (int c = 0; c < channels; ++c) {
    int largest = 0;
    while (largest + 1 < window.count && x[window.pixels[largest] + c] != y[c]) ++largest;
    for (int k = 0; k < window.count; ++k) d_x[window.pixels[k] + c] = k == largest ? d_y[c] : Real(0);
  }
}

void share_equally(const PoolingWindow& window, int channels, const Real* d_y, Real* d_x) {
  const Real share = Real(1) / static_cast<Real>(window.count);
  for (int k = 0; k < window.count; ++k) {
    for (int c = 0; c < channels; ++c) d_x[window.pixels[k] + c] = d_y[c] * share;
  }
}

}  // namespace

void Pooling::forward(const Pass& pass, const Real* x, Real* y) const {
  const auto body = [&](const PoolingWindow& window, std::ptrdiff_t image, std::ptrdiff_t pixel) {
    if (kind_ == PoolingKind::kMax) {
      take_largest(window, input_.channels, x + image, y + pixel);
    } else {
      take_mean(window, input_.channels, x + image, y + pixel);
    }
  };
  for_each_pooling_window(pass.compute, pass.batch, input_, output_shape(), body);
}

void Pooling::backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const {
  if (!d_x) return;
  const auto body = [&](const PoolingWindow& window, std::ptrdiff_t image, std::ptrdiff_t pixel) {
    if (kind_ == PoolingKind::kMax) {
      pass_to_largest(window, input_.channels, x + image, y + pixel, d_y + pixel, d_x + image);
    } else {
      share_equally(window, input_.channels, d_y + pixel, d_x + image);
    }
  };
  for_each_pooling_window(pass.compute, pass.batch, input_, output_shape(), body);
}

LayerSpec Pooling::spec() const {
  return {.kind = kind_ == PoolingKind::kMax ? LayerKind::kMaxPooling : LayerKind::kAveragePooling, .input = input_};
}

}  // namespace hourglass
