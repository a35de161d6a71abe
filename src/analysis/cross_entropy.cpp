#include "analysis/cross_entropy.h"

#include <algorithm>

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

}  // namespace hourglass
