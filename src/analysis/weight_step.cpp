#include "analysis/weight_step.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "analysis/named_layers.h"

namespace hourglass {
namespace {

/// A dense layer, and the places of its numbers in the parameter buffer.
struct Located {
  DenseLayer dense;
  NamedLayer layer;
  const Parameter *weight = nullptr, *bias = nullptr;

  /// Each unit's weights are neighbours.
  std::size_t weight_at(int unit, int input) const {
    return weight->slot.offset + static_cast<std::size_t>(unit) * static_cast<std::size_t>(dense.inputs) +
           static_cast<std::size_t>(input);
  }
  std::size_t bias_at(int unit) const { return bias->slot.offset + static_cast<std::size_t>(unit); }
};

std::vector<Located> located_layers(const Autoencoder& autoencoder) {
  std::vector<Located> found;
  for (NamedLayer& layer : named_layers(autoencoder)) {
    const LayerSpec spec = layer.layer().spec();
    const Parameter* weight = find_parameter(autoencoder, layer.name + ".weight");
    const Parameter* bias = find_parameter(autoencoder, layer.name + ".bias");
    if (spec.kind != LayerKind::kDense || !weight || !bias) continue;
    DenseLayer dense{layer.name, spec.input.features(), spec.units, spec.activation};
    found.push_back({std::move(dense), std::move(layer), weight, bias});
  }
  return found;
}

/// One sample's pass forwards and backwards, and the memory that it needs.
class SinglePass {
 public:
  static Result<std::unique_ptr<SinglePass>> run(const Model& model, std::span<const float> sample, int label) {
    auto runner = ModelRunner::create(model, {.batch = 1});
    if (!runner) return runner.error();
    auto made = std::unique_ptr<SinglePass>(new SinglePass(model, std::move(*runner), sample, label));
    if (!std::isfinite(made->loss_)) return Error{"model-not-finite", "", "", "a finite loss", "another"};
    return made;
  }

  const Autoencoder& network() const { return runner_->network(); }
  double loss() const { return loss_; }
  std::span<Real> parameters() { return parameters_; }
  std::span<const Real> gradients() const { return gradients_; }
  /// The values that a layer receives; and its output.
  const Real* input_of(const NamedLayer& layer) {
    if (layer.index > 0) return layer.network->output(pass_, layer.index - 1);
    return layer.network == &network().decoder() ? network().last_code(pass_) : shown_.data();
  }
  const Real* output_of(const NamedLayer& layer) { return layer.output(pass_); }
  /// The loss with the parameters as they are now. Afterwards inputs and outputs are those of this pass.
  double score() { return network().score(pass_, sample_.data()).total; }

 private:
  SinglePass(const Model& model, std::unique_ptr<ModelRunner> runner, std::span<const float> sample, int label)
      : runner_(std::move(runner)),
        parameters_(model.parameters.begin(), model.parameters.end()),
        gradients_(parameters_.size()),
        sample_(sample.begin(), sample.end()),
        shown_(sample_),
        label_(label),
        pass_((runner_->set_parameters(parameters_.data()), runner_->pass(Mode::kScoring, 1, &label_))) {
    // What the encoder receives in the place of missing values; the loss leaves them out.
    const std::vector<float>& stand_ins = network().architecture().missing;
    for (std::size_t i = 0; i < stand_ins.size(); ++i) {
      if (std::isnan(shown_[i])) shown_[i] = stand_ins[i];
    }
    pass_.gradients = gradients_.data();
    loss_ = network().train(pass_, sample_.data()).total;
  }

