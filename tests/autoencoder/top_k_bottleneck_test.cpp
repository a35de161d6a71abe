#include "autoencoder/top_k_bottleneck.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "core/random.h"

namespace hourglass {
namespace {

struct Bench {
  Compute compute;
  TopKBottleneck bottleneck;
  LayerBuilder builder;
  Workspace workspace;
  int latent, batch;

  Bench(int z, int n, const BottleneckOptions& options, int threads = 1)
      : compute(instruction_sets().begin()->portable, MathMode::kPortable, threads),
        bottleneck(z, options),
        latent(z),
        batch(n) {
    bottleneck.build(builder);
    workspace = Workspace(builder.caches(), n);
  }
  Pass pass(Mode mode = Mode::kTraining, std::uint64_t step = 0) {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = nullptr,
            .gradients = nullptr,
            .batch = batch,
            .mode = mode,
            .seed = 1,
            .step = step};
  }
  std::vector<Real> code_of(const std::vector<Real>& encoded, Mode mode = Mode::kTraining) {
    std::vector<Real> code(encoded.size(), Real(-77));
    bottleneck.forward(pass(mode), encoded.data(), code.data());
    return code;
  }
};

std::vector<Real> random_values(std::size_t size, std::uint64_t seed) {
  std::vector<Real> values(size);
  Random random({seed, Stream::kTest, 0});
  for (Real& v : values) v = Real(random.normal());
  return values;
}

}  // namespace

TEST_CASE("the k largest values of each code remain and the others are 0", "[unit][bottleneck]") {
  const int latent = 37, batch = 5;
  for (int k : {1, 2, 17, 36, 37, 100}) {
    CAPTURE(k);
    Bench bench(latent, batch, {.active = k});
    const std::vector<Real> encoded = random_values(latent * batch, 9);
    const std::vector<Real> code = bench.code_of(encoded);
    for (int n = 0; n < batch; ++n) {
      std::vector<Real> sorted(encoded.begin() + n * latent, encoded.begin() + (n + 1) * latent);
      std::sort(sorted.rbegin(), sorted.rend());
      const Real smallest = sorted[static_cast<std::size_t>(std::min(k, latent) - 1)];
      for (int z = n * latent; z < (n + 1) * latent; ++z) {
        const auto i = static_cast<std::size_t>(z);
        CHECK(code[i] == (encoded[i] >= smallest ? encoded[i] : Real(0)));
      }
    }
  }
}

TEST_CASE("of equal values the first remain, and NaNs do not disturb the selection", "[unit][bottleneck]") {
  Bench bench(5, 1, {.active = 2});
  CHECK(bench.code_of({1, 3, 3, 3, 2}) == std::vector<Real>{0, 3, 3, 0, 0});
  CHECK(bench.code_of({-4, -1, -2, -3, -2}) == std::vector<Real>{0, -1, -2, 0, 0});
  const Real nan = std::numeric_limits<Real>::quiet_NaN();
  const std::vector<Real> code = bench.code_of({nan, 1, nan, nan, 2});
  CHECK(std::count_if(code.begin(), code.end(), [](Real x) { return std::isnan(x); }) == 2);
}

TEST_CASE("only the values that remain get gradients", "[unit][bottleneck]") {
  Bench bench(4, 1, {.active = 2});
  // A value of 0 may be among the largest: the selected place decides, not the value.
  const std::vector<Real> code = bench.code_of({-1, 0, 5, -3});
  CHECK(code == std::vector<Real>{0, 0, 5, 0});
  const std::vector<Real> d_code = {1, 2, 3, 4};
  std::vector<Real> d_encoded(4, Real(-77));
  bench.bottleneck.backward(bench.pass(), nullptr, code.data(), d_code.data(), 1, d_encoded.data());
  CHECK(d_encoded == std::vector<Real>{0, 2, 3, 0});
}

TEST_CASE("more values remain in inference and at the beginning of training", "[unit][bottleneck]") {
  Bench bench(100, 1, {.active = 10, .active_factor = 1.5, .active_epochs = 100, .steps_per_epoch = 1});
  CHECK(bench.bottleneck.active(bench.pass(Mode::kInference)) == 15);
  CHECK(bench.bottleneck.active(bench.pass(Mode::kScoring)) == 10);
  CHECK(bench.bottleneck.active(bench.pass(Mode::kTraining, 0)) == 60);
  CHECK(bench.bottleneck.active(bench.pass(Mode::kTraining, 50)) == 35);
  CHECK(bench.bottleneck.active(bench.pass(Mode::kTraining, 100)) == 10);
  CHECK(bench.bottleneck.active(bench.pass(Mode::kTraining, 100000)) == 10);
}

TEST_CASE("the selection is the same for any number of threads", "[unit][bottleneck]") {
  const std::vector<Real> encoded = random_values(200 * 33, 4);
  CHECK(Bench(200, 33, {.active = 20}).code_of(encoded) == Bench(200, 33, {.active = 20}, 3).code_of(encoded));
}

}  // namespace hourglass
