#include "analysis/cross_entropy.h"

#include <algorithm>
#include <cmath>

#include "core/math.h"

namespace hourglass {

double softmax_cross_entropy(float* scores, int classes, int label) {
  const float largest = *std::max_element(scores, scores + classes);
  float sum = 0;
  const float own = scores[label] - largest;
  for (int c = 0; c < classes; ++c) sum += scores[c] = math::exp<float>(scores[c] - largest);
  for (int c = 0; c < classes; ++c) scores[c] /= sum;
  scores[label] -= 1;
  return static_cast<double>(math::log<float>(sum)) - static_cast<double>(own);
}

double binary_cross_entropy(double probability, double target) {
  const double p = std::clamp(probability, 1e-7, 1 - 1e-7);
  return -(target * std::log(p) + (1 - target) * std::log(1 - p));
}

}  // namespace hourglass
