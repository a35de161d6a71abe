// The bottleneck between encoder and decoder, and the term that it adds to the loss.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "nn/layer.h"

namespace hourglass {

/// Settings of all bottlenecks; each reads its own.
struct BottleneckOptions {
  /// Gaussian: weight of the Kullback-Leibler term (Higgins et al. 2017); 1 is the evidence lower bound.
  double beta = 1;
  /// Gaussian: target of the divergence, in nats per sample; 0 is the usual term.
  double capacity = 0;
  /// Gaussian: epochs in which the capacity grows linearly from 0; 0: full from the first step on.
  double capacity_epochs = 0;
  /// Gaussian: epochs in which the weight grows linearly from 0 to beta; 0: beta from the first step on.
  double warmup_epochs = 0;
  /// Gaussian: nats per latent below which its divergence, averaged over the batch, adds no further loss; 0: no limit.
  double free_bits = 0;

  /// Top-k: values of a code that remain.
  int active = 25;
  /// Top-k: in kInference this factor times as many remain.
  double active_factor = 1;
  /// Top-k: epochs in which the number falls to `active`, linearly; 0: it is `active` from the first step on.
  double active_epochs = 0;

  /// Vector-quantised: entries of the codebook, values of each, and the weight of the commitment term.
  int codebook = 64;
  int code_channels = 16;
  double commitment = 0.25;

  /// Of the run, and known once it has its data. 0 outside training: everything that grows or shrinks has done so.
  double steps_per_epoch = 0;

  double capacity_steps() const { return capacity_epochs * steps_per_epoch; }
  double warmup_steps() const { return warmup_epochs * steps_per_epoch; }
  double active_steps() const { return active_epochs * steps_per_epoch; }

  bool operator==(const BottleneckOptions&) const = default;
};

/// Turns the encoder's output (encoder_features x N) into the code (latent x N). Like a layer it owns no numbers.
class Bottleneck {
 public:
  virtual ~Bottleneck() = default;

  /// Values per sample of the encoder's output.
  virtual int encoder_features() const = 0;
  virtual int latent() const = 0;
  virtual void build(LayerBuilder& builder) = 0;

  /// Code from the encoder's output. Posterior noise is drawn in kTraining and kScoring, never in kInference.
  virtual void forward(const Pass& pass, const Real* encoded, Real* code) const = 0;
  /// Assigns d_encoded from d_code, and adds the gradient of `scale` times the weighted penalty.
  virtual void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                        Real* d_encoded) const = 0;

  /// Changes the options that may change while training.
  virtual void set_options(const BottleneckOptions&) {}

  /// Name of the term this bottleneck adds to the loss ("kl"), or empty.
  virtual std::string_view term_name() const { return {}; }
  /// What `term`, averaged over the batch, adds to the loss in this pass. After `term` with the same pass.
  virtual double term_in_loss(const Pass&, double) const { return 0; }
  /// The unweighted term of each sample, in nats.
  virtual void term(const Pass& pass, const Real* encoded, Real* per_sample) const;

  /// Entries of the codebook, and how many of them make a code; 0 where there is no codebook.
  virtual int codebook_entries() const { return 0; }
  virtual int code_positions() const { return 0; }
  /// code_positions x N: the numbers of the entries that the last forward in this workspace chose.
  virtual const Real* chosen_entries(const Pass&) const { return nullptr; }
};

enum class BottleneckKind { kPlain, kGaussian, kTopK, kVectorQuantised };

/// One row per bottleneck.
struct BottleneckRow {
  BottleneckKind kind;
  std::string_view id;
  std::string_view blurb;
  /// True where backward gives the exact gradient; else it gives a substitute, such as the straight-through gradient.
  bool exact_gradient;
  std::unique_ptr<Bottleneck> (*make)(int latent, const BottleneckOptions& options);
};
std::span<const BottleneckRow> bottlenecks();
const BottleneckRow& bottleneck_row(BottleneckKind kind);

}  // namespace hourglass
