#include "analysis/insides.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/named_layers.h"
#include "analysis/sample_inference.h"
#include "core/eigen.h"
#include "nn/layers.h"
#include "nn/stored_gradients.h"
#include "session/health.h"

namespace hourglass {
namespace {

/// All trainable values of a layer in the order of the buffer.
std::vector<float> weights_of(const Model& model, const Autoencoder& network, const std::string& name) {
  std::vector<float> weights;
  for (const Parameter& parameter : network.parameters()) {
    if (!parameter.trainable || !parameter.name.starts_with(name + ".")) continue;
    const Real* values = model.parameters.data() + parameter.slot.offset;
    weights.insert(weights.end(), values, values + parameter.slot.size);
  }
  return weights;
}

/// A tensor's values in the order of files: those of one unit are neighbours.
std::vector<float> in_file_order(const Model& model, const Parameter& parameter) {
  std::vector<float> values;
  for_each_place(parameter.shape, parameter.order,
                 [&](std::size_t place) { values.push_back(model.parameters[parameter.slot.offset + place]); });
  return values;
}

/// [channel][row][column] as [row][column][channel].
std::vector<float> with_channels_last(const float* values, Shape shape) {
  std::vector<float> result;
  for (int place = 0; place < shape.height * shape.width; ++place) {
    for (int channel = 0; channel < shape.channels; ++channel)
      result.push_back(values[channel * shape.height * shape.width + place]);
  }
  return result;
}

/// One unit's values from the first layer's weight, or nothing where its units are not shaped like samples.
struct FilterForm {
  Shape shape = {0, 0, 0};
  std::size_t stride = 0;  ///< values from one unit to the next
  bool channels_first = false;
};

FilterForm filter_form(const LayerSpec& spec, Shape input) {
  const auto inputs = static_cast<std::size_t>(spec.input.features());
  // Behind the values of the sample there may be its label.
  if (spec.kind == LayerKind::kDense && spec.input.features() >= input.features()) return {input, inputs, false};
  if (spec.kind != LayerKind::kConvolution || spec.input.channels != input.channels) return {};
  const Shape window = {spec.window.along_height().kernel, spec.window.along_width().kernel, input.channels};
  return {window, static_cast<std::size_t>(window.features()), true};
}

Filters filters_of(const Model& model, const Autoencoder& network) {
  Filters filters;
  for (const NamedLayer& layer : named_layers(network)) {
    const Parameter* weight = find_parameter(network, layer.name + ".weight");
    if (!weight) continue;
    const FilterForm form = filter_form(layer.layer().spec(), model.input);
    if (form.stride == 0) return filters;
    const std::vector<float> values = in_file_order(model, *weight);
    filters.shape = form.shape;
    filters.units = static_cast<int>(values.size() / form.stride);
    std::vector<double> norms;
    for (std::size_t from = 0; from < values.size(); from += form.stride) {
      const float* first = values.data() + from;
      norms.push_back(std::inner_product(first, first + form.shape.features(), first, 0.0));
    }
    std::vector<std::size_t> order(norms.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return norms[a] > norms[b]; });
    order.resize(std::min<std::size_t>(order.size(), kMostFilters));
    for (const std::size_t unit : order) {
      const float* first = values.data() + unit * form.stride;
      const std::vector<float> own = form.channels_first ? with_channels_last(first, form.shape)
                                                         : std::vector<float>(first, first + form.shape.features());
      filters.values.insert(filters.values.end(), own.begin(), own.end());
    }
    return filters;
  }
  return filters;
}

/// Variances along the principal directions, the largest first.
std::vector<double> spread_of(const Samples& codes) {
  const Eigen::Map<const Eigen::MatrixXf> values(codes.values.data(), codes.features, codes.count);
  const Eigen::MatrixXd all = values.cast<double>();
  const Eigen::MatrixXd centred = all.colwise() - all.rowwise().mean();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(centred * centred.transpose() / codes.count,
                                                              Eigen::EigenvaluesOnly);
  std::vector<double> spread(solver.eigenvalues().begin(), solver.eigenvalues().end());
  std::reverse(spread.begin(), spread.end());
  for (double& variance : spread) variance = std::max(variance, 0.0);
  return spread;
}

double effective_rank_of(const std::vector<double>& spread) {
  const double sum = std::accumulate(spread.begin(), spread.end(), 0.0);
  if (!(sum > 0)) return 0;
  double entropy = 0;
  for (const double variance : spread) {
    if (variance > 0) entropy -= variance / sum * std::log(variance / sum);
  }
  return std::exp(entropy);
}

/// What a pass over the samples shows of the layers.
void add_passes(const Autoencoder& network, const Pass& pass, const Real* samples, std::vector<LayerInside>& layers) {
  StoredGradients gradients(network.parameters());
  for (int piece = 0; piece < gradients.pieces(); ++piece) gradients.measure_piece(pass.compute, pass.gradients, piece);
  HealthMeter meter(network);
  meter.begin();
  meter.add(pass, samples);
  meter.set_gradients(gradients);
  meter.finish(1);
  const std::vector<NamedLayer> named = named_layers(network);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerHealth& health = meter.health().layers[i];
    layers[i].gradient_rms = health.gradient_rms;
    layers[i].kind = health.kind;
    layers[i].stuck_units = health.stuck_units;
    const auto values =
        static_cast<std::size_t>(named[i].layer().output_shape().features()) * static_cast<std::size_t>(pass.batch);
    layers[i].outputs = histogram_of({named[i].output(pass), values}, kHistogramBins);
  }
}

}  // namespace

Histogram histogram_of(std::span<const float> values, int bins) {
  Histogram histogram;
  if (values.empty()) return histogram;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  histogram.low = static_cast<double>(*least);
  histogram.high = static_cast<double>(*most);
  histogram.counts.resize(static_cast<std::size_t>(bins));
  const double width = histogram.high - histogram.low;
  for (const float value : values) {
    const double place = width > 0 ? bins * (static_cast<double>(value) - histogram.low) / width : bins / 2;
    ++histogram.counts[static_cast<std::size_t>(std::min(static_cast<int>(place), bins - 1))];
  }
  return histogram;
}

Result<Insides> look_inside(const Model& model, ModelRunner& runner, const Samples& samples) {
  const Autoencoder& network = runner.network();
  const auto count =
      static_cast<int>(std::min<std::uint32_t>(samples.count, static_cast<std::uint32_t>(runner.batch())));
  std::vector<Real> gradients(model.parameters.size());
  Pass pass = runner.pass(Mode::kScoring, count, samples.labels.empty() ? nullptr : samples.labels.data());
  pass.gradients = gradients.data();
  if (!std::isfinite(network.train(pass, samples.values.data()).total))
    return Error{"model-not-finite", "", "", "a finite loss", "another"};
  Insides insides;
  insides.samples = count;
  for (const NamedLayer& layer : named_layers(network)) {
    insides.layers.push_back({layer.name, describe(layer.layer().spec())});
    insides.layers.back().weights = histogram_of(weights_of(model, network, layer.name), kHistogramBins);
  }
  add_passes(network, pass, samples.values.data(), insides.layers);
  insides.filters = filters_of(model, network);
  insides.spread = spread_of(encode(runner, samples));
  insides.effective_rank = effective_rank_of(insides.spread);
  return insides;
}

}  // namespace hourglass
