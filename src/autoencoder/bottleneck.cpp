#include "autoencoder/bottleneck.h"

#include "autoencoder/gaussian_bottleneck.h"
#include "autoencoder/plain_bottleneck.h"
#include "autoencoder/top_k_bottleneck.h"
#include "autoencoder/vector_quantised_bottleneck.h"
#include "core/enum_table.h"

namespace hourglass {
namespace {

std::unique_ptr<Bottleneck> make_plain(int latent, const BottleneckOptions&) {
  return std::make_unique<PlainBottleneck>(latent);
}

std::unique_ptr<Bottleneck> make_gaussian(int latent, const BottleneckOptions& options) {
  return std::make_unique<GaussianBottleneck>(latent, options);
}

std::unique_ptr<Bottleneck> make_top_k(int latent, const BottleneckOptions& options) {
  return std::make_unique<TopKBottleneck>(latent, options);
}

std::unique_ptr<Bottleneck> make_vector_quantised(int latent, const BottleneckOptions& options) {
  return std::make_unique<VectorQuantisedBottleneck>(latent, options);
}

constexpr BottleneckRow kBottlenecks[] = {
    {BottleneckKind::kPlain, "plain", "the encoder's output is the code", true, make_plain},
    {BottleneckKind::kGaussian, "gaussian", "a normal distribution per sample, pulled towards the prior", true,
     make_gaussian},
    {BottleneckKind::kTopK, "top-k", "only the largest values of each code remain", true, make_top_k},
    {BottleneckKind::kVectorQuantised, "vector-quantised", "the code is made of entries of a learned codebook", false,
     make_vector_quantised},
};
static_assert(in_enum_order(kBottlenecks));

}  // namespace

void Bottleneck::term(const Pass& pass, const Real*, Real* per_sample) const {
  for (int n = 0; n < pass.batch; ++n) per_sample[n] = 0;
}

std::span<const BottleneckRow> bottlenecks() { return kBottlenecks; }

const BottleneckRow& bottleneck_row(BottleneckKind kind) { return kBottlenecks[static_cast<int>(kind)]; }

}  // namespace hourglass
