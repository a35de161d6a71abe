// Ten steps of every optimiser against PyTorch's: plain, with weight decay, and with clipped gradients.
#include "nn/optimiser.h"

#include <catch2/catch_test_macros.hpp>

#include "autoencoder/autoencoder.h"
#include "nn/stored_gradients.h"
#include "support/fixture.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

/// Float32 sums in another order differ by some units of the last place of values around 1.
constexpr double kTolerance = 1e-5;

const Json& fixture() {
  static const Json json = read_fixture("optimisers.json");
  return json;
}

/// The fixture's network.
struct Bench {
  Compute compute{instruction_sets().begin()->portable, MathMode::kPortable, 1};
  Autoencoder network;
  int batch = fixture()["batch"];
  Workspace workspace;
  Buffer<Real> parameters, gradients, state;

  explicit Bench(int states)
      : network({.input = flat(fixture()["sizes"][0]),
                 .hidden = {fixture()["sizes"][1].get<int>()},
                 .latent = fixture()["sizes"][2],
                 .activation = Activation::kTanh}),
        workspace(network.make_workspace(batch)),
        parameters(network.parameter_count()),
        gradients(network.parameter_count()),
        state(network.parameter_count() * static_cast<std::size_t>(states)) {
    for (std::size_t i = 0; i < network.parameters().size(); ++i) {
      const std::vector<float> values = floats(fixture()["parameters"][i]);
      REQUIRE(values.size() == network.parameters()[i].slot.size);
      std::copy(values.begin(), values.end(), parameters.data() + network.parameters()[i].slot.offset);
    }
  }

  void step(const Json& pixels, const OptimiserRow& row, const OptimiserOptions& options, double clip_norm,
            std::uint64_t step) {
    const std::vector<float> values = floats(pixels);
    network.train({compute, workspace, parameters.data(), gradients.data(), batch, Mode::kTraining}, values.data());
    StoredGradients stored(network.parameters());
    REQUIRE(stored.pieces() == 1);
    stored.measure_piece(compute, gradients.data(), 0);
    const ParameterUpdate update(compute, row.kind, options, step, parameters.size(), parameters.data(), state.data());
    stored.update_piece(compute, update, gradients.data(), clipping_scale(stored.norm(), clip_norm), 0);
  }

  double distance_to(const Json& tensors) const {
    double worst = 0;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      worst = std::max(worst, difference(parameters.data() + network.parameters()[i].slot.offset, tensors[i]));
    }
    return worst;
  }
};

}  // namespace

TEST_CASE("ten steps of every optimiser give PyTorch's parameters, with weight decay and clipping too",
          "[unit][reference]") {
  const Json& cases = fixture()["optimisers"];
  REQUIRE(cases.size() == 2 * optimisers().size() + 2);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json& c = cases[i];
    const OptimiserRow& row = row_named(optimisers(), c["optimiser"]);
    const OptimiserOptions options{.learning_rate = fixture()["learning_rate"],
                                   .momentum = fixture()["momentum"],
                                   .weight_decay = c["weight_decay"]};
    CAPTURE(row.id, options.weight_decay, c["clip_norm"].get<double>());
    Bench bench(row.states);
    // The parameters must change by much more than the tolerance, so that a wrong update is noticed.
    CHECK(bench.distance_to(c["after"]) > 50 * kTolerance);
    std::uint64_t step = 0;
    for (const Json& pixels : fixture()["batches"]) bench.step(pixels, row, options, c["clip_norm"], ++step);
    REQUIRE(step == 10);
    CHECK(bench.distance_to(c["after"]) < kTolerance);
    // The plain case of the same optimiser must give other values, so that an ignored decay or limit is noticed.
    for (const Json& other : cases) {
      if (other["optimiser"] != c["optimiser"] || &other == &c) continue;
      CHECK(bench.distance_to(other["after"]) > 10 * kTolerance);
    }
  }
}

TEST_CASE("every optimiser's row is found by its kind", "[unit]") {
  for (const OptimiserRow& row : optimisers()) CHECK(optimiser_row(row.kind).id == row.id);
}

}  // namespace hourglass
