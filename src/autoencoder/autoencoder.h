// The composition of encoder, bottleneck, decoder and loss; built once, then it only reads and writes the buffers of a
// pass.
#pragma once

#include <memory>

#include "autoencoder/architecture.h"
#include "autoencoder/loss_terms.h"
#include "nn/network.h"

namespace hourglass {

/// Encoder 784 -> convolutions -> hidden -> bottleneck -> mirrored hidden -> transposed convolutions -> 784. The
/// objective is, per image and averaged over the batch: reconstruction (summed over pixels) + weight * the bottleneck's
/// term.
class Autoencoder {
 public:
  explicit Autoencoder(const Architecture& architecture);

  const Architecture& architecture() const { return architecture_; }
  const std::vector<Parameter>& parameters() const { return builder_.parameters(); }
  /// Reals in the parameter buffer; slots are padded to cache lines with zeros.
  std::size_t parameter_count() const { return builder_.parameter_count(); }
  Workspace make_workspace(int batch) const { return {builder_.caches(), batch}; }
  void set_bottleneck_options(const BottleneckOptions& options) { bottleneck_->set_options(options); }

  /// First values of all parameters, the same for the same seed.
  void initialise(std::uint64_t seed, Real* parameters) const;

  /// Forward and backward over one batch (features x N, pixels in [0, 1]); assigns the gradient of the objective, or
  /// lets pass.update use it. Where the loss is not finite there is no backward pass.
  LossTerms train(const Pass& pass, const Real* pixels) const;
  /// The same in pieces, for those who share a thread with something that must not wait: pieces 0 .. training_pieces()
  /// - 1 in order, all with the same pass and pixels. `terms` are known once piece `loss_piece()` has run; where they are
  /// not finite, the pieces after it must not run.
  int training_pieces() const;
  int loss_piece() const;
  void train_piece(const Pass& pass, const Real* pixels, int piece) const;
  LossTerms terms(const Pass& pass) const;
  /// True where a parameter's gradient is complete only after the whole backward pass: then pass.update must be null,
  /// and the update comes after it (nn/kept_gradients.h).
  bool needs_kept_gradients() const { return false; }
  /// Forward only.
  LossTerms score(const Pass& pass, const Real* pixels) const;

  /// latent x N codes; in kInference the posterior's means. Valid until the next pass in this workspace.
  const Real* encode(const Pass& pass, const Real* pixels) const;
  /// features x N pixels in [0, 1] where the output allows it (a linear output may leave the range).
  const Real* decode(const Pass& pass, const Real* codes) const;

  /// Multiply-adds per sample of the forward pass, and of a training step (no gradient of the input).
  double forward_multiply_adds() const;
  double training_multiply_adds() const;

  const Network& encoder() const { return encoder_; }
  const Network& decoder() const { return decoder_; }
  const Bottleneck& bottleneck() const { return *bottleneck_; }

 private:
  void forward_neck(const Pass& pass) const;
  void forward_loss(const Pass& pass, const Real* pixels, Real scale, Real* d_output) const;
  void backward_neck(const Pass& pass, Real scale) const;

  Architecture architecture_;
  Network encoder_, decoder_;
  std::unique_ptr<Bottleneck> bottleneck_;
  LayerBuilder builder_;
  CacheSlot code_, d_code_, d_encoded_, d_output_, pixels_, reconstruction_, term_;
};

}  // namespace hourglass
