// Using a trained network without disturbing its training: encode, decode, reconstruct from a model's weights.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/error.h"
#include "core/real.h"
#include "session/model.h"

namespace hourglass {

/// A network of its own for reading models; made once per face, kept between calls, never shared by threads.
/// Arrays hold samples one after the other ([sample][feature]); pixels are in [0, 1].
class Inference {
 public:
  Inference();
  ~Inference();
  Inference(Inference&&) noexcept;
  Inference& operator=(Inference&&) noexcept;

  /// The codes of `pixels` (posterior means where the bottleneck is variational): latent values per sample.
  Result<std::vector<float>> encode(const Model& model, std::span<const float> pixels);
  /// The images of `codes`.
  Result<std::vector<float>> decode(const Model& model, std::span<const float> codes);
  /// decode(encode(pixels)).
  Result<std::vector<float>> reconstruct(const Model& model, std::span<const float> pixels);

 private:
  struct Network;
  Result<Network*> network_for(const Model& model);
  std::unique_ptr<Network> network_;
};

}  // namespace hourglass
