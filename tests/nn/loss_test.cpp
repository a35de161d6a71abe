#include "nn/loss.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "support/fixture.h"

namespace hourglass {

TEST_CASE("Huber's loss and its gradient equal PyTorch's on every instruction set", "[unit][reference]") {
  const nlohmann::json fixture = read_fixture("optimisers.json");
  REQUIRE(fixture["huber"].size() == 2);
  const int features = fixture["sizes"][0];
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const auto& c : fixture["huber"]) {
      const Compute compute(set.portable, MathMode::kPortable, 1);
      const std::vector<float> output = floats(c["output"]), target = floats(c["target"]);
      const int batch = static_cast<int>(output.size()) / features;
      std::vector<float> loss(static_cast<std::size_t>(batch)), d_output(output.size());
      reconstruction_loss(compute, ReconstructionLoss::kHuber, features, batch, output.data(), target.data(), 1,
                          loss.data(), d_output.data(), c["delta"].get<float>());
      CAPTURE(set.name, c["delta"].get<double>());
      CHECK(difference(loss.data(), c["loss"]) < 1e-6);
      CHECK(difference(d_output.data(), c["d_output"]) < 1e-6);
    }
  }
}

TEST_CASE("the categories' part of a loss is what they lose without the numbers", "[unit]") {
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  // Two samples of a number, three categories, a number; the second one's category is missing.
  const std::vector<float> output = {0.5f, 1, 0, -1, 2, 0.25f, 2, 1, 0, 1};
  const std::vector<float> target = {1, 0, 1, 0, 1, 1, NAN, NAN, NAN, 3};
  const CategoryGroup group{1, 3};
  float loss[2], of_groups[2];
  reconstruction_loss(compute, ReconstructionLoss::kMse, 5, 2, output.data(), target.data(), 1, loss, nullptr,
                      Real(kDefaultHuberDelta), std::span(&group, 1), of_groups);
  const float entropy = std::log(std::exp(1.0f) + 1 + std::exp(-1.0f));
  CHECK(std::abs(of_groups[0] - entropy) < 1e-6f);
  CHECK(std::abs(loss[0] - (entropy + 0.25f + 1)) < 1e-6f);
  CHECK(of_groups[1] == 0);
  CHECK(loss[1] == 0.5625f + 4);
}

TEST_CASE("every loss's row is found by its kind", "[unit]") {
  for (const ReconstructionLossRow& row : reconstruction_losses()) CHECK(loss_row(row.kind).id == row.id);
}

}  // namespace hourglass
