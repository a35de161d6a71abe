// The built-in data set `transactions`: drawn payments by card, one in a hundred of them a fraud.
#pragma once

#include "data/generated_set.h"

namespace hourglass {

/// Table rows of one payment each: amount, hour, days since the last payment, and distance from home; then the
/// categories of merchant, country, channel and device, one-hot.
///
/// Payments hang together: each kind of merchant has its amounts, its hours and its share of online sales; who is
/// abroad is far from home; small amounts are paid contactless. A fraud (label 1) begins as such a payment and has most
/// of these properties besides: a large amount, at night, from a new device, far from home abroad, online, and soon
/// after the last one. Honest payments have each of them at times, and seldom several, so no column tells a fraud by
/// itself.
class Transactions : public CachedSet<float> {
 public:
  explicit Transactions(const GeneratedOptions& options = {});

  int label(Split split, std::uint32_t index) const override;

 private:
  void draw(Split split, std::uint32_t index, float* values) const override;
};

}  // namespace hourglass
