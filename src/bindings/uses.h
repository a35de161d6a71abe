// A trained model and its data, for JavaScript: the class that embind exports as "Uses".
#pragma once

#include <emscripten/val.h>

#include <memory>
#include <string>
#include <utility>

#include "analysis/anomaly_scores.h"
#include "analysis/sample_inference.h"
#include "compression/compressor.h"
#include "data/dataset.h"
#include "session/model.h"
#include "session/model_runner.h"

namespace hourglass::bindings {

using emscripten::val;

class JsUses {
 public:
  /// `model` is a saved model's bytes; `files` is an array of {name, bytes}, empty where the model's settings name the
  /// data.
  static val create(const val& model, const val& files);

  /// {kind, shape: [height, width, channels], training, heldOut, scoreKinds: [{id, explanation}]}: what the
  /// model and its data are, and the scores that the model has.
  val about() const;
  /// {samples: Float32Array, labels: [number]} of a split, "training" or "heldOut".
  val samples(const std::string& split) const;
  /// {value: Float64Array}: how unlike those that the model learned from samples are, by the score of this id. Missing
  /// values are NaN. `labels` is an array of whole numbers, one per sample, or an empty one.
  val scores(const std::string& id, const val& samples, const val& labels);
  /// {value: Float32Array}: the model's reconstruction, where `fill_missing` only in the place of missing values (NaN).
  val denoise(const val& samples, bool fill_missing);
  /// {value: {noisy, denoised, plain: [{method, chosen, cleanness}]}}: the held-out samples with noise of this kind and
  /// strength, cleaned by the model and by plain methods; each the figures of analysis/denoising.h that the kind has.
  val measure_denoising(const std::string& corruption, double strength);
  /// {value: Uint8Array}: samples as a compressed file (compression/compressor.h). A step of 0 is the usual one; above
  /// 0 `most_bytes` chooses it.
  val compress(const val& samples, const val& labels, double step, double most_bytes);
  /// {value: {samples: Float32Array, labels: [number]}} of a compressed file.
  val decompress(const val& bytes);
  /// {value: {count, groups: [number], sizes: [number], silhouette, agreement}} among the codes of samples; a count of
  /// 0 chooses it by silhouette, `most` at most. `agreement` is {purity, normalisedMutualInformation,
  /// adjustedRandIndex}, where there are labels.
  val groups(const val& samples, const val& labels, const std::string& method, int count, int most);
  /// {value: {trainingError, heldOutError}}: shares of samples whose label a linear classifier reads wrongly.
  val evaluate_probe();
  /// {value: {layers: [{name, title, weights, outputs, gradientRms, stuck?, stuckUnits?}], filters: {shape, units,
  /// values}, spread: [number], effectiveRank, samples}} of the held-out samples (analysis/insides.h); `weights` and
  /// `outputs` are histograms {low, high, counts}, `stuck` is "dead" or "saturated".
  val inside();
  /// [{name, inputs, units, activation}]: the layers whose weights weight_step follows.
  val dense_layers() const;
  /// {value}: the numbers of analysis/weight_step.h for held-out sample `index`, with the weight's `unit` and its input
  /// `from`. A unit below 0 stands for the weight of the layer's largest gradient.
  val weight_step(int index, const std::string& layer, int unit, int input, double rate);

 private:
  JsUses(Model model, std::shared_ptr<const Dataset> data)
      : model_(std::move(model)),
        data_(std::move(data)),
        training_(read_samples(*data_, Split::kTraining)),
        held_out_(read_samples(*data_, Split::kHeldOut)) {}

  /// Makes decoder_ if there is none.
  Status prepare_decoder();
  /// Samples of the model's shape from a Float32Array in which NaN is a missing value.
  Result<Samples> samples_from(const val& array, const val& labels) const;

  Model model_;
  std::shared_ptr<const Dataset> data_;
  Samples training_, held_out_;
  std::unique_ptr<ModelRunner> runner_;
  std::unique_ptr<AnomalyScorer> scorer_;
  std::unique_ptr<PortableDecoder> decoder_;  ///< of compressed files, once one is needed
};

}  // namespace hourglass::bindings
