// Patch embedding: one token for each patch of an image; training may hide some of the patches.
#pragma once

#include "nn/dense.h"
#include "nn/patches.h"
#include "nn/tokens.h"

namespace hourglass {

/// y[t] = W patch[t] + b + position[t]: the image is cut into p x p squares, row by row, and each becomes a token of d
/// values; an image one pixel high (a signal, a text) into pieces of 1 x p. In kTraining only tokens.training of the
/// patches are visible: drawn uniformly for every sample and step, in the image's order. In the other modes all are
/// visible. Shapes: x Hh Ww C x N, W d x p p C, b d, position T x d, y T d x N (see tokens.h). Trainable: W, b,
/// position. Dosovitskiy et al. 2021, "An image is worth 16 x 16 words", equation 1; masking: He et al. 2022, "Masked
/// autoencoders are scalable vision learners", section 3. Positions are learned here, from a normal distribution of
/// deviation 0.02. Which patches are visible is a function of (seed, step, layer, place in the batch).
class PatchEmbedding : public Layer {
 public:
  /// `patch` must divide the sides that the window extends along. `visible`: patches that training sees, from 1 to all.
  PatchEmbedding(const Shape& image, int patch, int width, int visible);
  /// The window that cuts the patches: a square, or a row of `patch` pixels of an image one pixel high.
  static Window window_of(const Shape& image, int patch);
  /// How many patches an image has, or 0 where `patch` does not divide its sides.
  static int patches_in(const Shape& image, int patch);

  const TokenCount& tokens() const { return tokens_; }
  LayerSpec spec() const override;
  Shape output_shape() const override { return {tokens_.all, 1, width_}; }
  void build(LayerBuilder& builder) override;
  void forward(const Pass& pass, const Real* x, Real* y) const override;
  void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const override;
  double multiply_adds() const override { return tokens_.training * projection_.multiply_adds(); }

 private:
  void choose(const Pass& pass) const;

  PatchGeometry geometry_;
  TokenCount tokens_;
  int width_, number_ = 0;
  Dense projection_;
  ParameterSlot position_;
  CacheSlot seen_;                 ///< the number of each token's patch, as a Real
  CacheSlot patches_, d_patches_;  ///< the pixels of the visible patches
};

}  // namespace hourglass
