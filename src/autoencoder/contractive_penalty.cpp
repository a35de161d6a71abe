#include "autoencoder/contractive_penalty.h"

#include <algorithm>

#include "core/parallel.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// s: the length of the step away from x. An image of handwriting is about ten long.
constexpr Real kStep = Real(0.1);

/// g'(a) and d g'(a) / d g(a), told from y = g(a).
struct Slope {
  Real value, change;
};
Slope slope_at(Activation kind, Real y) {
  switch (kind) {
    case Activation::kSigmoid: return {y * (1 - y), 1 - 2 * y};
    case Activation::kTanh: return {1 - y * y, -2 * y};
    case Activation::kRelu: return {y > 0 ? Real(1) : Real(0), 0};
    case Activation::kLeakyRelu: return {y > 0 ? Real(1) : kLeakySlope, 0};
    default: return {1, 0};
  }
}

}  // namespace

std::unique_ptr<Penalty> make_contractive(const PenaltySite& site, const PenaltyOptions& options) {
  const auto& layers = site.encoder.layers();
  const auto* only = layers.size() == 1 ? layers.front()->as_dense() : nullptr;
  if (only && !activation_row(only->activation()).needs_input) {
    return std::make_unique<ExactContraction>(site, options, *only);
  }
  return std::make_unique<SampledContraction>(site, options);
}

std::span<const std::string_view> ContractivePenalty::term_names() const {
  static constexpr std::string_view kNames[] = {"contractive"};
  return kNames;
}

void ExactContraction::build(LayerBuilder& builder) {
  weight_norms_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
  slopes_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
}

void ExactContraction::forward(const Pass& pass, const Neck& neck, Real* terms) const {
  Real *norms = pass.workspace.at(weight_norms_), *slopes = pass.workspace.at(slopes_);
  const std::ptrdiff_t inputs = static_cast<std::ptrdiff_t>(layer_.weight().size) / encoder_features_;
  const Real* weights = pass.parameters + layer_.weight().offset;
  // A unit per part would be too little for a thread to wake up for.
  for_each_part(
      pass.compute, static_cast<std::size_t>(latent_),
      [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
        for (std::ptrdiff_t j = begin; j < begin + count; ++j) {
          Real norm = 0, slope = 0;
          for (std::ptrdiff_t i = 0; i < inputs; ++i) norm += weights[j * inputs + i] * weights[j * inputs + i];
          for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
            const Real value = slope_at(layer_.activation(), neck.encoded[n * encoder_features_ + j]).value;
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

void ExactContraction::backward_encoded(const Pass& pass, const Neck& neck, Real* d_encoded) const {
  const Real* norms = pass.workspace.at(weight_norms_);
  const Real scale = 2 * term_weight(0) / static_cast<Real>(pass.batch);
  for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
    for (std::ptrdiff_t j = 0; j < latent_; ++j) {
      const Slope slope = slope_at(layer_.activation(), neck.encoded[n * encoder_features_ + j]);
      d_encoded[n * encoder_features_ + j] += scale * slope.value * slope.change * norms[j];
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

void SampledContraction::forward(const Pass& pass, const Neck& neck, Real* terms) const {
  const std::ptrdiff_t features = encoder_features_;
  const Real* moved = neck.encoded + features * pass.batch;
  Real sum = 0;
  for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
    for (std::ptrdiff_t j = 0; j < latent_; ++j) {
      const Real difference = moved[n * features + j] - neck.encoded[n * features + j];
      sum += difference * difference;
    }
  }
  terms[0] = sum * static_cast<Real>(features_) / (kStep * kStep * static_cast<Real>(pass.batch));
}

void SampledContraction::backward_encoded(const Pass& pass, const Neck& neck, Real* d_encoded) const {
  const std::ptrdiff_t features = encoder_features_, second = features * pass.batch;
  const Real scale =
      2 * term_weight(0) * static_cast<Real>(features_) / (kStep * kStep * static_cast<Real>(pass.batch));
  for (std::ptrdiff_t n = 0; n < pass.batch; ++n) {
    for (std::ptrdiff_t j = 0; j < latent_; ++j) {
      const std::ptrdiff_t at = n * features + j;
      const Real pull = scale * (neck.encoded[second + at] - neck.encoded[at]);
      d_encoded[at] -= pull;
      d_encoded[second + at] += pull;
    }
  }
}

}  // namespace hourglass
