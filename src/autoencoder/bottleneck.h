// The neck: what stands between encoder and decoder, and what it adds to the loss.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "nn/layer.h"

namespace hourglass {

/// Settings of all bottlenecks; each reads its own.
struct BottleneckOptions {
  /// Weight of the Kullback-Leibler term (Higgins et al. 2017); 1 is the evidence lower bound.
  double beta = 1;
};

/// Turns the encoder's output (encoder_features x N) into the code (latent x N). Like a layer it owns no numbers.
class Bottleneck {
 public:
  virtual ~Bottleneck() = default;

  /// Values per sample that the encoder has to deliver for a code of `latent`.
  virtual int encoder_features() const = 0;
  virtual int latent() const = 0;
  virtual void build(LayerBuilder& builder) = 0;

  /// Code from the encoder's output. Posterior noise is drawn in kTraining and kScoring, never in kInference.
  virtual void forward(const Pass& pass, const Real* encoded, Real* code) const = 0;
  /// Assigns d_encoded from d_code, and adds the gradient of `scale` times the weighted penalty.
  virtual void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                        Real* d_encoded) const = 0;

  /// Takes over options that may change while training.
  virtual void set_options(const BottleneckOptions&) {}

  /// Name of the term this bottleneck adds to the loss ("kl"), or empty.
  virtual std::string_view term_name() const { return {}; }
  /// The factor of that term in the loss.
  virtual Real term_weight() const { return 0; }
  /// The unweighted term of each sample, in nats.
  virtual void term(const Pass& pass, const Real* encoded, Real* per_sample) const;
};

enum class BottleneckKind { kPlain, kGaussian };

/// One row per bottleneck.
struct BottleneckRow {
  BottleneckKind kind;
  std::string_view id;
  std::string_view blurb;
  std::unique_ptr<Bottleneck> (*make)(int latent, const BottleneckOptions& options);
};
std::span<const BottleneckRow> bottlenecks();
const BottleneckRow& bottleneck_row(BottleneckKind kind);

}  // namespace hourglass
