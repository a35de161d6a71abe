// Penalties: what a loss adds for the code, beside the reconstruction and the bottleneck's own term.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "nn/network.h"

namespace hourglass {

/// Settings of all penalties; each reads its own. A penalty whose weight is 0 is no part of the network.
struct PenaltyOptions {
  double l1 = 0;           ///< weight of the code's absolute values
  double sparsity = 0;     ///< weight of the divergence of each unit's mean activation from rho
  double rho = 0.05;       ///< that mean, in (0, 1); smaller is sparser
  double contractive = 0;  ///< weight of the encoder's squared Jacobian
  double mmd = 0;          ///< weight of the discrepancy between codes and prior
  double adversarial = 0;  ///< weight of what the discriminator sees in the codes
  /// Units of the discriminator's hidden layers.
  std::vector<int> discriminator_hidden = {256, 256};
};

/// What a penalty sees of a pass.
struct Neck {
  const Real* encoded;  ///< encoder_features x (N * copies): what the encoder gave, the samples themselves first
  const Real* code;     ///< latent x N: what the decoder gets
};

/// The network around a penalty, which outlives it.
struct PenaltySite {
  int features;            ///< of the input
  int latent;              ///< of the code; the encoder gives as many values per sample, or more
  const Network& encoder;  ///< its parameters have their places once Penalty::build is called
};

/// Adds to the objective weight * term for each of its terms. Owns no numbers, as a layer does. In a step: forward once
/// the codes are known, then the backward functions in the order they stand here, of which most penalties need one.
class Penalty {
 public:
  virtual ~Penalty() = default;

  /// Asks for caches, and for parameters of its own.
  virtual void build(LayerBuilder&) {}
  /// Takes over options that may change while training.
  virtual void set_options(const PenaltyOptions& options) = 0;

  /// Its terms as reports call them ("l1"); each lives as long as the program.
  virtual std::span<const std::string_view> term_names() const = 0;
  /// The factor of a term in the objective; 0 for one that is only reported.
  virtual Real term_weight(std::size_t term) const = 0;

  /// Columns that the encoder works on for each sample: 1, or 2 where it is to see each sample a second time, changed.
  virtual int copies() const { return 1; }
  /// Assigns those changed samples (features x N) from the first ones.
  virtual void second_input(const Pass&, const Real*, Real*) const {}

  /// Assigns the unweighted terms: means over the batch.
  virtual void forward(const Pass& pass, const Neck& neck, Real* terms) const = 0;
  /// Adds the gradient of the weighted terms to that of the code (latent x N).
  virtual void backward_code(const Pass&, const Neck&, Real*) const {}
  /// Adds it to that of the encoder's output, all copies.
  virtual void backward_encoded(const Pass&, const Neck&, Real*) const {}
  /// Adds it to the gradients of the encoder's parameters, once the backward pass has made those.
  virtual void backward_parameters(const Pass&) const {}
  /// True where backward_parameters does anything: gradients are kept then until the pass is over.
  virtual bool needs_kept_gradients() const { return false; }
};

/// One row per penalty.
struct PenaltyRow {
  std::string_view id;
  std::string_view blurb;
  double PenaltyOptions::*weight;
  std::unique_ptr<Penalty> (*make)(const PenaltySite& site, const PenaltyOptions& options);
};
std::span<const PenaltyRow> penalties();

}  // namespace hourglass
