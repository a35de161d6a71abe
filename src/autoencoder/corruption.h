// What is done to the network's input while it trains, so that it learns to undo it; the target stays clean.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/compute.h"
#include "core/random.h"
#include "core/real.h"
#include "core/shape.h"

namespace hourglass {

enum class CorruptionKind { kNone, kGaussian, kMasking, kSaltAndPepper, kOcclusion };

/// A batch to corrupt, and the draws to do it with.
struct CorruptionInput {
  const Compute& compute;
  Shape image;
  int batch;           ///< N
  double strength;     ///< what it means says the row
  RandomKey key;       ///< the sequence of draws; the same key gives the same bits for any number of threads
  const Real* pixels;  ///< features x N
};

/// One row per corruption. Denoising: Vincent, Larochelle, Bengio, Manzagol 2008; the kinds of noise: Vincent et al.
/// 2010, section 4.2; occlusion: Pathak et al. 2016.
struct Corruption {
  CorruptionKind kind;
  std::string_view id;
  std::string_view blurb;  ///< says what the strength means
  /// Assigns the corrupted batch, features x N. The values may leave [0, 1] (Gaussian noise is not clipped). Null where
  /// nothing is done.
  void (*apply)(const CorruptionInput& input, Real* corrupted);
};
std::span<const Corruption> corruptions();
const Corruption& corruption_row(CorruptionKind kind);

/// Corrupts images outside training, [sample][feature]. Image i draws by (seed, first + i) alone, so that a set comes
/// out the same in chunks of any size: `first` is the number of the chunk's first image.
std::vector<Real> corrupt(const Compute& compute, std::span<const Real> images, Shape image, CorruptionKind kind,
                          double strength, std::uint64_t seed, std::uint64_t first = 0);

}  // namespace hourglass
