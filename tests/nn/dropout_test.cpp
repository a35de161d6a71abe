// Dropout: the share of zeroed inputs, in which modes, and that all draws differ.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "nn/dropout.h"
#include "support/layer_run.h"

namespace hourglass {
namespace {

struct DropoutRun : LayerRun {
  explicit DropoutRun(double rate) : LayerRun(spec(rate), 50) {}
  static LayerSpec spec(double rate) {
    LayerSpec s{.kind = LayerKind::kDropout, .input = flat(203)};
    s.rate = rate;
    return s;
  }
};

}  // namespace

TEST_CASE("dropout zeroes its share of the inputs and scales the rest, so that the mean stays", "[unit][dropout]") {
  for (double rate : {0.0, 0.1, 0.5, 0.9}) {
    CAPTURE(rate);
    DropoutRun run(rate);
    std::fill(run.x.begin(), run.x.end(), Real(1));
    run.forward();
    double zeroed = 0;
    for (Real value : run.y) {
      const bool passed = value == Real(1 / (1 - rate));
      REQUIRE((passed || value == 0));
      zeroed += passed ? 0 : 1;
    }
    // Five standard deviations of the share.
    const double size = static_cast<double>(run.y.size());
    CHECK(std::abs(zeroed / size - rate) <= 5 * std::sqrt(rate * (1 - rate) / size));
  }
}

TEST_CASE("the gradient is zeroed and scaled like the values", "[unit][dropout]") {
  DropoutRun run(0.4);
  std::fill(run.x.begin(), run.x.end(), Real(1));
  std::fill(run.d_y.begin(), run.d_y.end(), Real(1));
  run.forward();
  run.backward();
  CHECK(same_bits(run.d_x, run.y));
}

TEST_CASE("outside training dropout changes nothing", "[unit][dropout]") {
  for (const Mode mode : {Mode::kScoring, Mode::kInference}) {
    DropoutRun run(0.4);
    run.mode = mode;
    run.forward();
    run.backward();
    CHECK(same_bits(run.y, run.x));
    CHECK(same_bits(run.d_x, run.d_y));
  }
}

TEST_CASE("another step, seed or layer zeroes other inputs; the same three zero the same inputs", "[unit][dropout]") {
  DropoutRun first(0.5), again(0.5), step(0.5), seed(0.5);
  step.step = 2;
  seed.seed = 2;
  for (DropoutRun* run : {&first, &again, &step, &seed}) run->forward();
  CHECK(same_bits(again.y, first.y));
  CHECK_FALSE(same_bits(step.y, first.y));
  CHECK_FALSE(same_bits(seed.y, first.y));

  LayerBuilder builder;
  Dropout one(flat(203), 0.5), two(flat(203), 0.5);
  one.build(builder);
  two.build(builder);
  first.workspace = Workspace(builder.caches(), first.batch);
  Buffer<Real> other = first.y;
  one.forward(first.pass(), first.x.data(), first.y.data());
  two.forward(first.pass(), first.x.data(), other.data());
  CHECK_FALSE(same_bits(other, first.y));
}

}  // namespace hourglass
