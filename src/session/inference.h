// Encodes, decodes and reconstructs arrays from outside (which it checks) without disturbing a model's training.
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

/// Largest magnitude of a pixel that is accepted.
inline constexpr float kPixelLimit = 10;

/// One layer's output for one sample.
struct LayerOutput {
  std::string name;  ///< such as "encoder.0"
  LayerSpec spec;
  Shape shape;
  std::vector<float> values;
};

/// One sample's pass through encoder or decoder.
struct NetworkWalk {
  std::vector<float> result;        ///< the encoder's code, or the decoder's image
  std::vector<LayerOutput> layers;  ///< from input to output
};

/// Keeps one network between calls, and builds another only if the model's settings need one. Not thread-safe. Arrays
/// hold samples one after the other ([sample][feature]). Pixels are in [0, 1], but values from -kPixelLimit to
/// kPixelLimit are accepted, so that images with added noise can be encoded. Values outside, such as bytes, are refused
/// (array-out-of-range), as are numbers that are not finite (array-not-finite).
class Inference {
 public:
  /// Sets the number of threads of the following passes, the calling one included. The results do not depend on it.
  void use_threads(int threads);
  /// The codes of `pixels` (posterior means if the bottleneck is variational): code_size(model) values per sample.
  /// `labels` (here and below) is empty or has one label per sample, below 0 where it is unknown; a network without a
  /// condition ignores it. Refuses arrays of the wrong length, and values that are not finite.
  Result<std::vector<float>> encode(const Model& model, std::span<const float> pixels,
                                    std::span<const int> labels = {});
  /// The images of `codes`.
  Result<std::vector<float>> decode(const Model& model, std::span<const float> codes, std::span<const int> labels = {});
  /// decode(encode(pixels)).
  Result<std::vector<float>> reconstruct(const Model& model, std::span<const float> pixels,
                                         std::span<const int> labels = {});
  /// Encodes one image, or decodes one code, and returns every layer's output.
  Result<NetworkWalk> encode_walk(const Model& model, std::span<const float> pixels, int label = kNoLabel);
  Result<NetworkWalk> decode_walk(const Model& model, std::span<const float> code, int label = kNoLabel);
  /// The indices of the codebook entries that form the codes of `pixels`, code_positions per sample; empty without a
  /// codebook.
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
