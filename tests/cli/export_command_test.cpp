#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <filesystem>

#include "cli/program_json.h"
#include "core/file.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

std::string trained(const TemporaryFolder& folder, const std::string& family) {
  const std::string path = folder / (family + ".safetensors");
  const ProgramRun run =
      run_program({"train", "--family", family, "--hidden", "8", "--latent", "4", "--epochs", "1", "--samples", "200",
                   "--held-out-samples", "50", "--threads", "1", "--save", path});
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return path;
}

std::string code_of(const Arguments& arguments) {
  Arguments with_json = arguments;
  with_json.push_back("--json");
  const ProgramRun run = run_program(with_json);
  CAPTURE(run.out, run.err);
  CHECK(run.exit_code == 2);
  return Json::parse(last_line(run.out)).at("error");
}

TEST_CASE("export writes each format beside the model by default", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained(folder, "vae");
  const std::pair<std::string, std::string> formats[] = {{"onnx", "vae.onnx"},
                                                         {"pytorch", "vae_torch.py"},
                                                         {"keras", "vae_keras.py"},
                                                         {"c", "vae.h"},
                                                         {"safetensors", "vae_small.safetensors"}};
  for (const auto& [format, name] : formats) {
    const Json object = json_of(run_program({"export", model, "--format", format, "--json"}));
    CHECK(object.at("file") == folder / name);
    const auto file = read_file(folder / name);
    REQUIRE(file);
    CHECK(object.at("bytes") == file->size());
  }
}

