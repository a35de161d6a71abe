// Using a model without disturbing its training, on arrays that other programs give: checks them, then encodes, decodes
// or reconstructs.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/real.h"
#include "data/dataset.h"
#include "nn/layer_spec.h"
#include "session/model.h"
#include "session/model_runner.h"

namespace hourglass {

/// Largest magnitude of a pixel that a network is given.
inline constexpr float kPixelLimit = 10;

/// What one layer gives for one sample.
struct LayerOutput {
  std::string name;  ///< such as "encoder.0"
  LayerSpec spec;
  Shape shape;
  std::vector<float> values;
};

/// One sample's pass through encoder or decoder.
struct NetworkWalk {
  std::vector<float> result;        ///< the code, or the image
  std::vector<LayerOutput> layers;  ///< in order
};

/// Keeps one network between calls, and builds another only where the model's settings need one. Never shared by
/// threads. Arrays hold samples one after the other ([sample][feature]); pixels are in [0, 1]: values from -kPixelLimit
/// to kPixelLimit are accepted, so that images with added noise can be encoded, and those outside, such as bytes, are
/// refused (array-out-of-range), as are numbers that are not finite (array-not-finite).
class Inference {
 public:
  /// Threads that passes are shared among from now on, the calling one included. The results do not depend on them.
  void use_threads(int threads);
  /// The codes of `pixels` (posterior means where the bottleneck is variational): code_size(model) values per sample.
  /// `labels` (here and below) are one per sample, below 0 where it is unknown, or none at all; a network without a
  /// condition ignores them. Refused: arrays of the wrong length, and values that are not finite.
  Result<std::vector<float>> encode(const Model& model, std::span<const float> pixels,
                                    std::span<const int> labels = {});
  /// The images of `codes`.
  Result<std::vector<float>> decode(const Model& model, std::span<const float> codes, std::span<const int> labels = {});
  /// decode(encode(pixels)).
  Result<std::vector<float>> reconstruct(const Model& model, std::span<const float> pixels,
                                         std::span<const int> labels = {});
  /// Encodes one image, or decodes one code, and keeps what every layer gives.
  Result<NetworkWalk> encode_walk(const Model& model, std::span<const float> pixels, int label = kNoLabel);
  Result<NetworkWalk> decode_walk(const Model& model, std::span<const float> code, int label = kNoLabel);
  /// The codebook's entries that make the codes of `pixels`, code_positions per sample; empty without a codebook.
  Result<std::vector<int>> codebook_entries(const Model& model, std::span<const float> pixels,
                                            std::span<const int> labels = {});

 private:
  Result<std::vector<float>> run(ModelRunner::Task task, const Model& model, std::span<const float> given,
                                 std::span<const int> labels);
  Result<NetworkWalk> walk(ModelRunner::Task task, const Model& model, std::span<const float> given, int label);
  Result<ModelRunner*> runner_for(const Model& model);

  std::unique_ptr<ModelRunner> runner_;
  int threads_ = 1;
};

}  // namespace hourglass
