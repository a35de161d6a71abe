// The analysis subcommands, each on data that take about a second.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "analysis/prior_draws.h"
#include "cli/program.h"
#include "core/file.h"
#include "data/idx_writer.h"
#include "data/open.h"
#include "io/model_file.h"
#include "io/png.h"
#include "session/inference.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

Json json_of(const ProgramRun& run) {
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return Json::parse(last_line(run.out));
}

const Arguments kSmallData = {"--samples", "600", "--held-out-samples", "200", "--threads", "1", "--math", "portable"};

ProgramRun run_small(Arguments arguments) {
  arguments.insert(arguments.end(), kSmallData.begin(), kSmallData.end());
  return run_program(arguments);
}

std::string saved_model(const TemporaryFolder& folder, const std::string& family) {
  const std::string path = folder / family;
  REQUIRE(run_small({"train", "--family", family, "--hidden", "32", "--latent", "4", "--epochs", "3", "--save", path})
              .exit_code == 0);
  return path;
}

}  // namespace

TEST_CASE("pca prints errors that fall with the rank and equal those of the family pca", "[cli]") {
  const Json object = json_of(run_small({"pca", "--ranks", "0,2,8", "--json"}));
  REQUIRE(object.at("ranks").size() == 3);
  double last = 1;
  for (const Json& row : object.at("ranks")) {
    CHECK(row.at("mse_per_pixel").get<double>() < last);
    last = row.at("mse_per_pixel").get<double>();
  }
  CHECK(object.at("ranks")[0].at("explained_variance") == 0);
  const Json trained = json_of(run_small({"train", "--family", "pca", "--latent", "8", "--json"}));
  CHECK(std::abs(trained.at("mse_per_pixel").get<double>() - last) < 1e-5 * last);
  CHECK(trained.at("epochs") == 1);
}

/// A folder of 4 x 4 images whose brightness encodes the label: 40 training and 20 held-out images with labels 1, 2, 5.
void write_small_images(const TemporaryFolder& folder) {
  constexpr int kLabels[] = {1, 2, 5};
  for (const auto& [split, count] : {std::pair("train", 40u), std::pair("t10k", 20u)}) {
    IdxImages images{Shape{4, 4, 1}, count, {}};
    IdxLabels labels;
    for (std::uint32_t n = 0; n < count; ++n) {
      const int label = kLabels[n % 3];
      labels.labels.push_back(static_cast<std::uint8_t>(label));
      for (std::uint32_t i = 0; i < 16; ++i) {
        images.pixels.push_back(static_cast<std::uint8_t>(40 * label + (7 * n + 3 * i) % 20));
      }
    }
    REQUIRE(write_file_atomically(folder / (std::string(split) + "-images-idx3-ubyte"), idx_file_of(images)));
    REQUIRE(write_file_atomically(folder / (std::string(split) + "-labels-idx1-ubyte"), idx_file_of(labels)));
  }
}

TEST_CASE("pca limits the default ranks to the number of pixels", "[cli]") {
  const TemporaryFolder folder;
  write_small_images(folder);
  const Json object = json_of(run_program({"pca", "--data", folder.path(), "--json"}));
  REQUIRE(object.at("ranks").size() == 2);
  CHECK(object.at("ranks")[0].at("rank") == 2);
  CHECK(object.at("ranks")[1].at("rank") == 10);
}

TEST_CASE("anomaly uses the labels that occur as classes", "[cli]") {
  const TemporaryFolder folder;
  write_small_images(folder);
  const Json object = json_of(run_program({"anomaly", "--data", folder.path(), "--hidden", "8", "--latent", "2",
                                           "--batch", "8", "--epochs", "1", "--json"}));
  REQUIRE(object.at("classes").size() == 3);
  CHECK(object.at("classes")[0].at("class") == 1);
  CHECK(object.at("classes")[1].at("class") == 2);
  CHECK(object.at("classes")[2].at("class") == 5);
}

TEST_CASE("probe reads pixels, principal components, and a model's codes", "[cli]") {
  const TemporaryFolder folder;
  const Json pixels = json_of(run_small({"probe", "--json"}));
  CHECK(pixels.at("codes") == "pixels");
  CHECK(pixels.at("features") == 784);
  const Json components = json_of(run_small({"probe", "--pca", "16", "--neighbours", "3", "--json"}));
  CHECK(components.at("features") == 16);
  CHECK(components.at("held_out_error").get<double>() < 0.5);
  CHECK(components.at("neighbour_error").get<double>() < 0.5);
  const std::string model = saved_model(folder, "vanilla");
  const Json codes = json_of(run_program({"probe", model, "--json"}));
  CHECK(codes.at("codes") == "model");
  CHECK(codes.at("features") == 4);
  CHECK(codes.at("held_out_error").get<double>() < 0.9);
  CHECK(run_program({"probe", model, "--pca", "3"}).exit_code == 2);
}

