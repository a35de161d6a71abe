// One weight in one step of training, in numbers: from the sample to the loss, back to the weight, and its change.
//
// D. Rumelhart, G. Hinton and R. Williams 1986, "Learning representations by back-propagating errors".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "nn/activation.h"
#include "session/model_runner.h"

namespace hourglass {

/// A fully connected layer that has weights of its own.
struct DenseLayer {
  std::string name;  ///< such as "encoder.0"
  int inputs = 0, units = 0;
  Activation activation = Activation::kLinear;
};

/// From the sample to the reconstruction; none where the network has only other layers.
std::vector<DenseLayer> dense_layers(const Autoencoder& network);

/// The weight from an input of a dense layer to one of its units.
struct WeightPlace {
  std::string layer;
  int unit = 0, input = 0;
};

/// A weight times the value that goes through it, forwards or backwards.
struct WeightedTerm {
  int index = 0;  ///< of the input, or of the unit of the next layer
  double weight = 0, value = 0;

  double product() const { return weight * value; }
};

/// All with one sample alone in the batch. E is the loss: all of its terms, as training minimises them.
struct WeightStep {
  std::vector<WeightedTerm> arriving;    ///< w_i x_i of the unit, those of the largest size first
  double bias = 0, sum = 0, output = 0;  ///< sum z = sum of w_i x_i + b; output a = f(z)
  double slope = 0;                      ///< f'(z)
  double loss = 0;                       ///< E
  /// w_k dE/dz_k of the next layer's units, those of the largest size first; empty where the next part is no dense
  /// layer, or the loss itself.
  std::vector<WeightedTerm> returning;
  /// dE/da; absent where f'(z) is 0 and what follows is no dense layer: nothing is left to tell it by.
  std::optional<double> output_error;
  double sum_error = 0;  ///< dE/dz = dE/da f'(z) + second_pass
  /// What a second pass through the encoder adds, which the contractive penalty makes.
  double second_pass = 0;
  double weight = 0, input = 0;  ///< w, x
  double gradient = 0;           ///< dE/dw = dE/dz x + beside
  /// What reaches the weight on other ways than through its unit: a penalty on the weights themselves, or the layer
  /// that uses them too where weights are tied.
  double beside = 0;
  double nudged_gradient = 0;   ///< (E(w + h) - E(w - h)) / 2h with h = kNudge: what backpropagation computes at once
  double changed_weight = 0;    ///< w - rate dE/dw
  double changed_loss = 0;      ///< E with this weight changed, and no other
  double all_changed_loss = 0;  ///< E with all weights changed by -rate times their gradients
};

inline constexpr double kNudge = 0.02;

/// Runs a step of plain gradient descent on one sample ([feature]) and undoes it. Posteriors are sampled as in
/// training, always with the same draw; nothing is corrupted or dropped. Missing values are NaN. `label` is below 0
/// where it is unknown. Refuses a place that is not in dense_layers (argument-out-of-range), and a loss that is not
/// finite (model-not-finite).
Result<WeightStep> weight_step(const Model& model, std::span<const float> sample, int label, const WeightPlace& place,
                               double rate);

/// The place of the largest gradient of a layer for one sample, of equal ones the first.
Result<WeightPlace> steepest_weight(const Model& model, std::span<const float> sample, int label,
                                    const std::string& layer);

}  // namespace hourglass
