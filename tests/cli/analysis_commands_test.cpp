// The analysis subcommands, each on data that take about a second.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "analysis/prior_draws.h"
#include "cli/program_json.h"
#include "core/file.h"
#include "core/random.h"
#include "data/idx_writer.h"
#include "data/open.h"
#include "io/model_file.h"
#include "io/png.h"
#include "session/inference.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

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
    StoredSamples images{Shape{4, 4, 1}, count};
    std::vector<int> labels;
    for (std::uint32_t n = 0; n < count; ++n) {
      const int label = kLabels[n % 3];
      labels.push_back(label);
      for (std::uint32_t i = 0; i < 16; ++i) {
        images.bytes.push_back(static_cast<std::uint8_t>(40 * label + (7 * n + 3 * i) % 20));
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

TEST_CASE("probe reads pixels, principal components, and a model's codes", "[cli][long]") {
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

TEST_CASE("anomaly trains one model per class and compares it to PCA", "[cli][long]") {
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

TEST_CASE("anomaly takes the label called normal as normal, and writes every score and the curves", "[cli]") {
  const TemporaryFolder folder;
  const std::string scores = folder / "scores.csv", curves = folder / "curves.csv";
  const Json object = json_of(
      run_small({"anomaly", "--data", "heartbeats", "--hidden", "32", "--latent", "4", "--batch", "16", "--epochs",
                 "10", "--contamination", "0.1", "--save-scores", scores, "--save-curves", curves, "--json"}));
  REQUIRE(object.at("classes").size() == 1);
  const Json& row = object.at("classes")[0];
  CHECK(row.at("class") == 0);
  std::vector<std::string> methods;
  for (const Json& method : row.at("methods")) {
    methods.push_back(method.at("method"));
    CAPTURE(methods.back());
    CHECK(method.at("auc").get<double>() > 0.6);
    CHECK(method.at("average_precision").get<double>() > 0.2);
    // Twenty of 200 are flagged: precision is that of the right ones among them.
    const double flagged = method.at("recall").get<double>() / method.at("precision").get<double>();
    CHECK(flagged > 0.5);
  }
  CHECK(methods ==
        std::vector<std::string>{"error", "standardised", "latent", "pca", "neighbours", "isolation-forest"});
  const auto text = [](const std::string& path) {
    const std::vector<std::byte> bytes = *read_file(path);
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  CHECK(text(scores).starts_with("sample,label,error,standardised,latent,pca,neighbours,isolation-forest\n1,"));
  const std::string written = text(scores);
  CHECK(std::count(written.begin(), written.end(), '\n') == 201);
  CHECK(text(curves).starts_with("method,threshold,false_positive_rate,true_positive_rate,precision\nerror,"));
}

TEST_CASE("anomaly learns from all samples where labels are named as anomalies", "[cli]") {
  const ProgramRun run = run_small({"anomaly", "--data", "heartbeats", "--anomalies", "1,3", "--hidden", "8",
                                    "--epochs", "1", "--score", "standardised", "--threshold-quantile", "0.9"});
  CHECK(run.exit_code == 0);
  CHECK(run.out.find("Training on 600") != std::string::npos);
  CHECK(run.out.find("model: standardised") != std::string::npos);
  CHECK(run.out.find("the quantile 90 %") != std::string::npos);
  CHECK(run_small({"anomaly", "--classes", "1", "--anomalies", "2"}).exit_code == 2);
  CHECK(run_small({"anomaly", "--classes", "1,2", "--save-scores", "scores.csv"}).exit_code == 2);
  CHECK(run_small({"anomaly", "--data", "heartbeats", "--score", "likelihood", "--epochs", "1"}).exit_code == 2);
}

/// A table whose income follows from age and town; the third row of the new file does not fit, and its columns come in
/// another order, one of them new.
void write_people(const TemporaryFolder& folder) {
  Random random({3, Stream::kTest, 0});
  std::string known = "age,town,income\n", fresh = "income,town,age,extra\n";
  for (int i = 0; i < 400; ++i) {
    const char* town = i % 3 == 0 ? "Bonn" : i % 3 == 1 ? "Kiel" : "Ulm";
    const float age = 40 + 10 * random.normal(), income = 1000 + 50 * age + (i % 3 == 2 ? 500.0f : 0.0f);
    known += std::to_string(age) + "," + town + "," + std::to_string(income) + "\n";
    if (i < 6) fresh += std::to_string(i == 2 ? 9000 : income) + "," + town + "," + std::to_string(age) + ",7\n";
  }
  REQUIRE(write_file_atomically(folder / "people.csv", std::as_bytes(std::span(known))));
  REQUIRE(write_file_atomically(folder / "new.csv", std::as_bytes(std::span(fresh))));
}

TEST_CASE("score finds the row that does not fit in a new file, and says so by its exit code", "[cli]") {
  const TemporaryFolder folder;
  write_people(folder);
  const std::string model = folder / "model", fresh = folder / "new.csv", saved = folder / "scores.csv";
  REQUIRE(run_program({"train", "--data", folder / "people.csv", "--family", "denoising", "--corruption", "masking",
                       "--hidden", "16", "--latent", "8", "--batch", "32", "--epochs", "30", "--threads", "1", "--save",
                       model})
              .exit_code == 0);
  const Json object = json_of(run_program({"score", model, "--data", fresh, "--save-scores", saved, "--json"}));
  CHECK(object.at("samples") == 6);
  CHECK(object.at("highest")[0].at("sample") == 3);
  CHECK(object.at("highest")[0].at("parts")[0].at("part") == "income");
  const double largest = object.at("largest");
  CHECK(std::filesystem::file_size(saved) > 50);

  const auto failing_above = [&](double threshold) {
    return run_program({"score", model, "--data", fresh, "--fail-above", std::to_string(threshold)}).exit_code;
  };
  CHECK(failing_above(0.9 * largest) == 3);
  CHECK(failing_above(1.1 * largest) == 0);

  const Json hidden = json_of(
      run_program({"score", model, "--data", fresh, "--score", "hidden", "--threshold-quantile", "0.99", "--json"}));
  CHECK(hidden.at("highest")[0].at("sample") == 3);
  CHECK(hidden.at("above_threshold") == 1);
}

TEST_CASE("score refuses what it cannot compare in one sentence", "[cli]") {
  const TemporaryFolder folder;
  write_people(folder);
  const std::string model = folder / "model";
  REQUIRE(run_program({"train", "--data", folder / "people.csv", "--hidden", "8", "--latent", "2", "--epochs", "1",
                       "--save", model})
              .exit_code == 0);
  CHECK(run_program({"score", model, "--data", folder / "none.csv"}).exit_code == 1);
  CHECK(run_program({"score", model, "--data", "digits"}).exit_code == 1);
  const ProgramRun likelihood = run_program({"score", model, "--score", "likelihood"});
  CHECK(likelihood.exit_code == 2);
  CHECK(likelihood.err.find("a variational model") != std::string::npos);
  const std::string rome = "age,town,income\n30,Rome,2500\n40,Rome,3000\n";
  REQUIRE(write_file_atomically(folder / "rome.csv", std::as_bytes(std::span(rome))));
  const ProgramRun unknown = run_program({"score", model, "--data", folder / "rome.csv"});
  CHECK(unknown.exit_code == 1);
  CHECK(unknown.err.find("column \"town\"") != std::string::npos);
}

TEST_CASE("disentangle measures a model of shapes, and refuses data whose factors are not known", "[cli]") {
  const TemporaryFolder folder;
  const std::string shapes = folder / "shapes";
  REQUIRE(run_program({"train", "--data", "shapes", "--samples", "100", "--held-out-samples", "10", "--family", "vae",
                       "--hidden", "8", "--latent", "3", "--epochs", "1", "--threads", "1", "--save", shapes})
              .exit_code == 0);
  const Json object = json_of(run_program({"disentangle", shapes, "--votes", "10", "--threads", "1", "--json"}));
  REQUIRE(object.at("factors").size() == 7);
  CHECK(object.at("factors")[6].at("factor") == "ground");
  CHECK(object.at("factors")[6].at("information").size() == 3);
  CHECK(object.at("mutual_information_gap").get<double>() < 1);
  const ProgramRun refused = run_program({"disentangle", saved_model(folder, "vae")});
  CHECK(refused.exit_code == 1);
  CHECK(refused.err.find("factors are known") != std::string::npos);
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

TEST_CASE("denoise measures a model against the noise and against PCA", "[cli][long]") {
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
