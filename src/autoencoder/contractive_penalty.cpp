#include "autoencoder/contractive_penalty.h"

#include <algorithm>

#include "core/parallel.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// s: the length of the step away from x. An image of handwriting is about ten long.
constexpr Real kStep = Real(0.1);

}  // namespace

std::unique_ptr<Penalty> make_contractive(const PenaltyContext& context, const PenaltyOptions& options) {
  const auto& layers = context.encoder.layers();
  const LayerSpec first = layers.front()->spec();
  if (layers.size() == 1 && first.kind == LayerKind::kDense && !activation_row(first.activation).needs_input()) {
    return std::make_unique<ExactContraction>(context, options, static_cast<const Dense&>(*layers.front()));
  }
  return std::make_unique<SampledContraction>(context, options);
}

std::span<const std::string_view> ContractivePenalty::term_names() const {
  static constexpr std::string_view kNames[] = {"contractive"};
  return kNames;
}

void ExactContraction::build(LayerBuilder& builder) {
  weight_norms_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
  slopes_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
}

void ExactContraction::forward(const Pass& pass, const BottleneckView& view, Real* terms) const {
  Real *norms = pass.workspace.at(weight_norms_), *slopes = pass.workspace.at(slopes_);
  const std::ptrdiff_t inputs = static_cast<std::ptrdiff_t>(layer_.weight().size) / encoder_features_;
  const Real* weights = pass.parameters + layer_.weight().offset;
  // One unit per part would be too little work to wake a thread for.
  for_each_part(
      pass.compute, static_cast<std::size_t>(latent_),
      [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
        for (std::ptrdiff_t j = begin; j < begin + count; ++j) {
          Real norm = 0, slope = 0;
          for (std::ptrdiff_t i = 0; i < inputs; ++i) norm += weights[j * inputs + i] * weights[j * inputs + i];
          for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
            const Real value = slope_at_(view.encoded[n * encoder_features_ + j]).slope;
            slope += value * value;
          }
          norms[j] = norm;
          slopes[j] = slope / static_cast<Real>(pass.batch);
        }
      },
      16);
  Real sum = 0;
  for (int j = 0; j < latent_; ++j) sum += slopes[j] * norms[j];
  terms[0] = sum;
}

void ExactContraction::backward_encoded(const Pass& pass, const BottleneckView& view, Real* d_encoded) const {
  const Real* norms = pass.workspace.at(weight_norms_);
  const Real scale = 2 * term_weight(0) / static_cast<Real>(pass.batch);
  for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
    for (std::ptrdiff_t j = 0; j < latent_; ++j) {
      const OutputSlope at = slope_at_(view.encoded[n * encoder_features_ + j]);
      d_encoded[n * encoder_features_ + j] += scale * at.slope * at.change * norms[j];
    }
  }
}

void ExactContraction::backward_parameters(const Pass& pass) const {
  const Real* slopes = pass.workspace.at(slopes_);
  const std::ptrdiff_t inputs = static_cast<std::ptrdiff_t>(layer_.weight().size) / encoder_features_;
  const Real* weights = pass.parameters + layer_.weight().offset;
  Real* gradients = pass.gradients + layer_.weight().offset;
  for (std::ptrdiff_t j = 0; j < latent_; ++j) {
    const Real factor = 2 * term_weight(0) * slopes[j];
    for (std::ptrdiff_t i = 0; i < inputs; ++i) gradients[j * inputs + i] += factor * weights[j * inputs + i];
  }
}

void SampledContraction::second_input(const Pass& pass, const Real* first, Real* second) const {
  const Real step = kStep / static_cast<Real>(__builtin_sqrt(features_));
  const RandomKey key{pass.seed, Stream::kDirections, pass.step};
  constexpr std::ptrdiff_t kSignsPerBlock = 128;  // four words of 32
  const std::size_t size = static_cast<std::size_t>(features_) * static_cast<std::size_t>(pass.batch);
  for_each_part(pass.compute, size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    for (std::ptrdiff_t at = begin; at < begin + count; at += kSignsPerBlock) {
      const auto words = philox(key, static_cast<std::uint32_t>(at / kSignsPerBlock));
      const std::ptrdiff_t signs = std::min(kSignsPerBlock, begin + count - at);
      for (std::ptrdiff_t i = 0; i < signs; ++i) {
        const bool up = words[static_cast<std::size_t>(i / 32)] >> (i % 32) & 1;
        second[at + i] = first[at + i] + (up ? step : -step);
      }
    }
  });
}

void SampledContraction::forward(const Pass& pass, const BottleneckView& view, Real* terms) const {
  const std::ptrdiff_t features = encoder_features_;
  const Real* moved = view.encoded + features * pass.batch;
  Real sum = 0;
  for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
    for (std::ptrdiff_t j = 0; j < latent_; ++j) {
      const Real difference = moved[n * features + j] - view.encoded[n * features + j];
      sum += difference * difference;
    }
  }
  terms[0] = sum * static_cast<Real>(features_) / (kStep * kStep * static_cast<Real>(pass.batch));
}

void SampledContraction::backward_encoded(const Pass& pass, const BottleneckView& view, Real* d_encoded) const {
  const std::ptrdiff_t features = encoder_features_, second = features * pass.batch;
  const Real scale =
      2 * term_weight(0) * static_cast<Real>(features_) / (kStep * kStep * static_cast<Real>(pass.batch));
  for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
    for (std::ptrdiff_t j = 0; j < latent_; ++j) {
      const std::ptrdiff_t at = n * features + j;
      const Real pull = scale * (view.encoded[second + at] - view.encoded[at]);
      d_encoded[at] -= pull;
      d_encoded[second + at] += pull;
    }
  }
}

}  // namespace hourglass
