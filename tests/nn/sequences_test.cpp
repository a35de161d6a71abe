// Attention, patches and tokens: which tokens attend to which, and which patches training hides.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "nn/attention.h"
#include "nn/patch_embedding.h"
#include "support/layer_run.h"

namespace hourglass {
namespace {

/// A patch embedding with two values per token: the patch's first pixel, and its position t.
struct PatchRun : LayerRun {
  static LayerSpec spec(int visible) {
    return {.kind = LayerKind::kPatchEmbedding, .input = {4, 6, 1}, .units = 2, .patch = 2, .visible = visible};
  }
  PatchRun(int visible, int samples) : LayerRun(spec(visible), samples) {
    parameters.clear();
    parameter(0)[0] = 1;
    for (int t = 0; t < 6; ++t) parameter(2)[2 * t + 1] = static_cast<Real>(t);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<Real>(i % 24);
  }
  /// The positions of the patches of a sample's tokens.
  std::vector<int> seen(int sample, int tokens) {
    std::vector<int> found;
    for (int t = 0; t < tokens; ++t) found.push_back(static_cast<int>(y.data()[(sample * tokens + t) * 2 + 1]));
    return found;
  }
};

}  // namespace

TEST_CASE("patches are read row by row, and outside training all are visible", "[unit][sequences]") {
  PatchRun run(2, 3);
  run.mode = Mode::kInference;
  run.forward();
  // The first pixels of the 2 x 2 patches of a 4 x 6 image in which pixel i has the value i.
  const Real first[] = {0, 2, 4, 12, 14, 16};
  for (int n = 0; n < 3; ++n) {
    for (int t = 0; t < 6; ++t) {
      CHECK(run.y[static_cast<std::size_t>((n * 6 + t) * 2)] == first[t]);
    }
    CHECK(run.seen(n, 6) == std::vector<int>{0, 1, 2, 3, 4, 5});
  }
}

TEST_CASE("training draws the visible patches anew for every sample and step, each once, in order",
          "[unit][sequences]") {
  constexpr int kBatch = 600, kVisible = 2;
  PatchRun run(kVisible, kBatch);
  run.forward();
  std::set<std::vector<int>> kinds;
  int times[6] = {};
  for (int n = 0; n < kBatch; ++n) {
    const std::vector<int> seen = run.seen(n, kVisible);
    REQUIRE(seen[0] < seen[1]);
    for (int patch : seen) ++times[patch];
    kinds.insert(seen);
  }
  CHECK(kinds.size() == 15);
  // Each patch is visible in a third of the samples: 200, with a deviation of 11.5.
  for (int count : times) CHECK(std::abs(count - 200) < 60);
  const Buffer<Real> before = run.y;
  run.step = 2;
  run.forward();
  CHECK_FALSE(same_bits(run.y, before));
}

TEST_CASE("a token's pixels are those of the patch at its position", "[unit][sequences]") {
  PatchRun run(3, 4);
  run.forward();
  const Real first[] = {0, 2, 4, 12, 14, 16};
  for (int n = 0; n < 4; ++n) {
    const std::vector<int> seen = run.seen(n, 3);
    for (std::size_t t = 0; t < 3; ++t) {
      CHECK(run.y[(static_cast<std::size_t>(n) * 3 + t) * 2] == first[seen[t]]);
    }
  }
}

TEST_CASE("attention with equal scores gives every token the mean of all", "[unit][sequences]") {
  LayerSpec spec{.kind = LayerKind::kAttention, .input = {5, 1, 4}};
  spec.heads = 2;
  LayerRun run(spec, 3);
  // Queries and keys are 0; values and projection are the identity.
  run.parameters.clear();
  for (int i = 0; i < 4; ++i) {
    run.parameter(0)[(8 + i) * 4 + i] = 1;
    run.parameter(2)[i * 4 + i] = 1;
  }
  run.forward();
  for (std::size_t n = 0; n < 3; ++n) {
    for (std::size_t c = 0; c < 4; ++c) {
      double mean = 0;
      for (std::size_t t = 0; t < 5; ++t) mean += static_cast<double>(run.x[(n * 5 + t) * 4 + c]) / 5;
      for (std::size_t t = 0; t < 5; ++t) {
        CHECK(static_cast<double>(run.y[(n * 5 + t) * 4 + c]) == Catch::Approx(mean).margin(1e-6));
      }
    }
  }
}

TEST_CASE("attention does not depend on the order of the tokens", "[unit][sequences]") {
  LayerSpec spec{.kind = LayerKind::kTransformerBlock, .input = {7, 1, 6}};
  spec.heads = 3;
  LayerRun run(spec, 1);
  run.forward();
  const Buffer<Real> y = run.y, x = run.x;
  for (int t = 0; t < 7; ++t) std::copy_n(x.data() + t * 6, 6, run.x.data() + (6 - t) * 6);
  run.forward();
  for (int t = 0; t < 7; ++t) {
    for (int c = 0; c < 6; ++c) {
      CHECK(static_cast<double>(run.y[static_cast<std::size_t>((6 - t) * 6 + c)]) ==
            Catch::Approx(static_cast<double>(y[static_cast<std::size_t>(t * 6 + c)])).margin(1e-4));
    }
  }
}

TEST_CASE("no sample of a batch depends on the others", "[unit][sequences]") {
  LayerSpec spec{.kind = LayerKind::kTransformerBlock, .input = {4, 1, 6}};
  LayerRun one(spec, 1), two(spec, 2);
  two.parameters = one.parameters;
  std::copy_n(one.x.data(), one.x.size(), two.x.data() + one.x.size());
  one.forward();
  two.forward();
  for (std::size_t i = 0; i < one.y.size(); ++i) {
    CHECK(static_cast<double>(two.y[one.y.size() + i]) == Catch::Approx(static_cast<double>(one.y[i])).margin(1e-5));
  }
}

TEST_CASE("sizes that do not fit are recognised before a layer is built", "[unit][sequences]") {
  CHECK(PatchEmbedding::patches_in({28, 28, 1}, 4) == 49);
  CHECK(PatchEmbedding::patches_in({28, 28, 1}, 5) == 0);
  CHECK(PatchEmbedding::patches_in({28, 28, 1}, 0) == 0);
  CHECK(Attention::fits({49, 12}, 64, 4));
  CHECK_FALSE(Attention::fits({49, 12}, 64, 5));
  CHECK_FALSE(Attention::fits({10000, 10000}, 64, 4));
}

}  // namespace hourglass