TEST_CASE("anomaly trains one model per class and compares it to PCA", "[cli]") {
  const TemporaryFolder folder;
  const Json object = json_of(run_small(
      {"anomaly", "--classes", "0,1", "--hidden", "32", "--latent", "8", "--batch", "16", "--epochs", "30", "--json"}));
  REQUIRE(object.at("classes").size() == 2);
  for (const Json& row : object.at("classes")) {
    CHECK(row.at("auc").get<double>() > 0.6);
    CHECK(row.at("pca_auc").get<double>() > 0.7);
  }
  CHECK(object.at("pca_rank").get<int>() >= 1);
  const std::string path = folder / "zero";
  REQUIRE(run_small({"train", "--only-class", "0", "--batch", "16", "--save", path}).exit_code == 0);
  const Json given = json_of(run_program({"anomaly", path, "--json"}));
  REQUIRE(given.at("classes").size() == 1);
  CHECK(given.at("classes")[0].at("class") == 0);
  const ProgramRun refused = run_small({"anomaly", "--classes", "0,x"});
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("--classes: expected whole numbers") != std::string::npos);
  CHECK(run_small({"anomaly", "--classes", "77", "--json"}).exit_code == 1);
}

TEST_CASE("evaluate --nll gives a tighter bound with more samples, and is refused without a posterior", "[cli]") {
  const TemporaryFolder folder;
  const std::string vae = saved_model(folder, "vae");
  const auto nll = [&](const char* samples) {
    return json_of(run_program({"evaluate", vae, "--nll", samples, "--images", "50", "--json"}))
        .at("nll_per_image")
        .get<double>();
  };
  CHECK(nll("20") < nll("1"));
  const Json plain = json_of(run_program({"evaluate", vae, "--json"}));
  CHECK_FALSE(plain.contains("nll_per_image"));
  CHECK(plain.at("code_mean").size() == 4);
  CHECK(plain.at("code_deviation").size() == 4);
  CHECK(run_program({"evaluate", saved_model(folder, "vanilla"), "--nll", "5"}).exit_code == 2);
}

TEST_CASE("denoise measures a model against the noise and against PCA", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = folder / "model";
  REQUIRE(run_small({"train", "--corruption", "gaussian", "--corruption-strength", "0.4", "--hidden", "64", "--latent",
                     "16", "--epochs", "10", "--save", path})
              .exit_code == 0);
  const Json object = json_of(run_program({"denoise", path, "--png", folder / "noise.png", "--json"}));
  CHECK(object.at("corruption") == "gaussian");
  CHECK(object.at("corruption_strength") == 0.4);
  CHECK(std::abs(object.at("noisy_psnr_db").get<double>() + 10 * std::log10(0.16)) < 0.1);
  CHECK(object.at("gain_db").get<double>() > 3);
  CHECK(object.at("pca_rank").get<int>() > 1);
  CHECK(std::filesystem::file_size(folder / "noise.png") > 100);
  const Json masked = json_of(run_program({"denoise", path, "--corruption", "masking", "--json"}));
  CHECK(masked.at("corruption") == "masking");
}

TEST_CASE("generate writes images that can be opened as data, and a picture", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "conditional-vae");
  const std::string images = folder / "new-images-idx3-ubyte", labels = folder / "new-labels-idx1-ubyte";
  const Json object = json_of(run_program({"generate", model, "--count", "30", "--idx", images, "--idx-labels", labels,
                                           "--png", folder / "new.png", "--json"}));
  CHECK(object.at("images") == 30);
  const auto data = open_dataset(images);
  REQUIRE(data);
  CHECK((*data)->count(Split::kTraining) + (*data)->count(Split::kHeldOut) == 30);
  CHECK((*data)->label_bound() == 10);
  CHECK(std::filesystem::file_size(folder / "new.png") > 100);
  CHECK(run_program({"generate", saved_model(folder, "vanilla")}).exit_code == 2);
}

TEST_CASE("generate draws the same as the other interfaces for the same model and seed", "[cli]") {
  const TemporaryFolder folder;
  const std::string path = saved_model(folder, "vae"), images = folder / "images";
  json_of(run_program({"generate", path, "--count", "5", "--seed", "7", "--idx", images, "--json"}));
  Model model = *load_model(path);
  model.settings.compute.threads = 1;
  const Samples codes = *draw_from_prior(model, {.count = 5, .seed = 7});
  const std::vector<float> expected = *Inference().decode(model, codes.values);
  const std::vector<std::byte> file = *read_file(images);
  constexpr std::size_t kHeader = 16;
  REQUIRE(file.size() == kHeader + expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (std::to_integer<std::uint8_t>(file[kHeader + i]) != byte_of(expected[i])) FAIL_CHECK("pixel " << i);
  }
}

TEST_CASE("generate refuses labels where the model has none", "[cli]") {
  const TemporaryFolder folder;
  const std::string vae = saved_model(folder, "vae");
  for (const Arguments& asked :
       {Arguments{"--label", "3"}, Arguments{"--idx-labels", folder / "labels"}, Arguments{"--judge", "digits"}}) {
    Arguments arguments = {"generate", vae};
    arguments.insert(arguments.end(), asked.begin(), asked.end());
    const ProgramRun run = run_program(arguments);
    CHECK(run.exit_code != 0);
    CHECK(run.err.find("trained with labels") != std::string::npos);
  }
}

}  // namespace hourglass
