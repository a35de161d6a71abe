#include "nn/loss.h"

#include <catch2/catch_test_macros.hpp>

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

TEST_CASE("every loss's row is found by its kind", "[unit]") {
  for (const ReconstructionLossRow& row : reconstruction_losses()) CHECK(loss_row(row.kind).id == row.id);
}

}  // namespace hourglass
