// The second way to update: gradients are kept until all are there, measured, clipped, and only then used.
#pragma once

#include <span>
#include <vector>

#include "nn/layer.h"

namespace hourglass {

/// Works on the tensors of a parameter buffer that are trained for the model, after a backward pass that kept their
/// gradients (Pass::update null), in pieces of a millisecond or so: whoever shares the thread can stop between two.
/// First every piece is measured, then every piece is updated. Allocates nothing after construction; the same bits for
/// any number of threads.
class KeptGradients {
 public:
  explicit KeptGradients(std::span<const Parameter> parameters);

  /// Pieces of measuring, and as many of updating.
  int pieces() const { return static_cast<int>(piece_parts_.size()) - 1; }
  void measure_piece(const Compute& compute, const Real* gradients, int piece);
  void update_piece(const Compute& compute, const ParameterUpdate& update, Real* gradients, double scale,
                    int piece) const;

  /// Euclidean norm of one tensor's gradient, or of all together; summed in double, in the buffer's order. Once every
  /// piece has been measured. 0 for tensors that are not trainable,
  /// or trained for something else than the model.
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

/// What gradients of this norm are multiplied by so that their norm is at most `clip_norm` (Pascanu et al. 2013,
/// algorithm 1; as PyTorch's clip_grad_norm_, with 1e-6 added to the norm); 1 where `clip_norm` is 0, which is off.
double clipping_scale(double norm, double clip_norm);

}  // namespace hourglass
