#include "nn/append_labels.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

namespace hourglass {
namespace {

std::vector<Real> appended(const Shape& input, int classes, const std::vector<Real>& x, const int* labels) {
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  const AppendLabels layer(input, classes);
  Workspace workspace;
  const int batch = static_cast<int>(x.size()) / input.features();
  Pass pass{.compute = compute,
            .workspace = workspace,
            .parameters = nullptr,
            .gradients = nullptr,
            .batch = batch,
            .mode = Mode::kInference};
  pass.labels = {labels, batch};
  std::vector<Real> y(static_cast<std::size_t>(layer.output_shape().features() * batch), Real(-77));
  layer.forward(pass, x.data(), y.data());
  return y;
}

}  // namespace

TEST_CASE("a sample's label follows its values, one-hot", "[unit]") {
  const int labels[] = {2, 0};
  CHECK(appended(flat(2), 3, {5, 6, 7, 8}, labels) == std::vector<Real>{5, 6, 0, 0, 1, 7, 8, 1, 0, 0});
}

TEST_CASE("an unknown label is all zeros", "[unit]") {
  const int labels[] = {-1, 3};
  const std::vector<Real> expected = {5, 0, 0, 0, 6, 0, 0, 0};
  CHECK(appended(flat(1), 3, {5, 6}, labels) == expected);
  CHECK(appended(flat(1), 3, {5, 6}, nullptr) == expected);
}

TEST_CASE("an image gets its label at every pixel", "[unit]") {
  const int labels[] = {1};
  CHECK(appended({1, 2, 2}, 2, {5, 6, 7, 8}, labels) == std::vector<Real>{5, 6, 0, 1, 7, 8, 0, 1});
}

}  // namespace hourglass
