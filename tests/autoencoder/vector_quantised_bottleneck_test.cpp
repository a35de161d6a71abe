#include "autoencoder/vector_quantised_bottleneck.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "core/random.h"

namespace hourglass {
namespace {

constexpr int kChannels = 3, kPositions = 4, kLatent = kChannels * kPositions;

struct Bench {
  Compute compute;
  VectorQuantisedBottleneck bottleneck;
  LayerBuilder builder;
  Workspace workspace;
  Buffer<Real> parameters;
  int batch;

  explicit Bench(int entries, int n, int threads = 1)
      : compute(instruction_sets().begin()->portable, MathMode::kPortable, threads),
        bottleneck(kLatent, {.codebook = entries, .code_channels = kChannels, .commitment = 0.25}),
        batch(n) {
    builder.enter("bottleneck");
    bottleneck.build(builder);
    workspace = Workspace(builder.caches(), n);
    parameters = Buffer<Real>(builder.parameter_count());
  }
  Real* tensor(std::string_view name) {
    for (const Parameter& p : builder.parameters()) {
      if (p.name == "bottleneck." + std::string(name)) return parameters.data() + p.slot.offset;
    }
    return nullptr;
  }
  Pass pass(Mode mode, std::uint64_t step = 0) {
    Pass p{.compute = compute,
           .workspace = workspace,
           .parameters = parameters.data(),
           .gradients = nullptr,
           .batch = batch,
           .mode = mode,
           .seed = 1,
           .step = step};
    if (mode == Mode::kTraining) p.state = parameters.data();
    return p;
  }
  std::vector<Real> code_of(const std::vector<Real>& encoded) {
    std::vector<Real> code(encoded.size());
    bottleneck.forward(pass(Mode::kInference), encoded.data(), code.data());
    return code;
  }
  void train(const std::vector<Real>& encoded, std::uint64_t step) {
    std::vector<Real> code(encoded.size()), d_code(encoded.size()), d_encoded(encoded.size());
    bottleneck.forward(pass(Mode::kTraining, step), encoded.data(), code.data());
    bottleneck.backward(pass(Mode::kTraining, step), encoded.data(), code.data(), d_code.data(), 1, d_encoded.data());
  }
};

void fill(Random& random, Real* values, int size) {
  for (int i = 0; i < size; ++i) values[i] = Real(random.normal());
}

std::vector<Real> random_vectors(int batch, std::uint64_t seed) {
  std::vector<Real> values(static_cast<std::size_t>(kLatent * batch));
  Random random({seed, Stream::kTest, 0});
  fill(random, values.data(), kLatent * batch);
  return values;
}

double squared_distance(const Real* a, const Real* b) {
  double sum = 0;
  for (int d = 0; d < kChannels; ++d) sum += std::pow(static_cast<double>(a[d]) - static_cast<double>(b[d]), 2);
  return sum;
}

}  // namespace

TEST_CASE("every vector of a code becomes the nearest entry", "[unit][bottleneck]") {
  const int entries = 37, batch = 21;
  Bench bench(entries, batch);
  Random random({2, Stream::kTest, 1});
  Real* codebook = bench.tensor("codebook");
  fill(random, codebook, entries * kChannels);
  const std::vector<Real> encoded = random_vectors(batch, 3), code = bench.code_of(encoded);
  const Pass pass = bench.pass(Mode::kInference);
  const Real* chosen = bench.bottleneck.chosen_entries(pass);
  std::vector<Real> terms(static_cast<std::size_t>(batch));
  bench.bottleneck.term(pass, encoded.data(), terms.data());
  for (int n = 0; n < batch; ++n) {
    double sum = 0;
    for (int v = n * kPositions; v < (n + 1) * kPositions; ++v) {
      const Real* z = encoded.data() + v * kChannels;
      const int k = static_cast<int>(chosen[v]);
      REQUIRE((k >= 0 && k < entries));
      CHECK(std::equal(codebook + k * kChannels, codebook + (k + 1) * kChannels, code.data() + v * kChannels));
      for (int other = 0; other < entries; ++other) {
        CHECK(squared_distance(z, codebook + k * kChannels) <=
              squared_distance(z, codebook + other * kChannels) + 1e-5);
      }
      sum += squared_distance(z, codebook + k * kChannels);
    }
    CHECK(std::abs(static_cast<double>(terms[static_cast<std::size_t>(n)]) - sum) < 1e-4);
  }
}

TEST_CASE("the encoder's gradient is the code's (straight-through) plus the commitment's", "[unit][bottleneck]") {
  Bench bench(8, 2);
  Random random({4, Stream::kTest, 1});
  fill(random, bench.tensor("codebook"), 8 * kChannels);
  const std::vector<Real> encoded = random_vectors(2, 5), code = bench.code_of(encoded), d_code = random_vectors(2, 6);
  std::vector<Real> d_encoded(encoded.size());
  bench.bottleneck.backward(bench.pass(Mode::kScoring), encoded.data(), code.data(), d_code.data(), Real(0.5),
                            d_encoded.data());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    const double expected = static_cast<double>(d_code[i]) + 0.5 * 0.25 * 2 * static_cast<double>(encoded[i] - code[i]);
    CHECK(std::abs(static_cast<double>(d_encoded[i]) - expected) < 1e-6);
  }
}

