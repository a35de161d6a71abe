// Updates after the backward pass: all gradients are stored, measured and clipped before the optimiser uses them.
#pragma once

#include <span>
#include <vector>

#include "nn/layer.h"

namespace hourglass {

/// Measures and applies the stored gradients of all tensors that are trained for the model, after a backward pass whose
/// Pass::update is null. Works in pieces of about a millisecond, so that a caller without a thread for training can
/// stop between two: first every piece is measured, then every piece is updated. Allocates nothing after construction;
/// the same bits for any number of threads.
class StoredGradients {
 public:
  explicit StoredGradients(std::span<const Parameter> parameters);

  /// Pieces of measuring, and as many of updating.
  int pieces() const { return static_cast<int>(piece_parts_.size()) - 1; }
  void measure_piece(const Compute& compute, const Real* gradients, int piece);
  void update_piece(const Compute& compute, const ParameterUpdate& update, Real* gradients, double scale,
                    int piece) const;

  /// Euclidean norm of one tensor's gradient, or of all together; summed in double, in the buffer's order. To be called
  /// once every piece has been measured. 0 for tensors that are not trainable, or not trained for the model.
  double norm_of(std::size_t parameter) const;
  double norm() const;

 private:
  /// A stretch of one tensor, short enough to be one task.
  struct Part {
    std::size_t offset, count, parameter;
  };
  /// Calls body(part's index) for the parts of a piece, on all threads.
  template <class Body>
  void for_each_part_of(const Compute& compute, int piece, const Body& body) const;

  std::vector<Part> parts_;
  std::vector<std::size_t> piece_parts_;  ///< the first part of every piece, and the number of parts
  std::vector<double> squares_;           ///< sum of squares of every part
};

/// The factor that brings gradients of this norm to a norm of at most `clip_norm` (Pascanu et al. 2013,
/// algorithm 1; as PyTorch's clip_grad_norm_, with 1e-6 added to the norm); 1 where `clip_norm` is 0, which is off.
double clipping_scale(double norm, double clip_norm);

}  // namespace hourglass
