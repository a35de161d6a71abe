#include "export/export_model.h"

#include <catch2/catch_test_macros.hpp>

#include "autoencoder/families.h"
#include "export/exported_model.h"
#include "export/onnx_graph.h"

namespace hourglass {
namespace {

std::string text_of(const Result<std::vector<std::byte>>& file) {
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

TEST_CASE("every format writes every family, the same bytes each time", "[unit][export]") {
  for (const ExportFormatRow& row : export_formats()) {
    for (const Family& family : families()) {
      CAPTURE(row.id, family.id);
      const Model model = initial_model(family.id);
      const std::string text = text_of(export_model(row.kind, model, {}));
      CHECK(text.size() > 1000);
      CHECK(text == text_of(export_model(row.kind, model, {})));
    }
  }
}

TEST_CASE("options that a format or a model lacks are refused", "[unit][export]") {
  const Model vae = initial_model("vae"), vanilla = initial_model("vanilla");
  const auto code_of = [](ExportFormat format, const Model& model, const ExportOptions& options) {
    const auto file = export_model(format, model, options);
    return file ? "" : std::string(file.error().code.name());
  };
  CHECK(code_of(ExportFormat::kOnnx, vae, {.opset = kLeastOpset - 1}) == "argument-out-of-range");
  CHECK(code_of(ExportFormat::kOnnx, vae, {.opset = kMostOpset + 1}) == "argument-out-of-range");
  CHECK(code_of(ExportFormat::kOnnx, vae, {.opset = kMostOpset}).empty());
  CHECK(code_of(ExportFormat::kC, vae, {.opset = kLeastOpset}) == "setting-does-not-fit");
  CHECK(code_of(ExportFormat::kOnnx, vanilla, {.sampling = true}) == "setting-does-not-fit");
  CHECK(code_of(ExportFormat::kOnnx, vae, {.part = ExportPart::kDecoder, .sampling = true}) == "setting-does-not-fit");
  CHECK(code_of(ExportFormat::kC, vae, {.sampling = true}) == "setting-does-not-fit");
  CHECK(code_of(ExportFormat::kPytorch, vae, {.part = ExportPart::kEncoder}) == "setting-does-not-fit");
  CHECK(code_of(ExportFormat::kKeras, vae, {.part = ExportPart::kDecoder}) == "setting-does-not-fit");
  for (const ExportFormatRow& row : export_formats()) {
    CAPTURE(row.id);
    CHECK(code_of(row.kind, vae, {.weight_type = WeightType::kF32}).empty());
    CHECK(code_of(row.kind, vae, {.weight_type = WeightType::kInt8}).empty() == row.may_be_smaller);
  }
}

TEST_CASE("a header of a part has the functions and weights of that part", "[unit][export]") {
  const Model model = initial_model("vae");
  const std::string encoder =
                        text_of(export_model(ExportFormat::kC, model, {.part = ExportPart::kEncoder, .name = "net"})),
                    decoder =
                        text_of(export_model(ExportFormat::kC, model, {.part = ExportPart::kDecoder, .name = "net"}));
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  CHECK(has(encoder, "net_encode("));
  CHECK_FALSE(has(encoder, "net_decode("));
  CHECK_FALSE(has(encoder, "net_decoder_0_weight"));
  CHECK(has(decoder, "net_decode("));
  CHECK_FALSE(has(decoder, "net_encode("));
  CHECK_FALSE(has(decoder, "net_encoder_0_weight"));
}

TEST_CASE("scripts name the model's file, and the numbers of its data stay in it", "[unit][export]") {
  for (const ExportFormat format : {ExportFormat::kPytorch, ExportFormat::kKeras}) {
    const std::string script =
        text_of(export_model(format, initial_model("vanilla"), {.weights = "a \"b\".safetensors"}));
    CHECK(script.find("PATH = \"a \\\"b\\\".safetensors\"") != std::string::npos);
    CHECK(script.find("class Autoencoder") != std::string::npos);
  }
}

}  // namespace
}  // namespace hourglass
