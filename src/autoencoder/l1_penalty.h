// The L1 penalty: sparse codes by a cost of every value's magnitude.
#pragma once

#include "autoencoder/penalty.h"

namespace hourglass {

/// l1 = mean over the batch of sum over the code of |z|. Shapes: code Z x N. Nothing is trainable.
/// As in sparse coding (Lee, Battle, Raina and Ng 2006); at 0 the gradient is taken as 0.
class L1Penalty : public Penalty {
 public:
  L1Penalty(const PenaltyContext& context, const PenaltyOptions& options)
      : latent_(context.latent), weight_(options.l1) {}

  void set_options(const PenaltyOptions& options) override { weight_ = options.l1; }
  std::span<const std::string_view> term_names() const override;
  Real term_weight(std::size_t) const override { return static_cast<Real>(weight_); }
  void forward(const Pass& pass, const BottleneckView& view, Real* terms) const override;
  void backward_code(const Pass& pass, const BottleneckView& view, Real* d_code) const override;

 private:
  int latent_;
  double weight_;
};

}  // namespace hourglass
