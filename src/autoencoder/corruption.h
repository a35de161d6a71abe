// Corruptions of the network's input during training, which the network learns to undo; the target stays clean.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/category_group.h"
#include "core/compute.h"
#include "core/random.h"
#include "core/real.h"
#include "core/shape.h"

namespace hourglass {

enum class CorruptionKind { kNone, kGaussian, kMasking, kSaltAndPepper, kOcclusion };

/// A batch to corrupt, and the random draws for it.
struct CorruptionInput {
  const Compute& compute;
  Shape image;
  int batch;           ///< N
  double strength;     ///< its meaning is in the row's blurb
  RandomKey key;       ///< the sequence of draws; the same key gives the same bits for any number of threads
  const Real* pixels;  ///< features x N
  /// Features that are categories: salt-and-pepper changes a group as a whole.
  std::span<const CategoryGroup> groups = {};
};

/// One row per corruption. Denoising: Vincent, Larochelle, Bengio, Manzagol 2008; the kinds of noise: Vincent et al.
/// 2010, section 4.2; occlusion: Pathak et al. 2016.
struct Corruption {
  CorruptionKind kind;
  std::string_view id;
  std::string_view blurb;  ///< with the meaning of the strength
  /// Assigns the corrupted batch, features x N. The values may leave [0, 1] (Gaussian noise is not clipped). Null where
  /// the input stays as it is.
  void (*apply)(const CorruptionInput& input, Real* corrupted);
};
std::span<const Corruption> corruptions();
const Corruption& corruption_row(CorruptionKind kind);

/// Corrupts samples outside training, [sample][feature]. The draws of image i depend on (seed, first + i) alone, so
/// that the result does not depend on how a set is cut into chunks: `first` is the number of the chunk's first image.
std::vector<Real> corrupt(const Compute& compute, std::span<const Real> images, Shape image, CorruptionKind kind,
                          double strength, std::uint64_t seed, std::uint64_t first = 0,
                          std::span<const CategoryGroup> groups = {});

}  // namespace hourglass
