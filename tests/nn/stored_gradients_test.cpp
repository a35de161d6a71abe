#include "nn/stored_gradients.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 61;

/// Three tensors; the second is not trainable, the third is longer than a piece.
std::vector<Parameter> parameters() {
  LayerBuilder builder;
  builder.add_parameter("bias", {7}, Initialiser::kZero, Activation::kLinear, {});
  builder.add_parameter("state", {33}, Initialiser::kZero, Activation::kLinear, {});
  builder.add_parameter("weight", {700, 500}, Initialiser::kZero, Activation::kLinear, {});
  std::vector<Parameter> list = builder.parameters();
  list[1].trainable = false;
  return list;
}

Buffer<Real> noise(std::size_t size) {
  Buffer<Real> values(size);
  Random random({kSeed, Stream::kTest, 0});
  for (Real& value : values) value = Real(random.uniform(-1, 1));
  return values;
}

double plain_norm(const Real* values, std::size_t size) {
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += static_cast<double>(values[i]) * static_cast<double>(values[i]);
  return std::sqrt(sum);
}

double measured(StoredGradients& stored, const Compute& compute, const Real* gradients) {
  for (int piece = 0; piece < stored.pieces(); ++piece) stored.measure_piece(compute, gradients, piece);
  return stored.norm();
}

}  // namespace

TEST_CASE("norms of stored gradients include only trainable tensors, and have the same bits for any number of threads",
          "[unit][update]") {
  CAPTURE(kSeed);
  const std::vector<Parameter> list = parameters();
  const Buffer<Real> gradients = noise(list[2].slot.offset + list[2].slot.size);
  StoredGradients stored(list);
  REQUIRE(stored.pieces() >= 2);
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  const double norm = measured(stored, compute, gradients.data());
  double of_all = 0;
  for (std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    const double expected = plain_norm(gradients.data() + list[i].slot.offset, list[i].slot.size);
    CHECK(std::abs(stored.norm_of(i) - expected) < 1e-6 * expected);
    of_all += expected * expected;
  }
  CHECK(stored.norm_of(1) == 0);
  CHECK(std::abs(norm - std::sqrt(of_all)) < 1e-6 * norm);
  for (int threads : {2, 3}) {
    StoredGradients again(list);
    CHECK(measured(again, Compute(instruction_sets().begin()->portable, MathMode::kPortable, threads),
                   gradients.data()) == norm);
  }
}

TEST_CASE("an update in pieces changes every trainable value exactly once, and no other", "[unit][update]") {
  CAPTURE(kSeed);
  const std::vector<Parameter> list = parameters();
  Buffer<Real> gradients = noise(list[2].slot.offset + list[2].slot.size);
  const Buffer<Real> original = gradients;
  Buffer<Real> values(gradients.size()), state(gradients.size());
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 2);
  const StoredGradients stored(list);
  const ParameterUpdate update(compute, Optimiser::kSgd, {.learning_rate = 1, .momentum = 0}, 1, values.size(),
                               values.data(), state.data());
  for (int piece = 0; piece < stored.pieces(); ++piece) {
    stored.update_piece(compute, update, gradients.data(), 0.5, piece);
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t k = list[i].slot.offset; k < list[i].slot.offset + list[i].slot.size; ++k) {
      REQUIRE(values[k] == (i == 1 ? Real(0) : -original[k] * Real(0.5)));
    }
  }
}

TEST_CASE("clipping scales gradients down to the limit, and leaves those below it unchanged", "[unit][update]") {
  CHECK(clipping_scale(3, 0) == 1);
  CHECK(clipping_scale(0.5, 1) == 1);
  CHECK(std::abs(clipping_scale(8, 2) - 0.25) < 1e-6);
  CHECK(clipping_scale(0, 1) == 1);
}

}  // namespace hourglass
