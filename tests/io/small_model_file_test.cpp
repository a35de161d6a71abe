#include "io/small_model_file.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "autoencoder/families.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// A model of a family with weights at random, and an optimiser's state.
Model some_model(std::string_view family) {
  Model model;
  model.settings = *make_settings(
      {{"family", std::string(family)}, {"hidden", "7,5"}, {"latent", "3"}, {"patch", "1"}, {"code_channels", "3"}});
  model.input = {3, 5, 2};
  model.step = 7;
  const std::size_t count = *parameter_count(model.settings, model.input);
  model.parameters = Buffer<Real>(count);
  model.optimiser_state = Buffer<Real>(count * static_cast<std::size_t>(optimiser_states(model.settings)));
  Random random(RandomKey{.seed = 3});
  for (Real& value : model.parameters) value = static_cast<Real>(random.uniform() - 0.5f);
  return model;
}

Result<TensorFile> tensors_of(const std::vector<std::byte>& bytes) { return parse_safetensors(bytes, "model"); }

/// The file with one tensor less, renamed or of another shape.
template <class Change>
std::vector<std::byte> changed(const std::vector<std::byte>& bytes, std::string_view name, Change change) {
  TensorFile file = *tensors_of(bytes);
  const auto found =
      std::find_if(file.tensors.begin(), file.tensors.end(), [&](const Tensor& t) { return t.name == name; });
  REQUIRE(found != file.tensors.end());
  change(file, found);
  return to_safetensors(file);
}

TEST_CASE("smaller weights of every family are near the model's, and biases equal them", "[unit][io]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    const Model model = some_model(family.id);
    const auto slots = model_tensors(model.settings, model.input);
    for (const WeightTypeRow& type : weight_types()) {
      CAPTURE(type.id);
      const Model read = with_weights_as(model, type.kind);
      CHECK(read.step == model.step);
      CHECK(read.optimiser_state.size() == 0);
      double largest = 0, of_vectors = 0;
      for (const TensorSlot& slot : *slots) {
        double& difference = slot.shape.size() > 1 ? largest : of_vectors;
        for (std::size_t i = slot.offset; i < slot.offset + slot.size; ++i)
          difference = std::max(difference, std::fabs(static_cast<double>(read.parameters[i] - model.parameters[i])));
      }
      CHECK(of_vectors == 0);
      CHECK(largest <= (type.kind == WeightType::kF32 ? 0 : type.kind == WeightType::kF16 ? 1.3e-4 : 2e-3));
      CHECK((largest > 0) == (type.kind != WeightType::kF32));
    }
  }
}

TEST_CASE("a smaller model becomes the same bytes again", "[unit][io]") {
  for (const WeightTypeRow& type : weight_types()) {
    CAPTURE(type.id);
    const auto bytes = to_small_model_file(some_model("vanilla"), type.kind);
    CHECK(to_small_model_file(*parse_model_file(bytes, "model"), type.kind) == bytes);
  }
}

TEST_CASE("tensors of a smaller file have their type, and whole numbers a scale for each row", "[unit][io]") {
  const Model model = some_model("vanilla");
  for (const WeightTypeRow& type : weight_types()) {
    const auto file = tensors_of(to_small_model_file(model, type.kind));
    REQUIRE(file);
    for (const Tensor& tensor : file->tensors) {
      CAPTURE(tensor.name);
      const bool weight = tensor.shape.size() > 1;
      const TensorType wanted = !weight || type.kind == WeightType::kF32 ? TensorType::kF32
                                : type.kind == WeightType::kF16          ? TensorType::kF16
                                                                         : TensorType::kI8;
      CHECK(tensor.type == wanted);
    }
  }
}

TEST_CASE("whole numbers without their scales are no model", "[unit][io]") {
  const auto bytes = to_small_model_file(some_model("vanilla"), WeightType::kInt8);
  const auto missing = parse_model_file(
      changed(bytes, "encoder.0.weight.scale", [](TensorFile& file, auto at) { file.tensors.erase(at); }), "model");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode("model-missing-tensor"));
  CHECK(missing.error().where == "tensor \"encoder.0.weight.scale\"");
  const auto longer = parse_model_file(changed(bytes, "encoder.0.weight.scale",
                                               [](TensorFile&, auto at) {
                                                 at->values.push_back(1);
                                                 at->shape = {at->values.size()};
                                               }),
                                       "model");
  REQUIRE_FALSE(longer);
  CHECK(longer.error().code == ErrorCode("model-wrong-shape"));
}

TEST_CASE("scales are one for each row along one axis, and no whole numbers themselves", "[unit][io]") {
  const auto bytes = to_small_model_file(some_model("vanilla"), WeightType::kInt8);
  const auto code_with = [&](const auto& change) {
    const auto read = parse_model_file(changed(bytes, "encoder.0.weight.scale", change), "model");
    return read ? "" : std::string(read.error().code.name());
  };
  CHECK(code_with([](TensorFile&, auto at) { at->shape = {1, at->values.size()}; }) == "model-wrong-shape");
  CHECK(code_with([](TensorFile&, auto at) {
          std::fill(at->values.begin(), at->values.end(), 1.0f);
          at->type = TensorType::kI8;
        }) == "safetensors-bad-dtype");
  CHECK(code_with([](TensorFile&, auto at) { at->type = TensorType::kF16; }).empty());
}

TEST_CASE("scales of what is no whole number are unknown", "[unit][io]") {
  const auto bytes = to_small_model_file(some_model("vanilla"), WeightType::kInt8);
  const auto read = parse_model_file(
      changed(bytes, "encoder.0.weight", [](TensorFile&, auto at) { at->type = TensorType::kF32; }), "model");
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode("model-unknown-tensor"));
}

TEST_CASE("a scale that is not finite is refused", "[unit][io]") {
  const auto bytes = to_small_model_file(some_model("vanilla"), WeightType::kInt8);
  const auto read = parse_model_file(
      changed(bytes, "encoder.0.weight.scale", [](TensorFile&, auto at) { at->values[0] = INFINITY; }), "model");
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode("model-not-finite"));
}

}  // namespace
}  // namespace hourglass
