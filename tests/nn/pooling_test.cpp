// Pooling and upsampling against values computed by hand, on an image of odd size with two channels.
#include <catch2/catch_test_macros.hpp>

#include "support/layer_run.h"

namespace hourglass {
namespace {

/// Channel 0 counts the pixels 0, 1, ... row by row, channel 1 counts down from 0.
struct CountingRun : LayerRun {
  CountingRun(LayerKind kind, const Shape& image) : LayerRun({.kind = kind, .input = image}, 1) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const Real pixel = static_cast<Real>(i / 2);
      x[i] = i % 2 == 0 ? pixel : -pixel;
    }
  }
};

std::vector<Real> channel(const Buffer<Real>& values, std::size_t c) {
  std::vector<Real> found;
  for (std::size_t i = c; i < values.size(); i += 2) found.push_back(values[i]);
  return found;
}

using Values = std::vector<Real>;

}  // namespace

TEST_CASE("max pooling takes the largest value of each window, which is smaller at the border", "[unit][pooling]") {
  // 0 1 2 / 3 4 5 / 6 7 8
  CountingRun run(LayerKind::kMaxPooling, {3, 3, 2});
  CHECK(run.layer->output_shape() == Shape{2, 2, 2});
  run.forward();
  CHECK(channel(run.y, 0) == Values{4, 5, 7, 8});
  CHECK(channel(run.y, 1) == Values{0, -2, -6, -8});
  std::fill(run.d_y.begin(), run.d_y.end(), Real(1));
  run.backward();
  CHECK(channel(run.d_x, 0) == Values{0, 0, 0, 0, 1, 1, 0, 1, 1});
  CHECK(channel(run.d_x, 1) == Values{1, 0, 1, 0, 0, 0, 1, 0, 1});
}

TEST_CASE("among equal largest values only one gets the gradient", "[unit][pooling]") {
  LayerRun run({.kind = LayerKind::kMaxPooling, .input = {2, 2, 1}}, 1);
  std::fill(run.x.begin(), run.x.end(), Real(3));
  run.d_y[0] = 5;
  run.forward();
  run.backward();
  CHECK(run.d_x[0] == 5);
  CHECK(run.d_x[1] + run.d_x[2] + run.d_x[3] == 0);
}

TEST_CASE("average pooling takes the mean of each window, which is smaller at the border", "[unit][pooling]") {
  CountingRun run(LayerKind::kAveragePooling, {3, 3, 2});
  run.forward();
  CHECK(channel(run.y, 0) == Values{2, Real(3.5), Real(6.5), 8});
  CHECK(channel(run.y, 1) == Values{-2, Real(-3.5), Real(-6.5), -8});
  std::fill(run.d_y.begin(), run.d_y.end(), Real(1));
  run.backward();
  CHECK(channel(run.d_x, 0) == Values{0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1});
}

TEST_CASE("an image one pixel high is halved and doubled along its width alone", "[unit][pooling]") {
  // 0 1 2 3 4
  CountingRun pooled(LayerKind::kMaxPooling, {1, 5, 2});
  CHECK(pooled.layer->output_shape() == Shape{1, 3, 2});
  pooled.forward();
  CHECK(channel(pooled.y, 0) == Values{1, 3, 4});
  LayerRun doubled({.kind = LayerKind::kUpsampling, .input = {1, 2, 1}, .output_padding = {0, 1}}, 1);
  CHECK(doubled.layer->output_shape() == Shape{1, 4, 1});
  doubled.x[0] = 5, doubled.x[1] = 6;
  doubled.forward();
  CHECK(Values(doubled.y.begin(), doubled.y.end()) == Values{5, 5, 6, 6});
}

TEST_CASE("upsampling repeats every pixel four times, and adds the four gradients", "[unit][pooling]") {
  CountingRun run(LayerKind::kUpsampling, {2, 2, 2});
  CHECK(run.layer->output_shape() == Shape{4, 4, 2});
  run.forward();
  CHECK(channel(run.y, 0) == Values{0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3});
  std::fill(run.d_y.begin(), run.d_y.end(), Real(1));
  run.backward();
  CHECK(channel(run.d_x, 1) == Values{4, 4, 4, 4});
}

}  // namespace hourglass
