#include "analysis/weight_step.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "autoencoder/families.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

/// A small model after some steps, and its first held-out sample.
struct Trained {
  Model model;
  std::vector<float> sample;
  int label = kNoLabel;
};

Trained trained(std::string_view family, SettingList more = {}) {
  SettingList list = {{"family", std::string(family)},
                      {"samples", "60"},
                      {"held_out_samples", "20"},
                      {"batch", "20"},
                      {"epochs", "1000"}};
  if (family != "convolutional" && family != "masked" && family != "vq-vae") list.push_back({"hidden", "12,9"});
  list.insert(list.end(), more.begin(), more.end());
  const Result<Settings> settings = make_settings(list);
  REQUIRE(settings);
  const auto session = Session::create(*settings);
  REQUIRE(session);
  (*session)->step(30);
  const auto snapshot = (*session)->settle();
  Trained made{snapshot->model, std::vector<float>(784), snapshot->data->label(Split::kHeldOut, 0)};
  snapshot->data->read(Split::kHeldOut, 0, made.sample.data());
  return made;
}

std::vector<DenseLayer> layers_of(const Model& model) {
  const auto runner = ModelRunner::create(model);
  REQUIRE(runner);
  return dense_layers((*runner)->network());
}

WeightStep step_of(const Trained& t, const WeightPlace& place, double rate = 1e-4) {
  const auto step = weight_step(t.model, t.sample, t.label, place, rate);
  REQUIRE(step);
  return *step;
}

double relative(double a, double b) { return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1e-3}); }

/// Whether both agree, as far as the loss is exact, which is a float.
bool agree(const WeightStep& step) {
  const double rounding = 4e-7 * step.loss / kNudge;
  return std::abs(step.gradient - step.nudged_gradient) < 0.03 * std::abs(step.gradient) + rounding;
}

TEST_CASE("a weight's gradient is what a nudge of the weight finds, in every family", "[weight-step]") {
  for (const Family& family : families()) {
    // Rounding to a codebook has no slope: its gradient is that of a network without it (straight through).
    if (family.id == "vq-vae" || family.id == "pca") continue;
    CAPTURE(family.id);
    const Trained t = trained(family.id, {{"activation", "tanh"}});
    for (const DenseLayer& layer : layers_of(t.model)) {
      CAPTURE(layer.name);
      const auto place = steepest_weight(t.model, t.sample, t.label, layer.name);
      REQUIRE(place);
      const WeightStep step = step_of(t, *place);
      CAPTURE(place->unit, place->input, step.gradient, step.nudged_gradient);
      CHECK(agree(step));
    }
  }
}

TEST_CASE("the terms of a step make up each other", "[weight-step]") {
  const Trained t = trained("vanilla", {{"activation", "silu"}});
  const std::vector<DenseLayer> layers = layers_of(t.model);
  REQUIRE(layers.size() == 6);
  for (const DenseLayer& layer : layers) {
    CAPTURE(layer.name);
    const auto place = steepest_weight(t.model, t.sample, t.label, layer.name);
    REQUIRE(place);
    const WeightStep step = step_of(t, *place);
    double sum = step.bias;
    for (const WeightedTerm& term : step.arriving) sum += term.product();
    CHECK(relative(sum, step.sum) < 1e-9);
    CHECK(step.arriving.size() == static_cast<std::size_t>(layer.inputs));
    REQUIRE(step.output_error);
    CHECK(relative(*step.output_error * step.slope, step.sum_error) < 1e-4);
    CHECK(step.second_pass == 0);
    CHECK(relative(step.sum_error * step.input, step.gradient) < 1e-4);
    CHECK(step.beside == 0);
    CHECK(relative(step.changed_weight, step.weight - 1e-4 * step.gradient) < 1e-9);
  }
  // The last layer of a network has no dense layer behind it.
  CHECK(step_of(t, {"decoder.2", 0, 0}).returning.empty());
  CHECK(step_of(t, {"encoder.0", 0, 300}).returning.size() == 9);
}

