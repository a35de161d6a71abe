// compress, decompress and rate, each on data that take about a second.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "analysis/samples.h"
#include "cli/program_json.h"
#include "core/file.h"
#include "data/open.h"
#include "io/model_file.h"
#include "session/inference.h"
#include "session/open_data.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

std::string trained_model(const TemporaryFolder& folder, const Arguments& extra) {
  const std::string path = folder / "model" + extra[1];
  Arguments arguments = {"train", "--samples", "600", "--held-out-samples", "200", "--threads",
                         "1",     "--epochs",  "3",   "--hidden",           "32",  "--save",
                         path};
  arguments.insert(arguments.end(), extra.begin(), extra.end());
  REQUIRE(run_program(arguments).exit_code == 0);
  return path;
}

}  // namespace

TEST_CASE("compress and decompress go from held-out images to a file and back", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained_model(folder, {"--family", "vanilla", "--latent", "4"});
  const std::string file = folder / "digits.hgz", images = folder / "digits.npy";
  const Json written = json_of(run_program({"compress", model, "-o", file, "--json"}));
  CHECK(written.at("samples") == 200);
  CHECK(written.at("bytes") == std::filesystem::file_size(file));
  CHECK(written.at("bytes") == written.at("payload_bytes").get<std::size_t>() +
                                   written.at("code_model_bytes").get<std::size_t>() +
                                   written.at("container_bytes").get<std::size_t>());
  CHECK(written.at("step").get<double>() > 0);
  const Json read = json_of(run_program({"decompress", model, file, "-o", images, "--json"}));
  CHECK(read.at("samples") == 200);
  const auto data = open_dataset(images);
  REQUIRE(data);
  CHECK((*data)->shape() == Shape{28, 28, 1});
  CHECK((*data)->count(Split::kTraining) + (*data)->count(Split::kHeldOut) == 200);
}

TEST_CASE("a file is not larger than --max-bytes, and a limit too low is refused", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained_model(folder, {"--family", "vae", "--latent", "4"}), file = folder / "small.hgz";
  const Json written = json_of(run_program({"compress", model, "-o", file, "--max-bytes", "400", "--json"}));
  CHECK(std::filesystem::file_size(file) <= 400);
  CHECK(written.at("bytes") == std::filesystem::file_size(file));
  const ProgramRun refused = run_program({"compress", model, "-o", file, "--max-bytes", "30"});
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("--max-bytes: expected at least") != std::string::npos);
  CHECK(run_program({"compress", model, "-o", file, "--max-bytes", "400", "--step", "1"}).exit_code == 2);
}

TEST_CASE("decompress refuses another model and a changed file in one sentence", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained_model(folder, {"--family", "vanilla"}),
                    other = trained_model(folder, {"--family", "vae"});
  const std::string file = folder / "digits.hgz";
  REQUIRE(run_program({"compress", model, "-o", file, "--step", "1"}).exit_code == 0);
  const ProgramRun wrong = run_program({"decompress", other, file, "--json"});
  CHECK(wrong.exit_code == 1);
  CHECK(Json::parse(last_line(wrong.out)).at("error") == "compressed-other-model");
  std::vector<std::byte> bytes = *read_file(file);
  bytes[60] ^= std::byte{1};
  REQUIRE(write_file_atomically(file, bytes));
  const ProgramRun changed = run_program({"decompress", model, file, "--json"});
  CHECK(changed.exit_code == 1);
  CHECK(Json::parse(last_line(changed.out)).at("error") == "file-corrupt");
}

TEST_CASE("words come back as words", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained_model(folder, {"--data", "words"}), file = folder / "words.hgz",
                    text = folder / "words.txt";
  const Json written = json_of(run_program({"compress", model, "-o", file, "--json"}));
  REQUIRE(run_program({"decompress", model, file, "-o", text}).exit_code == 0);
  const std::vector<std::byte> bytes = *read_file(text);
  CHECK(std::count(bytes.begin(), bytes.end(), std::byte{'\n'}) == written.at("samples").get<std::ptrdiff_t>());
}

TEST_CASE("rate reports the model beside PCA and JPEG", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained_model(folder, {"--family", "vanilla", "--latent", "4"});
  const Json object = json_of(run_program({"rate", model, "--bits", "0.02,0.04", "--components", "3", "--json"}));
  CHECK(object.at("samples") == 200);
  CHECK(object.at("pca_components") == 3);
  REQUIRE(object.at("points").size() == 2);
  for (const Json& point : object.at("points")) {
    CHECK(point.at("model").at("bits_per_value").get<double>() <= 0.04);
    CHECK(point.at("model").at("psnr_db").get<double>() > 5);
    CHECK(point.at("model").at("ssim").get<double>() > 0);
    CHECK(point.at("pca").at("payload_bytes") <= point.at("model").at("payload_bytes"));
  }
  CHECK(object.at("points")[0].at("step") > object.at("points")[1].at("step"));
  const ProgramRun people = run_program({"rate", model, "--steps", "1"});
  CHECK(people.exit_code == 0);
  CHECK(people.out.find("bits/pixel") != std::string::npos);
  CHECK(people.out.find("PCA 4") != std::string::npos);
}

TEST_CASE("a codebook has no step to choose", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = folder / "vq", file = folder / "vq.hgz";
  REQUIRE(run_program({"train", "--family", "vq-vae", "--conv", "4,8", "--samples", "300", "--held-out-samples", "50",
                       "--epochs", "1", "--threads", "1", "--save", model})
              .exit_code == 0);
  const Json written = json_of(run_program({"compress", model, "-o", file, "--json"}));
  CHECK_FALSE(written.contains("step"));
  REQUIRE(run_program({"decompress", model, file, "-o", folder / "vq.png"}).exit_code == 0);
  CHECK(run_program({"compress", model, "-o", file, "--step", "1"}).exit_code == 2);
  CHECK(run_program({"rate", model, "--bits", "1"}).exit_code == 2);
  CHECK(json_of(run_program({"rate", model, "--json"})).at("points").size() == 1);
}

}  // namespace hourglass
