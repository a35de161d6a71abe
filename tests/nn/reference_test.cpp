// Whole networks and convolutions against PyTorch's results, which make_fixtures.py wrote to fixtures/reference.json.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "core/random.h"
#include "nn/layers.h"
#include "support/fixture.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

/// Float32 sums in another order differ by some units of the last place of values around 1.
constexpr double kTolerance = 1e-5;

const Json& reference() {
  static const Json json = read_fixture("reference.json");
  return json;
}

Architecture architecture(Activation activation, ReconstructionLoss loss, bool variational) {
  const Json& sizes = reference()["sizes"];
  Architecture a;
  a.input = flat(sizes[0]);
  a.hidden = {sizes[1].get<int>()};
  a.latent = sizes[2];
  a.activation = activation;
  a.loss = loss;
  a.bottleneck = variational ? BottleneckKind::kGaussian : BottleneckKind::kPlain;
  a.bottleneck_options.beta = reference()["beta"];
  return a;
}

/// A network with the fixture's parameters, on one instruction set.
struct Bench {
  Compute compute;
  Autoencoder network;
  int batch = reference()["batch"];
  Workspace workspace;
  Buffer<Real> parameters, gradients;

  Bench(Variant variant, const Architecture& a, const Json& tensors)
      : compute(variant, MathMode::kPortable, 1),
        network(a),
        workspace(network.make_workspace(batch)),
        parameters(network.parameter_count()),
        gradients(network.parameter_count()) {
    REQUIRE(network.parameters().size() == tensors.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const std::vector<float> values = floats(tensors[i]);
      REQUIRE(values.size() == network.parameters()[i].slot.size);
      std::copy(values.begin(), values.end(), parameters.data() + network.parameters()[i].slot.offset);
    }
  }

  Pass pass(Mode mode) {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = parameters.data(),
            .gradients = gradients.data(),
            .batch = batch,
            .mode = mode,
            .seed = reference()["noise_seed"],
            .step = reference()["noise_step"]};
  }

  void check(const Buffer<Real>& buffer, const Json& tensors) const {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const Parameter& p = network.parameters()[i];
      CAPTURE(p.name);
      CHECK(difference(buffer.data() + p.slot.offset, tensors[i]) < kTolerance);
    }
  }
};

void check_network(Variant variant, const Json& c) {
  const Activation activation = row_named(activations(), c["activation"]).kind;
  const ReconstructionLoss loss = row_named(reconstruction_losses(), c["loss"]).kind;
  Bench bench(variant, architecture(activation, loss, c["variational"]), c["parameters"]);
  const std::vector<float> pixels = floats(c["pixels"]);

  const LossTerms terms = bench.network.train(bench.pass(Mode::kTraining), pixels.data());
  CHECK(difference(terms.total, c["total"]) < kTolerance);
  CHECK(difference(terms.reconstruction, c["reconstruction"]) < kTolerance);
  CHECK(difference(terms.penalties[0], c["kl"]) < kTolerance);
  bench.check(bench.gradients, c["gradients"]);

  const Pass pass = bench.pass(Mode::kInference);
  const Real* output = bench.network.decode(pass, bench.network.encode(pass, pixels.data()));
  CHECK(difference(output, c["output"]) < kTolerance);
}

/// Copies a parameter's values between the order of files and that of the buffer.
std::vector<Real> in_file_order(const Parameter& p, const Buffer<Real>& buffer) {
  std::vector<Real> values;
  for_each_place(p.shape, p.order, [&](std::size_t place) { values.push_back(buffer[p.slot.offset + place]); });
  return values;
}
void set_from_file_order(const Parameter& p, const std::vector<float>& values, Buffer<Real>& buffer) {
  REQUIRE(values.size() == p.slot.size);
  std::size_t i = 0;
  for_each_place(p.shape, p.order, [&](std::size_t place) { buffer[p.slot.offset + place] = values[i++]; });
}

void check_convolution(Variant variant, const Json& c) {
  const auto image = c["input"].get<std::vector<int>>(), padding = c["output_padding"].get<std::vector<int>>();
  LayerSpec spec{.input = {image[0], image[1], image[2]}, .units = c["units"]};
  spec.window = {c["kernel"], c["stride"], c["padding"], sides_of(spec.input)};
  spec.output_padding = {padding[0], padding[1]};
  const auto layer = row_named(layers(), c["transposed"] ? "transposed-convolution" : "convolution").make(spec);
  LayerBuilder builder;
  layer->build(builder);
  Compute compute(variant, MathMode::kPortable, 1);
  Buffer<Real> parameters(builder.parameter_count()), gradients(builder.parameter_count());
  const Parameter &weight = builder.parameters()[0], &bias = builder.parameters()[1];
  set_from_file_order(weight, floats(c["weight"]), parameters);
  set_from_file_order(bias, floats(c["bias"]), parameters);
  const std::vector<float> x = floats(c["x"]);
  const int batch = static_cast<int>(x.size()) / spec.input.features();
  Workspace workspace(builder.caches(), batch);
  std::vector<float> d_y = floats(c["d_y"]), y(d_y.size()), d_x(x.size());
  REQUIRE(d_y.size() == static_cast<std::size_t>(layer->output_shape().features() * batch));

  const Pass pass{.compute = compute,
                  .workspace = workspace,
                  .parameters = parameters.data(),
                  .gradients = gradients.data(),
                  .batch = batch,
                  .mode = Mode::kTraining};
  layer->forward(pass, x.data(), y.data());
  layer->backward(pass, x.data(), y.data(), d_y.data(), d_x.data());
  CHECK(difference(y.data(), c["y"]) < kTolerance);
  CHECK(difference(d_x.data(), c["d_x"]) < kTolerance);
  CHECK(difference(in_file_order(weight, gradients).data(), c["d_weight"]) < kTolerance);
  CHECK(difference(in_file_order(bias, gradients).data(), c["d_bias"]) < kTolerance);
}

