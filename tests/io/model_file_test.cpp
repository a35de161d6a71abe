#include "io/model_file.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include <algorithm>
#include <functional>
#include <limits>

#include "autoencoder/families.h"
#include "io/safetensors.h"
#include "support/file_bytes.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

enum class Keep { kWeights, kOptimiser };

/// A small model with distinct values, so that the tests notice exchanged ones.
Model small_model(std::string_view family = "vanilla", Keep keep = Keep::kOptimiser) {
  Model model;
  model.settings = *make_settings({{"family", std::string(family)},
                                   {"hidden", "7,5"},
                                   {"latent", "3"},
                                   {"patch", "1"},
                                   {"code_channels", "3"},
                                   {"learning_rate", "0.0125"}});
  model.input = {3, 5, 2};
  model.step = 12345678901234;
  const std::size_t count = *parameter_count(model.settings, model.input);
  const std::size_t states = static_cast<std::size_t>(optimiser_states(model.settings));
  model.parameters = Buffer<Real>(count);
  if (keep == Keep::kOptimiser) model.optimiser_state = Buffer<Real>(count * states);
  float next = 0.5f;
  const Result<std::vector<TensorSlot>> expected_tensors = model_tensors(model.settings, model.input);
  for (const TensorSlot& slot : *expected_tensors) {
    for (std::size_t i = 0; i < slot.size; ++i) {
      model.parameters[slot.offset + i] = next += 0.25f;
      for (std::size_t k = 0; k < states && keep == Keep::kOptimiser && slot.trainable; ++k) {
        model.optimiser_state[k * count + slot.offset + i] = next += 0.25f;
      }
    }
  }
  return model;
}

bool same_values(const Buffer<Real>& a, const Buffer<Real>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

TEST_CASE("a model of every family is read from its file unchanged", "[unit][io]") {
  int cases = 0;
  for (const Family& family : families()) {
    for (Keep keep : {Keep::kWeights, Keep::kOptimiser}) {
      const Model model = small_model(family.id, keep);
      const auto bytes = to_model_file(model);
      CHECK(bytes == to_model_file(model));
      const auto read = parse_model_file(bytes, "model");
      REQUIRE(read);
      CHECK(read->settings == model.settings);
      CHECK(read->input == model.input);
      CHECK(read->step == model.step);
      CHECK(same_values(read->parameters, model.parameters));
      CHECK(same_values(read->optimiser_state, model.optimiser_state));
      CHECK(weights_hash(*read) == weights_hash(model));
      ++cases;
    }
  }
  CHECK(cases >= 4);
}

TEST_CASE("best weights and validation state are read back from a file", "[unit][io]") {
  Model model = small_model();
  model.validation = {0.1, 1.0 / 3, 987654321, 4, {INFINITY, 2, 1}};
  model.best_parameters = model.parameters;
  for (Real& value : model.best_parameters) value *= 2;
  const auto bytes = to_model_file(model);
  const auto read = parse_model_file(bytes, "model");
  REQUIRE(read);
  CHECK(read->validation == model.validation);
  CHECK(same_values(read->best_parameters, model.best_parameters));
  CHECK(same_values(read->parameters, model.parameters));
  CHECK(same_values(read->optimiser_state, model.optimiser_state));
  for (const char* bad : {"", "1 2 3 4 5 6", "1 2 3 4 5 6 7 8", "1 2 3 4 5 6 x", "9221120237041090560 2 3 4 5 6 7"}) {
    TensorFile file = *parse_safetensors(bytes, "model");
    std::erase_if(file.metadata, [](const auto& entry) { return entry.first == "validation_state"; });
    file.metadata.emplace_back("validation_state", bad);
    const auto refused = parse_model_file(to_safetensors(file), "model");
    CAPTURE(bad);
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode("model-not-hourglass"));
  }
  TensorFile incomplete = *parse_safetensors(bytes, "model");
  std::erase_if(incomplete.tensors, [](const Tensor& tensor) { return tensor.name == "best.encoder.0.bias"; });
  const auto refused = parse_model_file(to_safetensors(incomplete), "model");
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("model-missing-tensor"));
}

TEST_CASE("the file holds running averages under PyTorch's names, without optimiser moments", "[unit][io]") {
  Model model = small_model("deep");
  const auto file = parse_safetensors(to_model_file(model), "model");
  REQUIRE(file);
  const auto has = [&](std::string_view name) {
    return std::any_of(file->tensors.begin(), file->tensors.end(), [&](const Tensor& t) { return t.name == name; });
  };
  CHECK(has("encoder.1.weight"));
  CHECK(has("optimiser.0.encoder.1.weight"));
  CHECK(has("encoder.1.running_mean"));
  CHECK(has("encoder.1.running_var"));
  CHECK_FALSE(has("optimiser.0.encoder.1.running_mean"));
  CHECK_FALSE(has("optimiser.1.encoder.1.running_var"));
}

