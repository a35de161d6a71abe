// Penalties: terms of the loss on the code, beside the reconstruction and the bottleneck's own term.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "nn/network.h"

namespace hourglass {

/// Settings of all penalties; each reads its own. A penalty whose weight is 0 is not part of the network.
struct PenaltyOptions {
  double l1 = 0;           ///< weight of the code's absolute values
  double sparsity = 0;     ///< weight of the divergence of each unit's mean activation from rho
  double rho = 0.05;       ///< that mean, in (0, 1); smaller is sparser
  double contractive = 0;  ///< weight of the encoder's squared Jacobian
  double mmd = 0;          ///< weight of the discrepancy between codes and prior
  double adversarial = 0;  ///< weight of what the discriminator sees in the codes
  /// Units of the discriminator's hidden layers.
  std::vector<int> discriminator_hidden = {256, 256};
  double discriminator_learning_rate = 1e-3;  ///< step size of the discriminator's own optimiser

  bool operator==(const PenaltyOptions&) const = default;
};

/// The values of a pass that penalties read.
struct BottleneckView {
  const Real* encoded;  ///< encoder_features x (N * copies): the encoder's output, for the samples themselves first
  const Real* code;     ///< latent x N: the decoder's input
};

/// The network around a penalty, which outlives it.
struct PenaltyContext {
  int features;            ///< of the input
  int latent;              ///< of the code; the encoder gives as many values per sample, or more
  const Network& encoder;  ///< built before Penalty::build is called
};

/// Adds to the objective weight * term for each of its terms. Like a layer it owns no numbers. A step calls forward
/// once the codes are known, then the backward functions in the order below; most penalties implement one of them.
class Penalty {
 public:
  virtual ~Penalty() = default;

  /// Requests caches, and parameters of its own.
  virtual void build(LayerBuilder&) {}
  /// Changes the options that may change while training.
  virtual void set_options(const PenaltyOptions& options) = 0;

  /// Names of its terms in reports, such as "l1"; string literals.
  virtual std::span<const std::string_view> term_names() const = 0;
  /// The factor of a term in the objective; 0 for one that is only reported.
  virtual Real term_weight(std::size_t term) const = 0;

  /// Columns of the encoder's batch for each sample: 1, or 2 where the encoder also gets a changed copy of each sample.
  virtual int copies() const { return 1; }
  /// Assigns the changed copies (features x N) from the samples.
  virtual void second_input(const Pass&, const Real*, Real*) const {}

  /// Assigns the unweighted terms: means over the batch.
  virtual void forward(const Pass& pass, const BottleneckView& view, Real* terms) const = 0;
  /// Adds the gradient of the weighted terms to that of the code (latent x N).
  virtual void backward_code(const Pass&, const BottleneckView&, Real*) const {}
  /// Adds it to that of the encoder's output, all copies.
  virtual void backward_encoded(const Pass&, const BottleneckView&, Real*) const {}
  /// Adds it to the gradients of the encoder's parameters, once the backward pass has made those.
  virtual void backward_parameters(const Pass&) const {}
  /// True where backward_parameters adds gradients: then gradients are stored until the pass is over.
  virtual bool needs_stored_gradients() const { return false; }
};

/// One row per penalty.
struct PenaltyRow {
  std::string_view id;
  std::string_view blurb;
  double PenaltyOptions::*weight;
  std::unique_ptr<Penalty> (*make)(const PenaltyContext& context, const PenaltyOptions& options);
};
std::span<const PenaltyRow> penalties();

}  // namespace hourglass
