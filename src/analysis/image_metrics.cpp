#include "analysis/image_metrics.h"

#include <algorithm>
#include <cmath>

#include "core/eigen.h"

namespace hourglass {
namespace {

constexpr int kWindow = 7;
constexpr double kC1 = 0.01 * 0.01, kC2 = 0.03 * 0.03;

struct Window {
  int top, left, height, width, channel;
};

double window_similarity(Shape shape, const Window& w, const float* a, const float* b) {
  double sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
  for (int y = w.top; y < w.top + w.height; ++y) {
    for (int x = w.left; x < w.left + w.width; ++x) {
      const int at = (y * shape.width + x) * shape.channels + w.channel;
      const double va = static_cast<double>(a[at]), vb = static_cast<double>(b[at]);
      sum_a += va;
      sum_b += vb;
      sum_aa += va * va;
      sum_bb += vb * vb;
      sum_ab += va * vb;
    }
  }
  const double n = w.height * w.width, sample = n > 1 ? n / (n - 1) : 1;
  const double mean_a = sum_a / n, mean_b = sum_b / n;
  const double var_a = sample * (sum_aa / n - mean_a * mean_a), var_b = sample * (sum_bb / n - mean_b * mean_b);
  const double covariance = sample * (sum_ab / n - mean_a * mean_b);
  return (2 * mean_a * mean_b + kC1) * (2 * covariance + kC2) /
         ((mean_a * mean_a + mean_b * mean_b + kC1) * (var_a + var_b + kC2));
}

}  // namespace

double squared_error(std::span<const float> a, std::span<const float> b) {
  const auto size = static_cast<Eigen::Index>(a.size());
  const Eigen::Map<const Eigen::VectorXf> x(a.data(), size), y(b.data(), size);
  return (x.cast<double>() - y.cast<double>()).squaredNorm();
}

double psnr_db(double mse_per_pixel) {
  return mse_per_pixel > 0 ? std::min(-10 * std::log10(mse_per_pixel), kMostPsnrDb) : kMostPsnrDb;
}

double structural_similarity(Shape shape, const float* a, const float* b) {
  const int height = std::min(kWindow, shape.height), width = std::min(kWindow, shape.width);
  double sum = 0;
  int windows = 0;
  for (int channel = 0; channel < shape.channels; ++channel) {
    for (int top = 0; top + height <= shape.height; ++top) {
      for (int left = 0; left + width <= shape.width; ++left, ++windows) {
        sum += window_similarity(shape, {top, left, height, width, channel}, a, b);
      }
    }
  }
  return sum / windows;
}

}  // namespace hourglass