TEST_CASE("the file has PyTorch's names and shapes, and its version and settings as metadata", "[unit][io]") {
  const auto file = parse_safetensors(to_model_file(small_model()), "model");
  REQUIRE(file);
  CHECK(file->tensors.front().name == "encoder.0.weight");
  CHECK(file->tensors.front().shape == std::vector<std::uint64_t>{7, 30});
  const auto says = [&](const char* key, const char* value) {
    return std::count(file->metadata.begin(), file->metadata.end(), std::pair<std::string, std::string>(key, value));
  };
  CHECK(says("format", "hourglass") == 1);
  CHECK(says("format_version", "1") == 1);
  CHECK(says("hourglass_format", "1") == 1);
  CHECK(says("input", "3x5x2") == 1);
  CHECK(says("hidden", "7,5") == 1);
  CHECK(says("learning_rate", "0.0125") == 1);
}

TEST_CASE("a file holds nothing of the machine that trained, and older files' machines are passed over", "[unit][io]") {
  Model model = small_model();
  const auto here = to_model_file(model);
  model.settings.compute.threads = 7;
  model.settings.compute.isa = instruction_set_name(*choose_variant("auto", MathMode::kPortable));
  CHECK(to_model_file(model) == here);
  TensorFile file = *parse_safetensors(here, "model");
  file.metadata.emplace_back("threads", "5");
  file.metadata.emplace_back("isa", "an instruction set of another machine");
  const auto read = parse_model_file(to_safetensors(file), "model");
  REQUIRE(read);
  CHECK(read->settings.compute.threads == Settings{}.compute.threads);
  CHECK(read->settings.compute.isa == Settings{}.compute.isa);
}

TEST_CASE("a file saved before a setting existed gets its default", "[unit][io]") {
  TensorFile file = *parse_safetensors(to_model_file(small_model()), "model");
  std::erase_if(file.metadata, [](const auto& entry) { return entry.first == "momentum"; });
  const auto read = parse_model_file(to_safetensors(file), "model");
  REQUIRE(read);
  CHECK(read->settings.training.optimiser_options.momentum == Settings{}.training.optimiser_options.momentum);
}

struct Spoilt {
  const char* name;
  ErrorCode code;
  std::function<void(TensorFile&)> spoil;
};

/// Sets an entry of the metadata.
std::function<void(TensorFile&)> metadata(const char* key, const char* value) {
  return [=](TensorFile& file) {
    std::erase_if(file.metadata, [&](const auto& entry) { return entry.first == key; });
    file.metadata.emplace_back(key, value);
  };
}

/// Removes the tensors whose names begin with a prefix.
std::function<void(TensorFile&)> without_tensors(const char* name) {
  return [=](TensorFile& file) {
    std::erase_if(file.tensors, [&](const Tensor& tensor) { return tensor.name.starts_with(name); });
  };
}

