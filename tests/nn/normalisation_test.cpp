// Batch and layer normalisation: whose mean and variance become 0 and 1, and what the running averages hold.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "support/layer_run.h"

namespace hourglass {
namespace {

using Catch::Approx;

constexpr Shape kImage = {3, 2, 5};
constexpr int kBatch = 9;

struct Moments {
  double mean = 0, variance = 0;  ///< biased
};

Moments moments_of(const std::vector<double>& values) {
  Moments m;
  for (double v : values) m.mean += v / static_cast<double>(values.size());
  for (double v : values) m.variance += (v - m.mean) * (v - m.mean) / static_cast<double>(values.size());
  return m;
}

/// All values of one channel, over pixels and samples.
std::vector<double> channel_of(const Buffer<Real>& values, int channel) {
  std::vector<double> found;
  for (std::size_t i = static_cast<std::size_t>(channel); i < values.size(); i += kImage.channels) {
    found.push_back(static_cast<double>(values[i]));
  }
  return found;
}

/// Weights of 1 and biases of 0: the normalised values themselves.
struct PlainRun : LayerRun {
  explicit PlainRun(std::string_view id) : LayerRun(id, {kImage}, kBatch) {
    std::fill_n(parameter(0), kImage.channels, Real(1));
    std::fill_n(parameter(1), kImage.channels, Real(0));
  }
};

}  // namespace

TEST_CASE("in training every channel of a batch gets mean 0 and variance 1", "[unit][normalisation]") {
  PlainRun run("batch-normalisation");
  for (std::size_t i = 0; i < run.x.size(); ++i) run.x[i] = run.x[i] * 3 + Real(i % 5);
  run.forward();
  for (int c = 0; c < kImage.channels; ++c) {
    const Moments m = moments_of(channel_of(run.y, c));
    CAPTURE(c);
    CHECK(std::abs(m.mean) < 1e-5);
    CHECK(m.variance == Approx(1).margin(1e-4));
  }
}

TEST_CASE("running averages go a tenth of the way to each batch's mean and unbiased variance",
          "[unit][normalisation]") {
  PlainRun run("batch-normalisation");
  run.writes_state = true;
  const double count = kImage.height * kImage.width * kBatch;
  std::vector<double> means(5, 0.0), variances(5, 1.0);
  for (int step = 0; step < 3; ++step) {
    for (Real& value : run.x) value = value * Real(1.5) + Real(0.25);
    run.forward();
    run.backward();
    for (int c = 0; c < kImage.channels; ++c) {
      const Moments m = moments_of(channel_of(run.x, c));
      const std::size_t i = static_cast<std::size_t>(c);
      means[i] = 0.9 * means[i] + 0.1 * m.mean;
      variances[i] = 0.9 * variances[i] + 0.1 * m.variance * count / (count - 1);
      CHECK(static_cast<double>(run.parameter(2)[c]) == Approx(means[i]).margin(1e-5));
      CHECK(static_cast<double>(run.parameter(3)[c]) == Approx(variances[i]).margin(1e-4));
    }
  }
}

TEST_CASE("outside of training a sample's output depends on the running averages, not on its batch",
          "[unit][normalisation]") {
  PlainRun run("batch-normalisation");
  run.mode = Mode::kInference;
  for (int c = 0; c < kImage.channels; ++c) {
    run.parameter(2)[c] = Real(0.5) * Real(c);
    run.parameter(3)[c] = Real(1 + c);
  }
  run.forward();
  for (std::size_t i = 0; i < run.y.size(); ++i) {
    const double c = static_cast<double>(i % 5);
    const double expected = (static_cast<double>(run.x[i]) - 0.5 * c) / std::sqrt(1 + c + 1e-5);
    CHECK(static_cast<double>(run.y[i]) == Approx(expected).margin(1e-5));
  }
}

TEST_CASE("a channel that never varies stays finite", "[unit][normalisation]") {
  for (const char* id : {"batch-normalisation", "layer-normalisation"}) {
    CAPTURE(id);
    LayerRun run(id, {kImage}, kBatch);
    run.writes_state = true;
    std::fill(run.x.begin(), run.x.end(), Real(0.7));
    run.forward();
    run.backward();
    for (const Buffer<Real>* values : {&run.y, &run.d_x, &run.gradients, &run.parameters}) {
      for (Real value : *values) REQUIRE(std::isfinite(value));
    }
  }
}

TEST_CASE("layer normalisation gives every pixel's channels mean 0 and variance 1, in any mode",
          "[unit][normalisation]") {
  for (const Mode mode : {Mode::kTraining, Mode::kInference}) {
    PlainRun run("layer-normalisation");
    run.mode = mode;
    run.forward();
    for (std::size_t first = 0; first < run.y.size(); first += 5) {
      const Moments m = moments_of({run.y.begin() + first, run.y.begin() + first + 5});
      CHECK(std::abs(m.mean) < 1e-5);
      // The 1e-5 beside the variance is felt where five channels happen to be close.
      CHECK(m.variance == Approx(1).margin(1e-2));
    }
  }
}

}  // namespace hourglass
