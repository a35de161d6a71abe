#include "analysis/insides.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "autoencoder/families.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

/// A small model after some steps, its runner, and held-out samples.
struct Opened {
  Model model;
  Samples samples;
  std::unique_ptr<ModelRunner> runner;
};

std::unique_ptr<Opened> opened(const SettingList& more, int steps = 20) {
  const auto session = Session::create(small_settings(more));
  REQUIRE(session);
  (*session)->step(steps);
  const auto snapshot = (*session)->settle();
  auto made =
      std::make_unique<Opened>(Opened{snapshot->model, read_samples(*snapshot->data, Split::kHeldOut), nullptr});
  auto runner = ModelRunner::create(made->model);
  REQUIRE(runner);
  made->runner = std::move(*runner);
  return made;
}

Insides insides_of(Opened& opened) {
  auto insides = look_inside(opened.model, *opened.runner, opened.samples);
  REQUIRE(insides);
  return std::move(*insides);
}

std::uint64_t sum_of(const Histogram& histogram) {
  return std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::uint64_t{0});
}

TEST_CASE("a histogram counts every value once, the largest in the last bin", "[insides]") {
  const Histogram histogram = histogram_of(std::vector<float>{0, 0.1f, 0.5f, 0.9f, 1}, 4);
  CHECK(histogram.low == 0);
  CHECK(histogram.high == 1);
  CHECK(histogram.counts == std::vector<std::uint64_t>{2, 0, 1, 2});
  CHECK(histogram_of(std::vector<float>{3, 3}, 5).counts == std::vector<std::uint64_t>{0, 0, 2, 0, 0});
  CHECK(histogram_of({}, 5).counts.empty());
}

TEST_CASE("the insides of every family are counted whole", "[insides]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    const auto opened_model = opened({{"family", std::string(family.id)}}, family.id == "pca" ? 0 : 5);
    const Insides insides = insides_of(*opened_model);
    CHECK_FALSE(insides.layers.empty());
    for (const LayerInside& layer : insides.layers) {
      CAPTURE(layer.name);
      CHECK(sum_of(layer.outputs) % opened_model->samples.count == 0);
      CHECK(sum_of(layer.outputs) > 0);
      CHECK(std::isfinite(layer.gradient_rms));
    }
    CHECK(insides.effective_rank <= static_cast<double>(insides.spread.size()) + 1e-9);
  }
}

TEST_CASE("filters are the first layer's weights, shaped like samples or like a window", "[insides]") {
  const auto dense = opened({{"family", "vanilla"}, {"hidden", "40,24"}});
  const Filters of_dense = insides_of(*dense).filters;
  CHECK(of_dense.shape == Shape{28, 28, 1});
  CHECK(of_dense.units == 40);
  CHECK(of_dense.values.size() == 32 * 784);
  const auto norm = [&](std::size_t unit) {
    const float* first = of_dense.values.data() + unit * 784;
    return std::inner_product(first, first + 784, first, 0.0);
  };
  CHECK(norm(0) >= norm(1));
  CHECK(norm(1) >= norm(31));
  const auto convolutional = opened({{"family", "convolutional"}}, 3);
  const Filters of_windows = insides_of(*convolutional).filters;
  CHECK(of_windows.shape.channels == 1);
  CHECK(of_windows.shape.height == of_windows.shape.width);
  CHECK(of_windows.shape.height < 8);
  CHECK(insides_of(*opened({{"family", "conditional-vae"}}, 3)).filters.shape == Shape{28, 28, 1});
}

TEST_CASE("the effective rank is the number of directions that codes use", "[insides]") {
  const auto opened_model = opened({{"family", "linear"}, {"latent", "6"}}, 60);
  const Insides insides = insides_of(*opened_model);
  REQUIRE(insides.spread.size() == 6);
  CHECK(std::is_sorted(insides.spread.rbegin(), insides.spread.rend()));
  CHECK(insides.effective_rank > 1);
  CHECK(insides.effective_rank < 6);
  // Of equal codes none.
  const auto dead = opened({{"family", "vanilla"}});
  std::fill(dead->model.parameters.begin(), dead->model.parameters.end(), Real(0));
  const Insides still = insides_of(*dead);
  CHECK(still.effective_rank == 0);
  const auto hidden = std::find_if(still.layers.begin(), still.layers.end(),
                                   [](const LayerInside& l) { return l.name == "encoder.0"; });
  CHECK(hidden->kind == StuckUnits::kDead);
  CHECK(hidden->stuck_units == 1);
}

TEST_CASE("a model whose loss is no number has no insides", "[insides]") {
  const auto broken = opened({{"family", "vanilla"}}, 2);
  broken->model.parameters[3] = std::nanf("");
  const auto insides = look_inside(broken->model, *broken->runner, broken->samples);
  REQUIRE_FALSE(insides);
  CHECK(insides.error().code == ErrorCode("model-not-finite"));
}

}  // namespace
}  // namespace hourglass
