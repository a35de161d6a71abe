#include "autoencoder/discrepancy_penalty.h"

#include <algorithm>

#include "autoencoder/discrepancy_kernels.h"
#include "core/parallel.h"
#include "core/random.h"

namespace hourglass {

HG_KERNEL_TABLES(DiscrepancyKernels, kDiscrepancyKernels)

namespace {

/// Samples whose kernels with all others one task computes.
constexpr std::ptrdiff_t kSamplesPerPart = 16;

/// columns (Z x N) with the samples of each coordinate as neighbours.
void to_rows(int latent, int batch, const Real* columns, Real* rows) {
  for (std::ptrdiff_t n = 0; n < batch; ++n) {
    for (std::ptrdiff_t z = 0; z < latent; ++z) rows[z * batch + n] = columns[n * latent + z];
  }
}

}  // namespace

void DiscrepancyPenalty::build(LayerBuilder& builder) {
  for (CacheSlot* slot : {&prior_, &prior_rows_, &code_rows_, &d_code_}) *slot = builder.add_cache(latent_);
  sums_ = builder.add_cache(1);
}

std::span<const std::string_view> DiscrepancyPenalty::term_names() const {
  static constexpr std::string_view kNames[] = {"mmd"};
  return kNames;
}

void DiscrepancyPenalty::forward(const Pass& pass, const BottleneckView& view, Real* terms) const {
  Workspace& workspace = pass.workspace;
  const DiscrepancyKernels& kernels = *kDiscrepancyKernelsByVariant[static_cast<int>(pass.compute.variant())];
  const std::ptrdiff_t latent = latent_, batch = pass.batch;
  Real *prior = workspace.at(prior_), *sums = workspace.at(sums_), *d_code = workspace.at(d_code_);
  Real *prior_rows = workspace.at(prior_rows_), *code_rows = workspace.at(code_rows_);
  Random random({pass.seed, Stream::kDiscrepancyPrior, pass.step});
  for (std::ptrdiff_t i = 0; i < latent * batch; ++i) prior[i] = Real(random.normal());
  to_rows(latent_, pass.batch, prior, prior_rows);
  to_rows(latent_, pass.batch, view.code, code_rows);
  std::fill_n(d_code, latent * batch, Real(0));

  const Real pairs = static_cast<Real>(batch * batch), others = static_cast<Real>(batch * (batch - 1));
  const Real within = batch > 1 ? 1 / others : Real(0), across = -2 / pairs;
  auto part = [&](int task, Real* scratch) {
    const Range range = part_of(batch, task, kSamplesPerPart);
    for (std::ptrdiff_t n = range.begin; n < range.end; ++n) {
      const Real *z = view.code + n * latent, *p = prior + n * latent;
      Real* d_z = d_code + n * latent;
      // Each pair of codes counts twice in the mean, and has a gradient for both codes.
      const Real codes = kernels.sum(latent, batch, z, code_rows, 2 * within, scratch, d_z) - kDiscrepancyScales;
      const Real priors = kernels.sum(latent, batch, p, prior_rows, 0, scratch, nullptr) - kDiscrepancyScales;
      const Real both = kernels.sum(latent, batch, z, prior_rows, across, scratch, d_z);
      sums[n] = within * (codes + priors) + across * both;
    }
  };
  pass.compute.pool().run(parts_in(batch, kSamplesPerPart), part);
  double sum = 0;
  for (std::ptrdiff_t n = 0; n < batch; ++n) sum += static_cast<double>(sums[n]);
  terms[0] = static_cast<Real>(sum);
}

void DiscrepancyPenalty::backward_code(const Pass& pass, const BottleneckView&, Real* d_code) const {
  const Real* d = pass.workspace.at(d_code_);
  for (int i = 0; i < latent_ * pass.batch; ++i) d_code[i] += term_weight(0) * d[i];
}

}  // namespace hourglass
