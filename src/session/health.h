// Statistics of a network's gradients, units and code at the points of the curves, which the diagnosis reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "nn/stored_gradients.h"

namespace hourglass {

struct LayerHealth {
  std::string name;         ///< the prefix of its parameters' names, such as "encoder.0"
  double gradient_rms = 0;  ///< root mean square of its parameters' gradients; 0 where it has no parameters
  StuckUnits kind = StuckUnits::kNeither;  ///< how its units can be stuck
  /// Share of its units (of a convolution: channels) that are dead (flat for every image), or saturated (for 95 %).
  double stuck_units = 0;
};

/// One coordinate of the code.
struct LatentHealth {
  double kl = 0;        ///< nats per image; 0 without a posterior
  double variance = 0;  ///< over the images, of the posterior's mean (of the code where there is none)
};

/// The statistics at one step, over the held-out images that the curves use.
struct Health {
  std::uint64_t step = 0;             ///< 0: nothing has been measured yet
  double learning_rate = 0;           ///< of that step, after the schedule
  double gradient_norm = 0;           ///< of all trainable gradients, before clipping
  double relative_step = 0;           ///< change of the weights since the last point, over their norm, per step
  double mean_image_loss = 0;         ///< reconstruction loss per image if every reconstruction is the mean image
  double least_loss = 0;              ///< reconstruction loss per image if every reconstruction is the target itself
  std::vector<LayerHealth> layers;    ///< encoder, then decoder
  std::vector<LatentHealth> latents;  ///< empty where the code is not one number per coordinate of the encoder's output
  std::optional<double> codebook_used;  ///< share of the codebook's entries that these images choose; absent without a
                                        ///< codebook, and if the images are too few to judge
};

/// Measures a Health. Allocates all memory at construction.
class HealthMeter {
 public:
  explicit HealthMeter(const Autoencoder& network);

  /// Begins a new point of the curves: discards the images of the last one.
  void begin();
  /// Adds the images of a scoring pass over `pixels`, whose layers' outputs the workspace still holds.
  void add(const Pass& pass, const Real* pixels);
  /// Completes the point, which belongs to step `step`.
  void finish(std::uint64_t step);
  /// Takes the norms of a step's gradients; all of them must have been measured.
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
  std::vector<std::uint32_t> chosen_;              ///< per entry of the codebook: how often it was chosen
  std::vector<double> code_sum_, code_squares_, kl_sum_, pixel_sum_;
  double pixel_squares_ = 0, pixel_entropy_ = 0;
  std::uint64_t images_ = 0;
};

}  // namespace hourglass