TEST_CASE("training, and no other mode, moves the entries to the means of their vectors", "[unit][bottleneck]") {
  // The vectors lie at three places; the entries must move there.
  const Real places[3][kChannels] = {{4, 0, 0}, {0, -4, 1}, {-3, 3, 3}};
  const int batch = 30;
  Bench bench(6, batch);
  const Buffer<Real> before = bench.parameters;
  std::vector<Real> encoded(static_cast<std::size_t>(kLatent * batch));
  for (std::uint64_t step = 0; step < 60; ++step) {
    Random random({7, Stream::kTest, step});
    for (int v = 0; v < kPositions * batch; ++v) {
      for (int d = 0; d < kChannels; ++d) {
        encoded[static_cast<std::size_t>(v * kChannels + d)] = places[v % 3][d] + Real(0.05) * Real(random.normal());
      }
    }
    if (step == 0) {
      bench.code_of(encoded);
      CHECK(std::equal(before.begin(), before.end(), bench.parameters.begin()));
    }
    bench.train(encoded, step);
  }
  const std::vector<Real> code = bench.code_of(encoded);
  for (int v = 0; v < kPositions * batch; ++v) {
    CHECK(squared_distance(code.data() + v * kChannels, places[v % 3]) < 0.1);
  }
}

TEST_CASE("entries that no vector chooses restart from vectors of the batch", "[unit][bottleneck]") {
  const int entries = 16, batch = 40;
  Bench bench(entries, batch);
  Real* codebook = bench.tensor("codebook");
  // One entry is near the vectors, the others are far from all of them.
  for (int i = 0; i < entries * kChannels; ++i) codebook[i] = i < kChannels ? Real(0) : Real(1000);
  Real* numbers = bench.tensor("numbers");
  for (int k = 0; k < entries; ++k) numbers[k] = Real(0.021) * kPositions * batch / entries;
  const std::vector<Real> encoded = random_vectors(batch, 8);
  for (std::uint64_t step = 0; step < 12; ++step) bench.train(encoded, step);
  bench.code_of(encoded);
  const Real* chosen = bench.bottleneck.chosen_entries(bench.pass(Mode::kInference));
  const std::set<Real> used(chosen, chosen + kPositions * batch);
  CHECK(used.size() == static_cast<std::size_t>(entries));
}

TEST_CASE("codes and codebook are the same for any number of threads", "[unit][bottleneck]") {
  Bench one(50, 200), three(50, 200, 3);
  for (std::uint64_t step = 0; step < 5; ++step) {
    const std::vector<Real> encoded = random_vectors(200, 20 + step);
    one.train(encoded, step);
    three.train(encoded, step);
  }
  CHECK(std::equal(one.parameters.begin(), one.parameters.end(), three.parameters.begin()));
  CHECK(std::any_of(one.parameters.begin(), one.parameters.end(), [](Real x) { return x != 0; }));
}

}  // namespace hourglass
