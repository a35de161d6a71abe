// Using a trained network without disturbing its training: encode, decode, reconstruct from a model's weights.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/real.h"
#include "data/dataset.h"
#include "session/model.h"

namespace hourglass {

/// What one layer made of one sample.
struct LayerOutput {
  std::string name;         ///< such as "encoder.0"
  std::string description;  ///< such as "dense 784 -> 128, relu"
  Shape shape;
  std::vector<float> values;
};

/// A pass through one side of the network.
struct NetworkWalk {
  std::vector<float> result;        ///< the code, or the image
  std::vector<LayerOutput> layers;  ///< in order
};

/// A network of its own for reading models; made once per face, kept between calls, never shared by threads.
/// Arrays hold samples one after the other ([sample][feature]); pixels are in [0, 1].
class Inference {
 public:
  Inference();
  ~Inference();
  Inference(Inference&&) noexcept;
  Inference& operator=(Inference&&) noexcept;

  /// The codes of `pixels` (posterior means where the bottleneck is variational): code_size(model) values per sample.
  /// `labels` (here and below) are one per sample, below 0 where it is unknown, or none at all; a network without a
  /// condition does not look at them.
  Result<std::vector<float>> encode(const Model& model, std::span<const float> pixels,
                                    std::span<const int> labels = {});
  /// The images of `codes`.
  Result<std::vector<float>> decode(const Model& model, std::span<const float> codes, std::span<const int> labels = {});
  /// decode(encode(pixels)).
  Result<std::vector<float>> reconstruct(const Model& model, std::span<const float> pixels,
                                         std::span<const int> labels = {});
  /// One image's way to its code, and one code's way to its image, with what every layer gives.
  Result<NetworkWalk> encode_walk(const Model& model, std::span<const float> pixels, int label = kNoLabel);
  Result<NetworkWalk> decode_walk(const Model& model, std::span<const float> code, int label = kNoLabel);
  /// The codebook's entries that make the codes of `pixels`, code_positions per sample; empty without a codebook.
  Result<std::vector<int>> codebook_entries(const Model& model, std::span<const float> pixels,
                                            std::span<const int> labels = {});

 private:
  struct Network;
  template <class Value>
  Result<std::vector<Value>> run(int task, const Model& model, std::span<const float> given,
                                 std::span<const int> labels);
  Result<NetworkWalk> walk(int task, const Model& model, std::span<const float> given, int label);
  Result<Network*> network_for(const Model& model);
  std::unique_ptr<Network> network_;
};

}  // namespace hourglass
