// The composition of encoder, bottleneck, decoder and loss. It is built once; passes only read and write their buffers.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "autoencoder/architecture.h"
#include "autoencoder/loss_terms.h"
#include "nn/network.h"

namespace hourglass {

/// Encoder 784 -> convolutions or transformer -> hidden -> bottleneck -> hidden -> transposed convolutions -> 784. The
/// objective is, per image and averaged over the batch: reconstruction (summed over pixels) + weight * the bottleneck's
/// term + weight * each term of each penalty.
class Autoencoder {
 public:
  explicit Autoencoder(const Architecture& architecture);

  const Architecture& architecture() const { return architecture_; }
  const std::vector<Parameter>& parameters() const { return builder_.parameters(); }
  /// Reals in the parameter buffer; slots are padded to cache lines with zeros.
  std::size_t parameter_count() const { return builder_.parameter_count(); }
  Workspace make_workspace(int batch) const { return {builder_.caches(), batch}; }
  const std::vector<CacheSize>& caches() const { return builder_.caches(); }
  void set_bottleneck_options(const BottleneckOptions& options) { bottleneck_->set_options(options); }
  void set_corruption_strength(double strength) { architecture_.corruption_strength = strength; }
  /// A weight may not change from or to 0: the network would have other parts.
  void set_penalty_options(const PenaltyOptions& options);
  /// Names of LossTerms::penalties, in order: the bottleneck's own term, then each penalty's. At most kMostPenalties.
  const std::vector<std::string_view>& penalty_names() const { return penalty_names_; }

  /// Assigns the initial values of all parameters, the same for the same seed.
  void initialise(std::uint64_t seed, Real* parameters) const;

  /// Forward and backward over one batch (features x N, pixels in [0, 1]); the encoder's input is the corrupted copy,
  /// the loss compares with the pixels themselves. Assigns the gradient of the objective, or lets pass.update use it.
  /// Where the loss is not finite there is no backward pass.
  LossTerms train(const Pass& pass, const Real* pixels) const;
  /// The same in pieces, for callers that must return to other work in between: pieces 0 .. training_pieces() - 1 in
  /// order, all with the same pass and pixels. `terms` are known once piece `loss_piece()` has run; where they
  /// are not finite, the pieces after it must not run.
  int training_pieces() const { return static_cast<int>(pieces_.size()); }
  int loss_piece() const { return loss_piece_; }
  void train_piece(const Pass& pass, const Real* pixels, int piece) const;
  LossTerms terms(const Pass& pass) const;
  /// True where a parameter's gradient is complete only after the whole backward pass: then pass.update must be null,
  /// and the update comes after it (nn/stored_gradients.h).
  bool needs_stored_gradients() const;
  /// Forward only.
  LossTerms score(const Pass& pass, const Real* pixels) const;

  /// latent x N codes; in kInference the posterior's means. Valid until the next pass in this workspace.
  const Real* encode(const Pass& pass, const Real* pixels) const;
  /// features x N pixels in [0, 1] where the output allows it (a linear output may leave the range).
  const Real* decode(const Pass& pass, const Real* codes) const;

  /// The decoder's input in the last pass: latent x N codes.
  const Real* last_code(const Pass& pass) const { return pass.workspace.at(code_); }

  /// Multiply-adds per sample of the forward pass, and of a training step (no gradient of the input).
  double forward_multiply_adds() const;
  double training_multiply_adds() const;

  const Network& encoder() const { return encoder_; }
  const Network& decoder() const { return decoder_; }
  const Bottleneck& bottleneck() const { return *bottleneck_; }

 private:
  /// One piece of a training step; `layer` counts in the network that the piece works on.
  struct Piece {
    void (Autoencoder::*run)(const Pass& pass, const Real* pixels, std::size_t layer) const;
    std::size_t layer;
  };
  void make_penalties();
  void build_parts();
  void make_pieces();
  Pass encoder_pass(const Pass& pass) const;
  bool corrupts(const Pass& pass) const;
  bool has_own_input() const;
  const Real* encoder_input(const Pass& pass, const Real* pixels) const;
  void prepare_input(const Pass& pass, const Real* pixels, std::size_t) const;
  void encode_layer(const Pass& pass, const Real* pixels, std::size_t layer) const;
  void forward_bottleneck(const Pass& pass, const Real* pixels, std::size_t) const;
  void decode_layer(const Pass& pass, const Real* pixels, std::size_t layer) const;
  void compare(const Pass& pass, const Real* pixels, std::size_t) const;
  template <BackwardPart part>
  void decode_layer_backward(const Pass& pass, const Real* pixels, std::size_t layer) const;
  void backward_bottleneck(const Pass& pass, const Real* pixels, std::size_t) const;
  template <BackwardPart part>
  void encode_layer_backward(const Pass& pass, const Real* pixels, std::size_t layer) const;
  void finish_gradients(const Pass& pass, const Real* pixels, std::size_t) const;
  BottleneckView bottleneck_view(const Pass& pass) const;
  void fill_missing(const Pass& pass, Real* input) const;
  void copy_groups(const Pass& pass, const Real* output, Real* pixels) const;

  Architecture architecture_;
  Network encoder_, decoder_;
  std::unique_ptr<Bottleneck> bottleneck_;
  std::vector<std::unique_ptr<Penalty>> penalties_;
  std::vector<std::string_view> penalty_names_;
  std::vector<Piece> pieces_;
  int loss_piece_ = 0;
  int encoder_copies_ = 1;  ///< per sample; see Penalty::copies
  LayerBuilder builder_;
  CacheSlot code_, d_code_, d_encoded_, d_output_, pixels_, reconstruction_, categories_, term_, penalty_terms_, input_;
};

}  // namespace hourglass