  std::unique_ptr<ModelRunner> runner_;
  std::vector<Real> parameters_, gradients_;
  std::vector<Real> sample_, shown_;
  int label_;
  Pass pass_;
  double loss_ = 0;
};

void sort_by_size(std::vector<WeightedTerm>& terms) {
  std::stable_sort(terms.begin(), terms.end(), [](const WeightedTerm& a, const WeightedTerm& b) {
    return std::abs(a.product()) > std::abs(b.product());
  });
}

/// f'(z), for z in front of the activation and y = f(z).
double slope_at(const Compute& compute, Activation activation, Real z, Real y) {
  Real slope = 1;
  activation_backward_in_task(compute, activation, 1, &z, &y, &slope);
  return static_cast<double>(slope);
}

/// From the sample to the unit's output.
void add_forward(SinglePass& pass, const Located& layer, const WeightPlace& place, const Compute& compute,
                 WeightStep& step) {
  const Real* x = pass.input_of(layer.layer);
  for (int i = 0; i < layer.dense.inputs; ++i) {
    step.arriving.push_back(
        {i, static_cast<double>(pass.parameters()[layer.weight_at(place.unit, i)]), static_cast<double>(x[i])});
  }
  step.bias = static_cast<double>(pass.parameters()[layer.bias_at(place.unit)]);
  step.sum = step.bias;
  for (const WeightedTerm& term : step.arriving) step.sum += term.product();
  step.weight = step.arriving[static_cast<std::size_t>(place.input)].weight;
  step.input = step.arriving[static_cast<std::size_t>(place.input)].value;
  sort_by_size(step.arriving);
  const Real output = pass.output_of(layer.layer)[place.unit];
  step.output = static_cast<double>(output);
  step.slope = slope_at(compute, layer.dense.activation, static_cast<Real>(step.sum), output);
  step.loss = pass.loss();
}

/// What a part leaves of the whole; 0 where it is no more than what is rounded away.
double rest_of(double whole, double part) {
  const double rest = whole - part;
  return std::abs(rest) < 1e-4 * std::max(std::abs(whole), std::abs(part)) ? 0 : rest;
}

/// From the loss back to the weight. With one sample in the batch the gradient of a bias is dE/dz of its unit.
void add_backward(SinglePass& pass, const std::vector<Located>& layers, std::size_t number, const WeightPlace& place,
                  WeightStep& step) {
  const Located& layer = layers[number];
  step.sum_error = static_cast<double>(pass.gradients()[layer.bias_at(place.unit)]);
  step.gradient = static_cast<double>(pass.gradients()[layer.weight_at(place.unit, place.input)]);
  step.beside = rest_of(step.gradient, step.sum_error * step.input);
  if (step.slope != 0) step.output_error = step.sum_error / step.slope;
  if (number + 1 == layers.size()) return;
  const Located& next = layers[number + 1];
  if (next.layer.network != layer.layer.network || next.layer.index != layer.layer.index + 1) return;
  double returned = 0;
  for (int k = 0; k < next.dense.units; ++k) {
    step.returning.push_back({k, static_cast<double>(pass.parameters()[next.weight_at(k, place.unit)]),
                              static_cast<double>(pass.gradients()[next.bias_at(k)])});
    returned += step.returning.back().product();
  }
  sort_by_size(step.returning);
  step.output_error = returned;
  step.second_pass = rest_of(step.sum_error, returned * step.slope);
}

/// What the step changes, and what the weight's gradient is by trying it out.
void add_update(SinglePass& pass, std::size_t at, double rate, WeightStep& step) {
  const std::span<Real> parameters = pass.parameters();
  const Real weight = parameters[at];
  const auto loss_with = [&](double value) {
    parameters[at] = static_cast<Real>(value);
    const double loss = pass.score();
    parameters[at] = weight;
    return loss;
  };
  const double higher = step.weight + kNudge, lower = step.weight - kNudge;
  step.nudged_gradient = (loss_with(higher) - loss_with(lower)) / (higher - lower);
  step.changed_weight = step.weight - rate * step.gradient;
  step.changed_loss = loss_with(step.changed_weight);
  for (const Parameter& parameter : pass.network().parameters()) {
    if (!parameter.trainable || parameter.trained_for != TrainedFor::kModel) continue;
    for (std::size_t i = parameter.slot.offset; i < parameter.slot.offset + parameter.slot.size; ++i)
      parameters[i] -= static_cast<Real>(rate) * pass.gradients()[i];
  }
  step.all_changed_loss = pass.score();
}

Error no_such_place(const std::string& what) {
  return {"argument-out-of-range", "weight", "", "a weight of a fully connected layer of this model", what};
}

/// The number of a layer among all, or their count where it is not among them.
std::size_t number_of(const std::vector<Located>& layers, const std::string& name) {
  const auto found = std::find_if(layers.begin(), layers.end(), [&](const Located& l) { return l.dense.name == name; });
  return static_cast<std::size_t>(found - layers.begin());
}

}  // namespace

std::vector<DenseLayer> dense_layers(const Autoencoder& network) {
  std::vector<DenseLayer> layers;
  for (Located& located : located_layers(network)) layers.push_back(std::move(located.dense));
  return layers;
}

Result<WeightStep> weight_step(const Model& model, std::span<const float> sample, int label, const WeightPlace& place,
                               double rate) {
  auto pass = SinglePass::run(model, sample, label);
  if (!pass) return pass.error();
  const std::vector<Located> layers = located_layers((*pass)->network());
  const std::size_t number = number_of(layers, place.layer);
  if (number == layers.size()) return no_such_place(place.layer);
  const DenseLayer& layer = layers[number].dense;
  if (place.unit < 0 || place.unit >= layer.units || place.input < 0 || place.input >= layer.inputs)
    return no_such_place("unit " + std::to_string(place.unit) + ", input " + std::to_string(place.input));
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  WeightStep step;
  add_forward(**pass, layers[number], place, compute, step);
  add_backward(**pass, layers, number, place, step);
  add_update(**pass, layers[number].weight_at(place.unit, place.input), rate, step);
  return step;
}

Result<WeightPlace> steepest_weight(const Model& model, std::span<const float> sample, int label,
                                    const std::string& layer) {
  auto pass = SinglePass::run(model, sample, label);
  if (!pass) return pass.error();
  const std::vector<Located> layers = located_layers((*pass)->network());
  const std::size_t number = number_of(layers, layer);
  if (number == layers.size()) return no_such_place(layer);
  const Located& located = layers[number];
  WeightPlace place{layer, 0, 0};
  Real largest = -1;
  for (int unit = 0; unit < located.dense.units; ++unit) {
    for (int input = 0; input < located.dense.inputs; ++input) {
      const Real size = std::abs((*pass)->gradients()[located.weight_at(unit, input)]);
      if (size <= largest) continue;
      largest = size;
      place.unit = unit;
      place.input = input;
    }
  }
  return place;
}

}  // namespace hourglass
