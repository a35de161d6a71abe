// What a trained model does inside: its filters, weights and outputs, and one weight in one step of training.

#include "analysis/insides.h"
#include "analysis/weight_step.h"
#include "bindings/js_values.h"
#include "bindings/uses.h"

namespace hourglass::bindings {
namespace {

/// Terms of a sum that are shown one by one.
constexpr std::size_t kMostTerms = 5;

val to_js(const Histogram& histogram) {
  val result = val::object();
  put(result, "low", histogram.low);
  put(result, "high", histogram.high);
  val counts = val::array();
  for (const std::uint64_t count : histogram.counts) counts.call<void>("push", static_cast<double>(count));
  result.set("counts", counts);
  return result;
}

val to_js(const LayerInside& layer) {
  val result = val::object();
  put(result, "name", layer.name);
  put(result, "title", layer.title);
  result.set("weights", to_js(layer.weights));
  result.set("outputs", to_js(layer.outputs));
  put(result, "gradientRms", layer.gradient_rms);
  if (layer.kind != StuckUnits::kNeither) {
    put(result, "stuck", std::string(layer.kind == StuckUnits::kDead ? "dead" : "saturated"));
    put(result, "stuckUnits", layer.stuck_units);
  }
  return result;
}

/// The first terms one by one, and the sum of the others.
val to_js(const std::vector<WeightedTerm>& terms) {
  val shown = val::array();
  double others = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i >= kMostTerms) {
      others += terms[i].product();
      continue;
    }
    val term = val::object();
    put(term, "index", terms[i].index);
    put(term, "weight", terms[i].weight);
    put(term, "value", terms[i].value);
    shown.call<void>("push", term);
  }
  val result = val::object();
  result.set("shown", shown);
  put(result, "count", static_cast<int>(terms.size()));
  put(result, "others", others);
  return result;
}

val to_js(const WeightStep& step) {
  val result = val::object();
  const std::pair<const char*, double> figures[] = {{"bias", step.bias},
                                                    {"sum", step.sum},
                                                    {"output", step.output},
                                                    {"slope", step.slope},
                                                    {"loss", step.loss},
                                                    {"secondPass", step.second_pass},
                                                    {"sumError", step.sum_error},
                                                    {"weight", step.weight},
                                                    {"input", step.input},
                                                    {"gradient", step.gradient},
                                                    {"beside", step.beside},
                                                    {"nudge", kNudge},
                                                    {"nudgedGradient", step.nudged_gradient},
                                                    {"changedWeight", step.changed_weight},
                                                    {"changedLoss", step.changed_loss},
                                                    {"allChangedLoss", step.all_changed_loss}};
  for (const auto& [name, value] : figures) put(result, name, value);
  if (step.output_error) put(result, "outputError", *step.output_error);
  result.set("arriving", to_js(step.arriving));
  result.set("returning", to_js(step.returning));
  return result;
}

}  // namespace

val JsUses::inside() {
  const Result<Insides> insides = look_inside(model_, *runner_, held_out_);
  if (!insides) return failure(insides.error());
  val layers = val::array(), filters = val::object(), result = val::object();
  for (const LayerInside& layer : insides->layers) layers.call<void>("push", to_js(layer));
  const Shape& shape = insides->filters.shape;
  filters.set("shape", val::array(std::vector<int>{shape.height, shape.width, shape.channels}));
  put(filters, "units", insides->filters.units);
  filters.set("values", bindings::to_js(std::span<const float>(insides->filters.values)));
  result.set("layers", layers);
  result.set("filters", filters);
  result.set("spread", val::array(insides->spread));
  put(result, "effectiveRank", insides->effective_rank);
  put(result, "samples", insides->samples);
  return success(result);
}

val JsUses::dense_layers() const {
  val layers = val::array();
  for (const DenseLayer& layer : hourglass::dense_layers(runner_->network())) {
    val entry = val::object();
    put(entry, "name", layer.name);
    put(entry, "inputs", layer.inputs);
    put(entry, "units", layer.units);
    put(entry, "activation", std::string(activation_row(layer.activation).id));
    layers.call<void>("push", entry);
  }
  return layers;
}

val JsUses::weight_step(int index, const std::string& layer, int unit, int input, double rate) {
  if (index < 0 || static_cast<std::uint32_t>(index) >= held_out_.count)
    return failure(
        Error{"argument-out-of-range", "sample", "", "the number of a held-out sample", std::to_string(index)});
  const std::uint32_t indices[] = {static_cast<std::uint32_t>(index)};
  const Samples sample = pick_samples(held_out_, indices);
  const int label = sample.labels.empty() ? kNoLabel : sample.labels[0];
  Result<WeightPlace> place = WeightPlace{layer, unit, input};
  if (unit < 0) place = steepest_weight(model_, sample.values, label, layer);
  if (!place) return failure(place.error());
  const Result<WeightStep> step = hourglass::weight_step(model_, sample.values, label, *place, rate);
  if (!step) return failure(step.error());
  val result = to_js(*step);
  put(result, "unit", place->unit);
  put(result, "from", place->input);
  return success(result);
}

}  // namespace hourglass::bindings