/// Copies the fixture's values into the tensors of one kind, in the builder's order.
void set_tensors(const LayerBuilder& builder, bool trainable, const Json& tensors, Buffer<Real>& buffer) {
  std::size_t i = 0;
  for (const Parameter& p : builder.parameters()) {
    if (p.trainable == trainable) set_from_file_order(p, floats(tensors[i++]), buffer);
  }
  REQUIRE(i == tensors.size());
}
void check_tensors(const LayerBuilder& builder, bool trainable, const Json& tensors, const Buffer<Real>& buffer) {
  std::size_t i = 0;
  for (const Parameter& p : builder.parameters()) {
    CAPTURE(p.name);
    if (p.trainable == trainable) CHECK(difference(in_file_order(p, buffer).data(), tensors[i++]) < kTolerance);
  }
}

void check_layer(Variant variant, const Json& c) {
  const auto input = c["input"].get<std::vector<int>>();
  LayerSpec spec{.input = {input[0], input[1], input[2]}};
  spec.heads = c["heads"];
  spec.groups = c["groups"];
  const auto layer = row_named(layers(), c["layer"]).make(spec);
  LayerBuilder builder;
  layer->build(builder);
  Compute compute(variant, MathMode::kPortable, 1);
  Buffer<Real> parameters(builder.parameter_count()), gradients(builder.parameter_count());
  set_tensors(builder, true, c["parameters"], parameters);
  set_tensors(builder, false, c["state"], parameters);
  const std::vector<float> x = floats(c["x"]);
  const int batch = static_cast<int>(x.size()) / spec.input.features();
  Workspace workspace(builder.caches(), batch);
  std::vector<float> d_y = floats(c["d_y"]), y(d_y.size()), d_x(x.size());

  const Pass pass{.compute = compute,
                  .workspace = workspace,
                  .parameters = parameters.data(),
                  .gradients = gradients.data(),
                  .batch = batch,
                  .mode = c["training"] ? Mode::kTraining : Mode::kInference,
                  .state = parameters.data()};
  layer->forward(pass, x.data(), y.data());
  CHECK(difference(y.data(), c["y"]) < kTolerance);
  layer->backward(pass, x.data(), y.data(), d_y.data(), d_x.data());
  CHECK(difference(d_x.data(), c["d_x"]) < kTolerance);
  check_tensors(builder, true, c["gradients"], gradients);
  check_tensors(builder, false, c["state_after"], parameters);
}

}  // namespace

TEST_CASE("the fixture's noise equals the generator's draws", "[unit][reference]") {
  const Json& noise = reference()["noise"];
  Random random({reference()["noise_seed"], Stream::kPosterior, reference()["noise_step"]});
  REQUIRE(noise.size() == 15);
  for (const Json& value : noise) CHECK(random.normal() == value.get<float>());
}

TEST_CASE("losses, outputs and gradients equal PyTorch's for every activation, loss and bottleneck",
          "[unit][reference]") {
  // Squared error and cross-entropy, plain and Gaussian; Huber's loss is in loss_test.cpp.
  const std::size_t expected = activations().size() * 4;
  REQUIRE(reference()["networks"].size() == expected);
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const Json& c : reference()["networks"]) {
      CAPTURE(set.name, c["activation"].get<std::string>(), c["loss"].get<std::string>(), c["variational"].get<bool>());
      check_network(set.portable, c);
      check_network(set.fast, c);
    }
  }
}

TEST_CASE("convolutions and their gradients equal PyTorch's", "[unit][reference]") {
  REQUIRE(reference()["convolutions"].size() == 12);
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const Json& c : reference()["convolutions"]) {
      CAPTURE(set.name, c["transposed"].get<bool>(), c["input"].dump(), c["kernel"].get<int>());
      check_convolution(set.portable, c);
      check_convolution(set.fast, c);
    }
  }
}

TEST_CASE("normalisations and attention, their gradients and their running averages equal PyTorch's",
          "[unit][reference]") {
  const Json cases = read_fixture("layers.json");
  REQUIRE(cases.size() == 18);
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const Json& c : cases) {
      CAPTURE(set.name, c["layer"].get<std::string>(), c["input"].dump(), c["training"].get<bool>());
      check_layer(set.portable, c);
      check_layer(set.fast, c);
    }
  }
}

}  // namespace hourglass
