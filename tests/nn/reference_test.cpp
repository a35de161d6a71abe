// Whole networks, convolutions and optimisers against PyTorch's numbers, kept in fixtures/reference.json (made by make_fixtures.py).
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "core/file.h"
#include "core/random.h"
#include "nn/layers.h"
#include "nn/optimiser.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

/// Float32 sums in another order differ by some units of the last place of values around 1.
constexpr double kTolerance = 1e-5;

const Json& reference() {
  static const Json json = [] {
    const auto bytes = read_file(HG_FIXTURES "/reference.json");
    REQUIRE(bytes);
    const char* text = reinterpret_cast<const char*>(bytes->data());
    return Json::parse(text, text + bytes->size());
  }();
  return json;
}

std::vector<float> floats(const Json& list) { return list.get<std::vector<float>>(); }

/// Largest |found - expected| / max(1, |expected|).
double difference(const Real* found, const Json& expected) {
  double worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double value = expected[i].get<double>();
    worst = std::max(worst, std::abs(static_cast<double>(found[i]) - value) / std::max(1.0, std::abs(value)));
  }
  return worst;
}

double difference(double found, double expected) {
  return std::abs(found - expected) / std::max(1.0, std::abs(expected));
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
    return {compute, workspace, parameters.data(), gradients.data(), batch, mode, reference()["noise_seed"],
            reference()["noise_step"]};
  }

  void check(const Buffer<Real>& buffer, const Json& tensors) const {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const Parameter& p = network.parameters()[i];
      CAPTURE(p.name);
      CHECK(difference(buffer.data() + p.slot.offset, tensors[i]) < kTolerance);
    }
  }
};

template <class Row>
const Row& row_named(std::span<const Row> table, const std::string& id) {
  for (const Row& row : table) {
    if (row.id == id) return row;
  }
  FAIL("no row is called " << id);
  return table.front();
}

void check_network(Variant variant, const Json& c) {
  const Activation activation = row_named(activations(), c["activation"]).kind;
  const ReconstructionLoss loss = row_named(reconstruction_losses(), c["loss"]).kind;
  Bench bench(variant, architecture(activation, loss, c["variational"]), c["parameters"]);
  const std::vector<float> pixels = floats(c["pixels"]);

  const LossTerms terms = bench.network.train(bench.pass(Mode::kTraining), pixels.data());
  CHECK(difference(terms.total, c["total"]) < kTolerance);
  CHECK(difference(terms.reconstruction, c["reconstruction"]) < kTolerance);
  CHECK(difference(terms.penalty, c["kl"]) < kTolerance);
  bench.check(bench.gradients, c["gradients"]);

  const Pass pass = bench.pass(Mode::kInference);
  const Real* output = bench.network.decode(pass, bench.network.encode(pass, pixels.data()));
  CHECK(difference(output, c["output"]) < kTolerance);
}

/// A parameter's values as files have them: out of the buffer's order, or into it.
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
  LayerSpec spec{{image[0], image[1], image[2]}, c["units"]};
  spec.window = {c["kernel"], c["stride"], c["padding"]};
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

  const Pass pass{compute, workspace, parameters.data(), gradients.data(), batch, Mode::kTraining};
  layer->forward(pass, x.data(), y.data());
  layer->backward(pass, x.data(), y.data(), d_y.data(), d_x.data());
  CHECK(difference(y.data(), c["y"]) < kTolerance);
  CHECK(difference(d_x.data(), c["d_x"]) < kTolerance);
  CHECK(difference(in_file_order(weight, gradients).data(), c["d_weight"]) < kTolerance);
  CHECK(difference(in_file_order(bias, gradients).data(), c["d_bias"]) < kTolerance);
}

}  // namespace

TEST_CASE("the fixture's noise is what the generator draws", "[unit][reference]") {
  const Json& noise = reference()["noise"];
  Random random({reference()["noise_seed"], Stream::kPosterior, reference()["noise_step"]});
  REQUIRE(noise.size() == 15);
  for (const Json& value : noise) CHECK(random.normal() == value.get<float>());
}

TEST_CASE("losses, outputs and gradients equal PyTorch's for every activation, loss and bottleneck",
          "[unit][reference]") {
  const std::size_t expected = activations().size() * reconstruction_losses().size() * bottlenecks().size();
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
  REQUIRE(reference()["convolutions"].size() == 8);
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const Json& c : reference()["convolutions"]) {
      CAPTURE(set.name, c["transposed"].get<bool>(), c["input"].dump(), c["kernel"].get<int>());
      check_convolution(set.portable, c);
      check_convolution(set.fast, c);
    }
  }
}

TEST_CASE("ten steps of every optimiser end in PyTorch's parameters", "[unit][reference]") {
  REQUIRE(reference()["optimisers"].size() == optimisers().size());
  for (const Json& c : reference()["optimisers"]) {
    const OptimiserRow& row = row_named(optimisers(), c["optimiser"]);
    CAPTURE(row.id);
    const Architecture a = architecture(Activation::kTanh, ReconstructionLoss::kMse, false);
    Bench bench(instruction_sets().begin()->portable, a, c["parameters"]);
    Buffer<Real> state(bench.parameters.size() * static_cast<std::size_t>(row.states));
    std::uint64_t step = 0;
    for (const Json& batch : c["batches"]) {
      const std::vector<float> pixels = floats(batch);
      bench.network.train(bench.pass(Mode::kTraining), pixels.data());
      update_parameters(bench.compute, row.kind, {.learning_rate = 1e-3, .momentum = 0.9}, ++step,
                        bench.parameters.size(), bench.gradients.data(), bench.parameters.data(), state.data());
    }
    REQUIRE(step == 10);
    bench.check(bench.parameters, c["after"]);
    // PyTorch's result is not where it started: a wrong update cannot hide in the tolerance.
    Bench start(instruction_sets().begin()->portable, a, c["parameters"]);
    double moved = 0;
    for (std::size_t i = 0; i < c["after"].size(); ++i) {
      const Real* before = start.parameters.data() + start.network.parameters()[i].slot.offset;
      moved = std::max(moved, difference(before, c["after"][i]));
    }
    CHECK(moved > 100 * kTolerance);
  }
}

}  // namespace hourglass
