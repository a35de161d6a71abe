#include "autoencoder/plain_bottleneck.h"

#include <algorithm>

namespace hourglass {

void PlainBottleneck::forward(const Pass& pass, const Real* encoded, Real* code) const {
  std::copy_n(encoded, static_cast<std::size_t>(latent_) * static_cast<std::size_t>(pass.batch), code);
}

void PlainBottleneck::backward(const Pass& pass, const Real*, const Real*, const Real* d_code, Real,
                               Real* d_encoded) const {
  std::copy_n(d_code, static_cast<std::size_t>(latent_) * static_cast<std::size_t>(pass.batch), d_encoded);
}

}  // namespace hourglass