TEST_CASE("export names a C header's functions by the file or as asked", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained(folder, "vanilla"), path = folder / "my-net.h";
  const auto text = [&](const Arguments& more) {
    Arguments arguments = {"export", model, "--format", "c", "-o", path, "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    json_of(run_program(arguments));
    const auto file = read_file(path);
    return std::string(reinterpret_cast<const char*>(file->data()), file->size());
  };
  CHECK(text({}).find("void my_net_encode(") != std::string::npos);
  CHECK(text({"--name", "digits"}).find("void digits_encode(") != std::string::npos);
}

TEST_CASE("export puts a model and samples into a page", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained(folder, "vanilla"), page = folder / "empty.html", other = folder / "other.html";
  const std::string_view empty =
      "<p>before</p><script type=\"application/json\" id=\"model\">null</script><p>behind</p>";
  REQUIRE(write_file_atomically(page, std::as_bytes(std::span(empty))));
  REQUIRE(write_file_atomically(other, std::as_bytes(std::span(std::string_view("<p>no place</p>")))));
  const Json object = json_of(run_program({"export", model, "--format", "html", "--page", page, "--json"}));
  const auto file = read_file(folder / "vanilla.html");
  REQUIRE(file);
  CHECK(object.at("bytes") == file->size());
  const std::string text(reinterpret_cast<const char*>(file->data()), file->size());
  CHECK(text.starts_with("<p>before</p>"));
  CHECK(text.ends_with("</script><p>behind</p>"));
  const std::size_t begin = text.find('{');
  const Json content = Json::parse(text.substr(begin, text.find("</script>") - begin));
  CHECK(content.at("labels").size() == 24);
  // 24 samples of 784 floats, in base64.
  CHECK(content.at("samples").get<std::string>().size() == 24 * 784 * 4 / 3 * 4);
  const auto saved = read_file(model);
  REQUIRE(saved);
  CHECK(content.at("model").get<std::string>().size() < saved->size() * 4 / 3 + 100);
  CHECK(code_of({"export", model, "--format", "html", "--page", page, "--part", "decoder"}) == "argument-not-a-choice");
  CHECK(code_of({"export", model, "--format", "c", "--page", page}) == "argument-not-a-choice");
  for (const auto& [wrong, code] : {std::pair{other, "file-corrupt"}, {folder / "none.html", "file-not-found"}}) {
    const ProgramRun run = run_program({"export", model, "--format", "html", "--page", wrong, "--json"});
    CHECK(run.exit_code == 1);
    CHECK(Json::parse(last_line(run.out)).at("error") == code);
  }
}

TEST_CASE("export stores smaller weights and says what they cost on held-out samples", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = folder / "model.safetensors";
  json_of(run_program({"train", "--hidden", "128", "--epochs", "1", "--samples", "200", "--held-out-samples", "50",
                       "--save", model, "--json"}));
  const auto whole = read_file(model);
  REQUIRE(whole);
  const std::pair<std::string, double> types[] = {{"f16", 0.55}, {"int8", 0.3}};
  for (const auto& [weights, share] : types) {
    const std::string small = folder / (weights + ".safetensors");
    const Json object =
        json_of(run_program({"export", model, "--format", "safetensors", "--weights", weights, "-o", small, "--json"}));
    CHECK(object.at("bytes").get<double>() < share * static_cast<double>(whole->size()));
    const double before = object.at("held_out_before").at("loss_per_image"),
                 after = object.at("held_out").at("loss_per_image");
    CHECK(before == json_of(run_program({"evaluate", model, "--json"})).at("loss_per_image"));
    CHECK(after == json_of(run_program({"evaluate", small, "--json"})).at("loss_per_image"));
    CHECK(after != before);
    CHECK(std::fabs(after / before - 1) < 0.01);
    const Json onnx = json_of(run_program(
        {"export", model, "--format", "onnx", "--weights", weights, "-o", folder / "small.onnx", "--json"}));
    CHECK(onnx.at("bytes").get<double>() < share * static_cast<double>(whole->size()));
    CHECK(onnx.at("held_out").at("loss_per_image") == after);
  }
  CHECK_FALSE(json_of(run_program({"export", model, "--format", "onnx", "--json"})).contains("held_out"));
}

TEST_CASE("export of smaller weights without the data says that their cost was not measured", "[cli]") {
  const TemporaryFolder folder;
  const std::string data = folder / "rows.csv", model = folder / "rows.safetensors";
  std::string rows = "a,b,c\n";
  for (int i = 0; i < 60; ++i) rows += std::to_string(i % 7) + ",0.5," + std::to_string(i % 3) + "\n";
  REQUIRE(write_file_atomically(data, std::as_bytes(std::span(rows))));
  json_of(run_program({"train", "--data", data, "--epochs", "1", "--save", model, "--json"}));
  REQUIRE(std::filesystem::remove(data));
  const ProgramRun run = run_program({"export", model, "--format", "safetensors", "--json"});
  CHECK(run.exit_code == 0);
  CHECK(run.err.find("was not measured") != std::string::npos);
  CHECK_FALSE(Json::parse(last_line(run.out)).contains("held_out"));
}

TEST_CASE("export refuses formats, parts and options that there are not", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained(folder, "vanilla");
  CHECK(code_of({"export", model, "--format", "tflite"}) == "argument-not-a-choice");
  CHECK(code_of({"export", model, "--format", "onnx", "--part", "middle"}) == "argument-not-a-choice");
  CHECK(code_of({"export", model, "--format", "pytorch", "--part", "encoder"}) == "setting-does-not-fit");
  for (const char* opset : {"16", "21", "0", "-3"})
    CHECK(code_of({"export", model, "--format", "onnx", "--opset", opset}) == "argument-out-of-range");
  CHECK(code_of({"export", model, "--format", "c", "--opset", "17"}) == "setting-does-not-fit");
  CHECK(code_of({"export", model, "--format", "onnx", "--sampling"}) == "setting-does-not-fit");
  CHECK(code_of({"export", model, "--format", "onnx", "--weights", "f8"}) == "argument-not-a-choice");
  CHECK(code_of({"export", model, "--format", "c", "--weights", "int8"}) == "setting-does-not-fit");
  CHECK(code_of({"export", model, "--format", "safetensors", "--part", "encoder"}) == "setting-does-not-fit");
  CHECK(code_of({"export", model}) == "bad-usage");
}

TEST_CASE("info shows each layer with its output, parameters and multiply-adds", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained(folder, "vae");
  const Json object = json_of(run_program({"info", model, "--json"}));
  const Json& layers = object.at("layers");
  REQUIRE(layers.size() == 5);
  CHECK(layers[0].at("name") == "encoder.0");
  CHECK(layers[0].at("output") == Json({1, 1, 8}));
  CHECK(layers[0].at("parameters") == 784 * 8 + 8);
  CHECK(layers[0].at("multiply_adds") == 784 * 8);
  CHECK(layers[2].at("name") == "bottleneck");
  CHECK(layers[2].at("output") == Json({1, 1, 4}));
  std::size_t parameters = 0;
  for (const Json& layer : layers) parameters += layer.at("parameters").get<std::size_t>();
  CHECK(object.at("parameters") == parameters);
  const std::string text = run_program({"info", model}).out;
  CHECK(text.find("multiply-adds") != std::string::npos);
  CHECK(text.find("dense 784 -> 8, relu") != std::string::npos);
}

}  // namespace
}  // namespace hourglass