TEST_CASE("a small step makes the loss smaller, of all weights more than of one", "[weight-step]") {
  const Trained t = trained("vanilla");
  const auto place = steepest_weight(t.model, t.sample, t.label, "decoder.2");
  REQUIRE(place);
  const WeightStep step = step_of(t, *place, 1e-3);
  CHECK(step.changed_loss < step.loss);
  CHECK(step.all_changed_loss < step.changed_loss);
  // To first order the loss falls by rate * gradient^2.
  CHECK(relative(step.loss - step.changed_loss, 1e-3 * step.gradient * step.gradient) < 0.1);
}

TEST_CASE("where weights are tied, a part of the gradient comes by the mirrored layer", "[weight-step]") {
  const Trained t = trained("vanilla", {{"tied", "on"}});
  const std::vector<DenseLayer> layers = layers_of(t.model);
  REQUIRE(layers.size() == 3);
  const auto place = steepest_weight(t.model, t.sample, t.label, "encoder.0");
  REQUIRE(place);
  const WeightStep step = step_of(t, *place);
  CHECK(step.beside != 0);
  CHECK(agree(step));
}

TEST_CASE("in every family the parts of the error make up the whole", "[weight-step]") {
  for (const Family& family : families()) {
    if (family.id == "pca") continue;
    CAPTURE(family.id);
    const Trained t = trained(family.id);
    for (const DenseLayer& layer : layers_of(t.model)) {
      CAPTURE(layer.name);
      const auto place = steepest_weight(t.model, t.sample, t.label, layer.name);
      REQUIRE(place);
      const WeightStep step = step_of(t, *place);
      if (step.output_error) CHECK(relative(*step.output_error * step.slope + step.second_pass, step.sum_error) < 1e-3);
      CHECK(relative(step.sum_error * step.input + step.beside, step.gradient) < 1e-3);
      // Only what runs the encoder twice has another way to the unit.
      if (family.id != "contractive") CHECK(step.second_pass == 0);
    }
  }
}

TEST_CASE("a unit that is off hands nothing back to its weights", "[weight-step]") {
  Trained t = trained("vanilla", {{"activation", "relu"}});
  const auto runner = ModelRunner::create(t.model);
  REQUIRE(runner);
  for (const Parameter& parameter : (*runner)->network().parameters()) {
    if (parameter.name != "encoder.0.bias") continue;
    for (std::size_t i = 0; i < parameter.slot.size; ++i) t.model.parameters[parameter.slot.offset + i] = -1000;
  }
  const WeightStep step = step_of(t, {"encoder.0", 2, 300});
  CHECK(step.slope == 0);
  CHECK(step.output_error);  // by the next layer
  CHECK(step.sum_error == 0);
  CHECK(step.gradient == 0);
}

TEST_CASE("of an image no value may be missing", "[weight-step]") {
  Trained t = trained("vanilla");
  t.sample[300] = std::nanf("");
  CHECK_FALSE(weight_step(t.model, t.sample, t.label, {"encoder.0", 0, 0}, 0.1));
}

TEST_CASE("a weight that the network does not have is refused", "[weight-step]") {
  const Trained t = trained("vanilla");
  for (const WeightPlace& place : {WeightPlace{"encoder.7", 0, 0}, WeightPlace{"encoder.0", 12, 0},
                                   WeightPlace{"encoder.0", 0, 784}, WeightPlace{"encoder.0", -1, 0}}) {
    const auto step = weight_step(t.model, t.sample, t.label, place, 0.1);
    REQUIRE_FALSE(step);
    CHECK(step.error().code == ErrorCode("argument-out-of-range"));
  }
  CHECK_FALSE(steepest_weight(t.model, t.sample, t.label, "bottleneck"));
}

}  // namespace
}  // namespace hourglass
