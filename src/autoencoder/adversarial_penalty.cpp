#include "autoencoder/adversarial_penalty.h"

#include <algorithm>

#include "core/math.h"
#include "core/random.h"
#include "nn/dense.h"

namespace hourglass {
namespace {

/// The same pass for another number of columns, with the discriminator's update or with none.
Pass discriminator_pass(const Pass& pass, int columns, const ParameterUpdate* update) {
  Pass changed = pass;
  changed.batch = columns;
  changed.update = update;
  return changed;
}

}  // namespace

AdversarialPenalty::AdversarialPenalty(const PenaltyContext& context, const PenaltyOptions& options)
    : latent_(context.latent), weight_(options.adversarial) {
  int inputs = latent_;
  for (int units : options.discriminator_hidden) {
    discriminator_.add(std::make_unique<Dense>(inputs, units, Activation::kLeakyRelu, Initialiser::kAuto));
    inputs = units;
  }
  discriminator_.add(std::make_unique<Dense>(inputs, 1, Activation::kLinear, Initialiser::kAuto));
}

void AdversarialPenalty::build(LayerBuilder& builder) {
  builder.train_for(TrainedFor::kAdversary);
  builder.set_copies(2);
  discriminator_.build(builder, "discriminator");
  input_ = builder.add_cache(latent_);
  d_input_ = builder.add_cache(latent_);
  d_logits_ = builder.add_cache(1);
  builder.set_copies(1);
  builder.train_for(TrainedFor::kModel);
}

std::span<const std::string_view> AdversarialPenalty::term_names() const {
  static constexpr std::string_view kNames[] = {"adversarial", "discriminator"};
  return kNames;
}

void AdversarialPenalty::forward(const Pass& pass, const BottleneckView& view, Real* terms) const {
  const int batch = pass.batch, size = latent_ * batch;
  Real* input = pass.workspace.at(input_);
  std::copy_n(view.code, size, input);
  Random random({pass.seed, Stream::kAdversaryPrior, pass.step});
  for (int i = 0; i < size; ++i) input[size + i] = Real(random.normal());
  const Real* logits = discriminator_.forward(discriminator_pass(pass, 2 * batch, nullptr), input);
  Real fooled = 0, wrong = 0;
  for (int n = 0; n < batch; ++n) {
    fooled += math::softplus<Real>(-logits[n]);
    wrong += math::softplus<Real>(logits[n]) + math::softplus<Real>(-logits[batch + n]);
  }
  terms[0] = fooled / static_cast<Real>(batch);
  terms[1] = wrong / static_cast<Real>(2 * batch);
}

void AdversarialPenalty::backward_code(const Pass& pass, const BottleneckView&, Real* d_code) const {
  const int batch = pass.batch;
  const Real *input = pass.workspace.at(input_), *logits = discriminator_.last_output(pass);
  Real *d_logits = pass.workspace.at(d_logits_), *d_input = pass.workspace.at(d_input_);
  // The encoder's side. The discriminator's gradients of this pass are not used; the next pass assigns them again.
  for (int n = 0; n < batch; ++n) {
    d_logits[n] = -term_weight(0) * math::sigmoid<Real>(-logits[n]) / static_cast<Real>(batch);
  }
  discriminator_.backward(discriminator_pass(pass, batch, nullptr), input, d_logits, d_input);
  for (int i = 0; i < latent_ * batch; ++i) d_code[i] += d_input[i];

  const Real scale = 1 / static_cast<Real>(2 * batch);
  for (int n = 0; n < batch; ++n) {
    d_logits[n] = scale * math::sigmoid<Real>(logits[n]);
    d_logits[batch + n] = -scale * math::sigmoid<Real>(-logits[batch + n]);
  }
  discriminator_.backward(discriminator_pass(pass, 2 * batch, pass.adversary_update), input, d_logits, nullptr);
}

}  // namespace hourglass
