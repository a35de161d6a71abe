// Batch, layer and group normalisation: over which values mean and variance become 0 and 1, and the running averages.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "nn/group_normalisation.h"
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

/// A layer with weights of 1 and biases of 0, whose outputs are the normalised values.
struct PlainRun : LayerRun {
  explicit PlainRun(LayerKind kind) : LayerRun({.kind = kind, .input = kImage}, kBatch) {
    std::fill_n(parameter(0), kImage.channels, Real(1));
    std::fill_n(parameter(1), kImage.channels, Real(0));
  }
};

}  // namespace

TEST_CASE("in training every channel of a batch gets mean 0 and variance 1", "[unit][normalisation]") {
  PlainRun run(LayerKind::kBatchNormalisation);
  for (std::size_t i = 0; i < run.x.size(); ++i) run.x[i] = run.x[i] * 3 + Real(i % 5);
  run.forward();
  for (int c = 0; c < kImage.channels; ++c) {
    const Moments m = moments_of(channel_of(run.y, c));
    CAPTURE(c);
    CHECK(std::abs(m.mean) < 1e-5);
    CHECK(m.variance == Approx(1).margin(1e-4));
  }
}

TEST_CASE("running averages move by a tenth of the difference to each batch's mean and unbiased variance",
          "[unit][normalisation]") {
  PlainRun run(LayerKind::kBatchNormalisation);
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

TEST_CASE("outside training a sample's output depends on the running averages, not on its batch",
          "[unit][normalisation]") {
  PlainRun run(LayerKind::kBatchNormalisation);
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

TEST_CASE("a constant channel gives finite outputs", "[unit][normalisation]") {
  for (const LayerKind kind :
       {LayerKind::kBatchNormalisation, LayerKind::kLayerNormalisation, LayerKind::kGroupNormalisation}) {
    CAPTURE(layer_row(kind).id);
    LayerRun run({.kind = kind, .input = kImage}, kBatch);
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
    PlainRun run(LayerKind::kLayerNormalisation);
    run.mode = mode;
    run.forward();
    for (std::size_t first = 0; first < run.y.size(); first += 5) {
      const Moments m = moments_of({run.y.begin() + first, run.y.begin() + first + 5});
      CHECK(std::abs(m.mean) < 1e-5);
      // The 1e-5 added to the variance matters where the five channels happen to be close.
      CHECK(m.variance == Approx(1).margin(1e-2));
    }
  }
}

TEST_CASE("group normalisation equals its formula in double precision, forward and backward", "[unit][normalisation]") {
  // One channel per group, two groups of three channels, and one group of all; on several images, and plain features.
  struct Case {
    Shape shape;
    int groups;
  };
  for (const Case& c : {Case{{3, 2, 6}, 6}, Case{{3, 2, 6}, 2}, Case{{2, 3, 6}, 1}, Case{flat(12), 3}}) {
    CAPTURE(c.shape.height, c.shape.channels, c.groups);
    LayerRun run({.kind = LayerKind::kGroupNormalisation, .input = c.shape, .groups = c.groups}, 11);
    run.forward();
    const Buffer<Real> d_y = run.d_y;
    run.backward();
    const std::size_t channels = static_cast<std::size_t>(c.shape.channels), features = run.x.size() / 11;
    const std::size_t in_group = channels / static_cast<std::size_t>(c.groups);
    std::vector<double> d_weight(channels), d_bias(channels);
    for (std::size_t n = 0; n < 11; ++n) {
      for (std::size_t g = 0; g < static_cast<std::size_t>(c.groups); ++g) {
        std::vector<std::size_t> places;
        std::vector<double> values;
        for (std::size_t i = 0; i < features; ++i) {
          if (i % channels / in_group != g) continue;
          places.push_back(n * features + i);
          values.push_back(static_cast<double>(run.x[n * features + i]));
        }
        const Moments m = moments_of(values);
        const double inverse = 1 / std::sqrt(m.variance + 1e-5), size = static_cast<double>(places.size());
        double mean_d = 0, mean_d_xhat = 0;
        for (const std::size_t at : places) {
          const std::size_t channel = at % channels;
          const double xhat = (static_cast<double>(run.x[at]) - m.mean) * inverse;
          const double weight = static_cast<double>(run.parameter(0)[channel]);
          CHECK(static_cast<double>(run.y[at]) ==
                Approx(weight * xhat + static_cast<double>(run.parameter(1)[channel])).margin(1e-5));
          const double d = static_cast<double>(d_y[at]);
          d_weight[channel] += d * xhat;
          d_bias[channel] += d;
          mean_d += weight * d / size;
          mean_d_xhat += weight * d * xhat / size;
        }
        for (const std::size_t at : places) {
          const double xhat = (static_cast<double>(run.x[at]) - m.mean) * inverse;
          const double d_xhat = static_cast<double>(run.parameter(0)[at % channels]) * static_cast<double>(d_y[at]);
          CHECK(static_cast<double>(run.d_x[at]) ==
                Approx(inverse * (d_xhat - mean_d - xhat * mean_d_xhat)).margin(1e-5));
        }
      }
    }
    for (std::size_t i = 0; i < channels; ++i) {
      CHECK(static_cast<double>(run.gradients[run.builder.parameters()[0].slot.offset + i]) ==
            Approx(d_weight[i]).margin(1e-5));
      CHECK(static_cast<double>(run.gradients[run.builder.parameters()[1].slot.offset + i]) ==
            Approx(d_bias[i]).margin(1e-5));
    }
  }
}

TEST_CASE("the default groups have at least 16 channels each, if the layer has so many", "[unit][normalisation]") {
  const int expected[][2] = {{1, 1}, {15, 1}, {16, 1}, {31, 1}, {32, 2}, {34, 2}, {37, 1}, {64, 4}, {512, 32}};
  for (const auto& [channels, groups] : expected) {
    CAPTURE(channels);
    CHECK(GroupNormalisation::default_groups(channels) == groups);
  }
}

}  // namespace hourglass
