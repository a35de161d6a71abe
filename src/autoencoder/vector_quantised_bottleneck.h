// The vector-quantised bottleneck: the code consists of entries of a learned codebook.
#pragma once

#include "autoencoder/bottleneck.h"

namespace hourglass {

/// The encoder's output is cut into P = latent / D vectors of D = code_channels neighbouring values (the channels of
/// one place of an image); each becomes the nearest of the K = `codebook` entries: code = e_i, i = argmin |z - e_i|.
/// Shapes: latent x N both. The gradient of the code passes straight through to the encoder's output.
/// Adds commitment * sum over the P vectors of |z - e|^2, whose gradient goes to z alone.
/// Nothing is trainable: the codebook is state, and follows the vectors that chose its entries by moving averages of
/// their number n and their sum s, with decay kDecay: N = decay N + (1 - decay) n, S = decay S + (1 - decay) s, e = S /
/// N. An entry that hardly any vector chooses (N below kDeadShare of the mean), and at the first step all but one,
/// restarts from a vector of the batch, drawn with probability in proportion to |z - e|^2 (Arthur and Vassilvitskii
/// 2007), so that it lands where entries are missing. Draws are keyed by (seed, kCodebook, step). van den Oord, Vinyals
/// and Kavukcuoglu 2017, equations 1 to 3 and appendix A.1; restarts: Dhariwal et al. 2020.
class VectorQuantisedBottleneck : public Bottleneck {
 public:
  static constexpr double kDecay = 0.99;
  static constexpr double kDeadShare = 0.02;

  /// `latent` is a multiple of options.code_channels.
  VectorQuantisedBottleneck(int latent, const BottleneckOptions& options);

  int encoder_features() const override { return latent_; }
  int latent() const override { return latent_; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* encoded, Real* code) const override;
  void backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code, Real scale,
                Real* d_encoded) const override;
  void set_options(const BottleneckOptions& options) override { commitment_ = options.commitment; }
  std::string_view term_name() const override { return "commitment"; }
  double term_in_loss(const Pass&, double mean_term) const override { return commitment_ * mean_term; }
  void term(const Pass& pass, const Real* encoded, Real* per_sample) const override;

  int codebook_entries() const override { return entries_; }
  int code_positions() const override { return latent_ / channels_; }
  const Real* chosen_entries(const Pass& pass) const override { return pass.workspace.at(chosen_); }

 private:
  void assign_half_squares(const Pass& pass) const;
  void quantise(const Pass& pass, Range vectors, const Real* encoded, Real* code, Real* scratch) const;
  void count(const Pass& pass, const Real* encoded) const;
  void follow(const Pass& pass) const;
  void restart(const Pass& pass, const Real* encoded) const;
  int distant_vector(const Pass& pass, double at) const;
  const Real* codebook(const Pass& pass) const { return pass.parameters + codebook_.offset; }
  std::ptrdiff_t vectors(const Pass& pass) const { return std::ptrdiff_t{code_positions()} * pass.batch; }

  int latent_, entries_, channels_;
  double commitment_;
  ParameterSlot codebook_;        ///< K x D
  ParameterSlot numbers_, sums_;  ///< N: K; S: K x D
  CacheSlot chosen_, errors_;     ///< P per sample
  CacheSlot half_squares_, new_numbers_, new_sums_;
};

}  // namespace hourglass
