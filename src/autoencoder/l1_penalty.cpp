#include "autoencoder/l1_penalty.h"

namespace hourglass {

std::span<const std::string_view> L1Penalty::term_names() const {
  static constexpr std::string_view kNames[] = {"l1"};
  return kNames;
}

void L1Penalty::forward(const Pass& pass, const BottleneckView& view, Real* terms) const {
  double sum = 0;
  for (int i = 0; i < latent_ * pass.batch; ++i)
    sum += static_cast<double>(view.code[i] < 0 ? -view.code[i] : view.code[i]);
  terms[0] = static_cast<Real>(sum / pass.batch);
}

void L1Penalty::backward_code(const Pass& pass, const BottleneckView& view, Real* d_code) const {
  const Real price = term_weight(0) / static_cast<Real>(pass.batch);
  for (int i = 0; i < latent_ * pass.batch; ++i) {
    d_code[i] += view.code[i] > 0 ? price : view.code[i] < 0 ? -price : Real(0);
  }
}

}  // namespace hourglass
