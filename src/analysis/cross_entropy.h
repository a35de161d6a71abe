// Softmax and cross-entropy of one sample's class scores.
#pragma once

namespace hourglass {

/// Replaces the scores of `classes` classes by the gradient of -log softmax(scores)[label] with respect to them, and
/// returns that loss in nats. Portable arithmetic.
double softmax_cross_entropy(float* scores, int classes, int label);

}  // namespace hourglass
