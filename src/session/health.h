// How a network fares inside, at the points of the curves: its gradients, its units, its code. What a diagnosis reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "nn/stored_gradients.h"

namespace hourglass {

struct LayerHealth {
  std::string name;         ///< as its parameters begin, such as "encoder.0"
  double gradient_rms = 0;  ///< root mean square of its parameters' gradients; 0 where it has no parameters
  StuckUnits kind = StuckUnits::kNeither;  ///< what its units can be
  /// Share of its units (of a convolution: channels) that are dead (flat for every image), or saturated (for 95 %).
  double stuck_units = 0;
};

/// One coordinate of the code.
struct LatentHealth {
  double kl = 0;        ///< nats per image; 0 without a posterior
  double variance = 0;  ///< over the images, of the posterior's mean (of the code where there is none)
};

/// All at one step, over the held-out images behind the curves.
struct Health {
  std::uint64_t step = 0;             ///< 0: nothing is known yet
  double learning_rate = 0;           ///< of that step, after the schedule
  double gradient_norm = 0;           ///< of all trainable gradients, before clipping
  double relative_step = 0;           ///< how far the weights came since the last point, over their norm, per step
  double mean_image_loss = 0;         ///< reconstruction loss per image of painting the mean image always
  double least_loss = 0;              ///< reconstruction loss per image of painting the target itself
  std::vector<LayerHealth> layers;    ///< encoder, then decoder
  std::vector<LatentHealth> latents;  ///< empty where the code is not one number per coordinate of the encoder's output
  std::optional<double> codebook_used;  ///< share of a codebook's entries that these images choose; absent without a
                                        ///< codebook, and where the images are too few to tell
};

/// Fills a Health. All memory is taken at construction.
class HealthMeter {
 public:
  explicit HealthMeter(const Autoencoder& network);

  /// A new point: forgets the images of the last one.
  void begin();
  /// After a scoring pass over `pixels`: counts what the workspace holds.
  void add(const Pass& pass, const Real* pixels);
  /// The point is complete.
  void finish(std::uint64_t step);
  /// The norms of a step's gradients, once all are measured.
  void set_gradients(const StoredGradients& gradients);
  void set_learning_rate(double rate) { health_.learning_rate = rate; }
  void set_relative_step(double step) { health_.relative_step = step; }

  const Health& health() const { return health_; }

 private:
  void add_layers(const Pass& pass);
  void add_codes(const Pass& pass);
  void add_entries(const Pass& pass);
  void add_targets(const Pass& pass, const Real* pixels);
  void finish_targets();

  const Autoencoder& network_;
  Health health_;
  std::vector<std::vector<std::uint32_t>> stuck_;  ///< per layer and unit: images (times places) at which it is stuck
  std::vector<std::uint32_t> chosen_;              ///< per entry of a codebook: how often it was
  std::vector<double> code_sum_, code_squares_, kl_sum_, pixel_sum_;
  double pixel_squares_ = 0, pixel_entropy_ = 0;
  std::uint64_t images_ = 0;
};

}  // namespace hourglass