std::vector<Spoilt> spoilt_models() {
  return {
      {"no metadata", "model-not-hourglass", [](TensorFile& f) { f.metadata.clear(); }},
      {"another program's metadata", "model-not-hourglass",
       [](TensorFile& f) {
         f.metadata = {{"format", "pt"}};
       }},
      {"no version", "model-not-hourglass", metadata("hourglass_format", "")},
      {"a version of text", "model-not-hourglass", metadata("hourglass_format", "1a")},
      {"a newer version", "model-newer-version", metadata("hourglass_format", "2")},
      {"a negative step", "model-not-hourglass", metadata("step", "-1")},
      {"a step beyond 64 bits", "model-not-hourglass", metadata("step", "18446744073709551616")},
      {"no input", "model-wrong-shape", metadata("input", "")},
      {"two dimensions", "model-wrong-shape", metadata("input", "28x28")},
      {"four dimensions", "model-wrong-shape", metadata("input", "3x5x2x1")},
      {"no rows", "model-wrong-shape", metadata("input", "0x5x2")},
      {"negative rows", "model-wrong-shape", metadata("input", "-3x5x-2")},
      {"an input that wraps", "model-wrong-shape", metadata("input", "65536x65536x1")},
      {"an input of another size", "model-wrong-shape", metadata("input", "5x5x2")},
      {"an unknown setting", "setting-unknown", metadata("colour", "red")},
      {"a setting out of range", "setting-out-of-range", metadata("latent", "0")},
      {"a setting of text", "setting-not-a-number", metadata("latent", "many")},
      {"an unknown family", "setting-not-a-choice", metadata("family", "odd")},
      {"a network too large", "out-of-memory", metadata("hidden", "8192,8192,8192")},
      {"another code size", "model-wrong-shape", metadata("latent", "4")},
      {"a layer too many", "model-wrong-shape", metadata("hidden", "7")},
      {"no tensors", "model-missing-tensor", [](TensorFile& f) { f.tensors.clear(); }},
      {"a missing weight", "model-missing-tensor", without_tensors("encoder.0.weight")},
      {"a missing bias", "model-missing-tensor", without_tensors("decoder.0.bias")},
      {"half the optimiser", "model-missing-tensor", without_tensors("optimiser.1.")},
      {"a surplus tensor", "model-unknown-tensor",
       [](TensorFile& f) {
         f.tensors.push_back({"surplus", {1}, {0}});
       }},
      {"a transposed weight", "model-wrong-shape",
       [](TensorFile& f) { std::reverse(f.tensors[0].shape.begin(), f.tensors[0].shape.end()); }},
      {"not a number", "model-not-finite",
       [](TensorFile& f) { f.tensors[1].values[2] = std::numeric_limits<float>::quiet_NaN(); }},
      {"infinite optimiser", "model-not-finite",
       [](TensorFile& f) { f.tensors.back().values[0] = std::numeric_limits<float>::infinity(); }},
  };
}

TEST_CASE("a model is recognised after another program replaced the metadata's format", "[unit][io]") {
  const Model model = small_model();
  TensorFile file = *parse_safetensors(to_model_file(model), "model");
  metadata("format", "pt")(file);
  auto read = parse_model_file(to_safetensors(file), "model");
  REQUIRE(read);
  CHECK(weights_hash(*read) == weights_hash(model));
  // Files of the first versions have only format and format_version.
  std::erase_if(file.metadata, [](const auto& entry) { return entry.first == "hourglass_format"; });
  metadata("format", "hourglass")(file);
  read = parse_model_file(to_safetensors(file), "model");
  REQUIRE(read);
  CHECK(weights_hash(*read) == weights_hash(model));
}

TEST_CASE("weights without metadata are refused with the reason", "[unit][io]") {
  TensorFile file = *parse_safetensors(to_model_file(small_model()), "model");
  file.metadata.clear();
  const auto read = parse_model_file(to_safetensors(file), "m.safetensors");
  REQUIRE_FALSE(read);
  CHECK(read.error().found == "no metadata: another program saved the weights without the settings");
}

TEST_CASE("a model file of another format is refused by its format's name", "[unit][io]") {
  const auto pointer = parse_model_file(bytes_of("version https://git-lfs.github.com/spec/v1\n"), "m.safetensors");
  REQUIRE_FALSE(pointer);
  CHECK(pointer.error().code == ErrorCode("file-lfs-pointer"));
  const auto packed = parse_model_file(gzipped(to_model_file(small_model())), "m.safetensors.gz");
  REQUIRE_FALSE(packed);
  CHECK(packed.error().code == ErrorCode("file-gzip"));
  CHECK(parse_model_file(idx_file({30, 4, 3}), "images").error().code == ErrorCode("file-data"));
}

TEST_CASE("models whose parts do not fit are refused with their code and the file's name", "[unit][io]") {
  const TensorFile sound = *parse_safetensors(to_model_file(small_model()), "model");
  int cases = 0;
  for (const Spoilt& spoilt : spoilt_models()) {
    TensorFile file = sound;
    spoilt.spoil(file);
    const auto read = parse_model_file(to_safetensors(file), "spoilt.safetensors");
    INFO(spoilt.name << ": " << (read ? "was accepted" : read.error().sentence()));
    REQUIRE_FALSE(read);
    // Where another setting changes the network, the error may be a missing tensor or a wrong shape.
    CHECK(read.error().code.name() == spoilt.code.name());
    CHECK(read.error().source == "spoilt.safetensors");
    ++cases;
  }
  CHECK(cases >= 29);
}

TEST_CASE("a model is saved to a file and loaded from it", "[unit][io]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model.safetensors";
  const Model model = small_model("vae");
  REQUIRE(save_model(path, model));
  const auto read = load_model(path);
  REQUIRE(read);
  CHECK(weights_hash(*read) == weights_hash(model));
  CHECK_FALSE(save_model(folder / "no/such/folder", model));
  const auto missing = load_model(folder / "nothing");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code.name() == "file-not-found");
}

}  // namespace
}  // namespace hourglass
