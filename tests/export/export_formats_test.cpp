#include "export/export_formats.h"

#include <catch2/catch_test_macros.hpp>

#include "autoencoder/families.h"
#include "export/exported_model.h"
#include "export/onnx_graph.h"

namespace hourglass {
namespace {

const ExportFormat& format(std::string_view id) {
  for (const ExportFormat& row : export_formats()) {
    if (row.id == id) return row;
  }
  FAIL("no such format");
  return export_formats()[0];
}

std::string text_of(const Result<std::vector<std::byte>>& file) {
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

TEST_CASE("every format writes every family, the same bytes each time", "[unit][export]") {
  for (const ExportFormat& row : export_formats()) {
    for (const Family& family : families()) {
      CAPTURE(row.id, family.id);
      const Model model = initial_model(family.id);
      const std::string text = text_of(export_model(row, model, {}));
      CHECK(text.size() > 1000);
      CHECK(text == text_of(export_model(row, model, {})));
    }
  }
}

TEST_CASE("options that a format or a model lacks are refused", "[unit][export]") {
  const Model vae = initial_model("vae"), vanilla = initial_model("vanilla");
  const auto code_of = [](std::string_view id, const Model& model, const ExportOptions& options) {
    const auto file = export_model(format(id), model, options);
    return file ? "" : std::string(file.error().code.name());
  };
  CHECK(code_of("onnx", vae, {.opset = kLeastOpset - 1}) == "argument-out-of-range");
  CHECK(code_of("onnx", vae, {.opset = kMostOpset + 1}) == "argument-out-of-range");
  CHECK(code_of("onnx", vae, {.opset = kMostOpset}).empty());
  CHECK(code_of("c", vae, {.opset = kLeastOpset}) == "setting-does-not-fit");
  CHECK(code_of("onnx", vanilla, {.sampling = true}) == "setting-does-not-fit");
  CHECK(code_of("onnx", vae, {.part = ExportPart::kDecoder, .sampling = true}) == "setting-does-not-fit");
  CHECK(code_of("c", vae, {.sampling = true}) == "setting-does-not-fit");
  CHECK(code_of("pytorch", vae, {.part = ExportPart::kEncoder}) == "setting-does-not-fit");
  CHECK(code_of("keras", vae, {.part = ExportPart::kDecoder}) == "setting-does-not-fit");
}

TEST_CASE("a header of a part has the functions and weights of that part", "[unit][export]") {
  const Model model = initial_model("vae");
  const std::string encoder = text_of(export_model(format("c"), model, {.part = ExportPart::kEncoder, .name = "net"})),
                    decoder = text_of(export_model(format("c"), model, {.part = ExportPart::kDecoder, .name = "net"}));
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  CHECK(has(encoder, "net_encode("));
  CHECK_FALSE(has(encoder, "net_decode("));
  CHECK_FALSE(has(encoder, "net_decoder_0_weight"));
  CHECK(has(decoder, "net_decode("));
  CHECK_FALSE(has(decoder, "net_encode("));
  CHECK_FALSE(has(decoder, "net_encoder_0_weight"));
}

TEST_CASE("scripts name the model's file, and the numbers of its data stay in it", "[unit][export]") {
  for (const std::string_view id : {"pytorch", "keras"}) {
    const std::string script =
        text_of(export_model(format(id), initial_model("vanilla"), {.weights = "a \"b\".safetensors"}));
    CHECK(script.find("PATH = \"a \\\"b\\\".safetensors\"") != std::string::npos);
    CHECK(script.find("class Autoencoder") != std::string::npos);
  }
}

TEST_CASE("any text makes a name for C and Python", "[unit][export]") {
  CHECK(identifier_of("digits") == "digits");
  CHECK(identifier_of("my-model 2") == "my_model_2");
  CHECK(identifier_of("2cool") == "model_2cool");
  CHECK(identifier_of("_x") == "model__x");
  CHECK(identifier_of("") == "model");
  CHECK(identifier_of("***") == "model");
}

}  // namespace
}  // namespace hourglass
