// The built-in data set `heartbeats`: drawn electrocardiograms of one beat each, most of them healthy.
#pragma once

#include "data/generated_set.h"

namespace hourglass {

/// The labels of Heartbeats.
enum class Beat {
  kNormal,                ///< nine of ten
  kPrematureVentricular,  ///< early, wide, without a P wave, its T wave inverted
  kNoPWave,               ///< the atria flutter instead
  kRaisedST,              ///< the line stays high between the S and the T wave
  kInvertedT,
};

/// Signals of 128 voltages, 0.8 seconds around one beat: the sum of a Gaussian bump for each of the waves P, Q, R, S
/// and T, as in McSharry et al. 2003 ("A dynamical model for generating synthetic electrocardiogram signals"), of the
/// neighbouring beats, of a wandering baseline and of noise. Every heart has its own rate, voltages and times. One beat
/// in ten is of an abnormal kind, all of which are equally frequent.
class Heartbeats : public CachedSet<float> {
 public:
  explicit Heartbeats(const GeneratedOptions& options = {});

  int label(Split split, std::uint32_t index) const override;

 private:
  void draw(Split split, std::uint32_t index, float* values) const override;
};

}  // namespace hourglass
