// Cross-entropies: of one sample's class scores, and of one probability.
#pragma once

namespace hourglass {

/// Replaces the scores of `classes` classes by the gradient of -log softmax(scores)[label] with respect to them, and
/// returns that loss in nats. Portable arithmetic.
double softmax_cross_entropy(float* scores, int classes, int label);

/// -(target ln(probability) + (1 - target) ln(1 - probability)) in nats. The probability is kept away from 0 and 1,
/// where the logarithm ends.
double binary_cross_entropy(double probability, double target);

}  // namespace hourglass
