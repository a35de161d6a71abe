#include "autoencoder/l1_penalty.h"

namespace hourglass {

std::span<const std::string_view> L1Penalty::term_names() const {
  static constexpr std::string_view kNames[] = {"l1"};
  return kNames;
}

void L1Penalty::forward(const Pass& pass, const Neck& neck, Real* terms) const {
  double sum = 0;
  for (int i = 0; i < latent_ * pass.batch; ++i)
    sum += static_cast<double>(neck.code[i] < 0 ? -neck.code[i] : neck.code[i]);
  terms[0] = static_cast<Real>(sum / pass.batch);
}

void L1Penalty::backward_code(const Pass& pass, const Neck& neck, Real* d_code) const {
  const Real price = term_weight(0) / static_cast<Real>(pass.batch);
  for (int i = 0; i < latent_ * pass.batch; ++i) {
    d_code[i] += neck.code[i] > 0 ? price : neck.code[i] < 0 ? -price : Real(0);
  }
}

}  // namespace hourglass
