// Every command on every kind of data: small models of the built-in sets.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "cli/program_json.h"
#include "core/file.h"
#include "data/open.h"
#include "data/readers/npy.h"
#include "data/readers/wav.h"
#include "support/data_files.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

/// Trains a small variational model of a set, and returns its file.
std::string saved_model(const TemporaryFolder& folder, const std::string& data, const Arguments& more = {}) {
  const std::string path = folder / (data + ".safetensors");
  Arguments arguments = {"train",    "--data",    data,       "--family", "vae",       "--hidden", "16",
                         "--latent", "4",         "--epochs", "2",        "--samples", "400",      "--held-out-samples",
                         "100",      "--threads", "1",        "--math",   "portable",  "--save",   path};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProgramRun run = run_program(arguments);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return path;
}

std::string text_at(const std::string& path) {
  const auto file = read_file(path);
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

TEST_CASE("no command speaks of images or pixels where the data has none", "[cli]") {
  const TemporaryFolder folder;
  for (const std::string data : {"heartbeats", "transactions", "words"}) {
    const std::string model = saved_model(folder, data);
    for (const Arguments& arguments : {Arguments{"evaluate", model},
                                       {"denoise", model},
                                       {"probe", model},
                                       {"pca", "--data", data},
                                       {"info", model},
                                       {"probe", "--data", data},
                                       {"generate", model},
                                       {"interpolate", model},
                                       {"groups", model, "--count", "3"},
                                       {"train", "--data", data, "--epochs", "1", "--latent", "4"}}) {
      Arguments small = arguments;
      const bool takes_size = arguments[0] == "train" || arguments[0] == "pca" || arguments.back() == data;
      if (takes_size) small.insert(small.end(), {"--samples", "400", "--held-out-samples", "100"});
      const ProgramRun run = run_program(small);
      CAPTURE(data, arguments[0], run.out, run.err);
      CHECK(run.exit_code == 0);
      std::string text = run.out;
      // Settings of images have their name.
      text = text.substr(0, text.find("\nSettings"));
      CHECK_FALSE(contains(text, "image"));
      CHECK_FALSE(contains(text, "pixel"));
    }
  }
}

TEST_CASE("evaluate gives each kind its own figures", "[cli]") {
  const TemporaryFolder folder;
  const auto evaluated = [&](const std::string& data) {
    return json_of(run_program({"evaluate", saved_model(folder, data), "--json"}));
  };
  const Json shapes = evaluated("shapes");
  CHECK(shapes.contains("ssim"));
  CHECK(shapes.contains("mse_per_pixel"));
  const Json beats = evaluated("heartbeats");
  CHECK(beats.contains("signal_to_noise_db"));
  CHECK(beats.contains("mse_per_feature"));
  CHECK(beats.at("numbers")[0].at("unit") == "mV");
  const Json rows = evaluated("transactions");
  CHECK(rows.at("numbers").size() == 4);
  CHECK(rows.at("categories").size() == 4);
  CHECK(rows.at("categories")[0].at("name") == "merchant");
  CHECK(rows.at("categories")[0].at("most_frequent").get<double>() > 0.2);
  CHECK(rows.contains("number_loss_per_sample"));
  CHECK(rows.contains("category_loss_per_sample"));
  const Json words = evaluated("words");
  CHECK(words.at("symbols_right").get<double>() > 0.05);
  CHECK(words.contains("texts_right"));
  CHECK(words.contains("elbo_per_sample"));
  CHECK_FALSE(words.contains("number_loss_per_sample"));
  for (const Json& figures : {beats, rows, words}) {
    for (const char* field : {"ssim", "psnr_db", "bce_per_image", "loss_per_image"})
      CHECK_FALSE(figures.contains(field));
    CHECK(figures.at("loss_per_sample").get<double>() > 0);
  }
}

TEST_CASE("generate writes the format that the file's name ends in, and the kind's own without an ending", "[cli]") {
  const TemporaryFolder folder;
  const auto generated = [&](const std::string& model, const std::string& file) {
    json_of(run_program({"generate", model, "--count", "12", "--out", folder / file, "--json"}));
    return folder / file;
  };
  const std::string shapes = saved_model(folder, "shapes"), beats = saved_model(folder, "heartbeats"),
                    rows = saved_model(folder, "transactions"), words = saved_model(folder, "words");
  CHECK(contains(text_at(generated(shapes, "images")), "PNG"));
  const Array array = value_of(parse_npy(*read_file(generated(shapes, "images.npy")), "images.npy"));
  CHECK(array.dimensions == std::vector<std::uint32_t>{12, 32, 32, 3});
  const Sound sound = value_of(parse_wav(*read_file(generated(beats, "beats.wav")), "beats.wav"));
  CHECK(sound.sample_rate == 160);
  CHECK(sound.values.size() == 12 * 128);
  const auto table = open_dataset(generated(rows, "rows.csv"));
  REQUIRE(table);
  CHECK((*table)->count(Split::kTraining) + (*table)->count(Split::kHeldOut) == 12);
  CHECK((*table)->description().columns[0].name == "amount");
  const std::string lines = text_at(generated(words, "words"));
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 12);
  CHECK(contains(text_at(generated(words, "words.PNG")), "PNG"));
}

TEST_CASE("generate refuses a file that cannot hold the samples before it makes them", "[cli]") {
  const TemporaryFolder folder;
  const std::string rows = saved_model(folder, "transactions");
  for (const char* name : {"a.wav", "a.npy", "a.txt", "a.xyz"}) {
    const ProgramRun run = run_program({"generate", rows, "--out", folder / name, "--json"});
    CAPTURE(name);
    CHECK(run.exit_code == 2);
    CHECK(Json::parse(run.out).at("error") == "argument-not-a-choice");
    CHECK(contains(run.err, "for rows a file's name that ends in .csv, .png, .apng"));
  }
  const ProgramRun bytes = run_program({"generate", rows, "--idx", folder / "a.idx", "--json"});
  CHECK(Json::parse(bytes.out).at("error") == "setting-does-not-fit");
}

TEST_CASE("interpolate goes from one held-out sample to another", "[cli]") {
  const TemporaryFolder folder;
  const std::string words = saved_model(folder, "words");
  const ProgramRun run = run_program({"interpolate", words, "--between", "3,5", "--steps", "7"});
  CHECK(run.exit_code == 0);
  CHECK(std::count(run.out.begin(), run.out.end(), '\n') == 7);
  // Both ways pass the same codes.
  json_of(run_program({"interpolate", words, "--between", "3,5", "--out", folder / "to.txt", "--json"}));
  json_of(run_program({"interpolate", words, "--between", "5,3", "--out", folder / "back.txt", "--json"}));
  const std::string to = text_at(folder / "to.txt"), back = text_at(folder / "back.txt");
  CHECK(to.substr(0, to.find('\n')) == last_line(back));
  for (const char* ends : {"1", "1,2,3", "1,100", "a,b"})
    CHECK(run_program({"interpolate", words, "--between", ends}).exit_code == 2);
}

TEST_CASE("denoise counts decibels, right categories or right symbols", "[cli]") {
  const TemporaryFolder folder;
  const auto denoised = [&](const std::string& data) {
    return json_of(run_program({"denoise", saved_model(folder, data), "--png", folder / "a.png", "--json"}));
  };
  const Json beats = denoised("heartbeats");
  CHECK(beats.at("corruption") == "gaussian");
  CHECK(beats.at("gain_db").get<double>() > 0);
  const Json rows = denoised("transactions");
  CHECK(rows.at("corruption") == "masking");
  CHECK(rows.contains("denoised_number_error"));
  CHECK(rows.contains("right_gain"));
  const Json words = denoised("words");
  CHECK(words.at("noisy_right").get<double>() > 0.5);
  CHECK(words.contains("right_gain_over_pca"));
}

TEST_CASE("a table with missing values goes through every command", "[cli]") {
  const TemporaryFolder folder;
  std::string text = "size,hue,label\n";
  for (int i = 0; i < 90; ++i) {
    text += (i % 7 == 0 ? "" : std::to_string(i % 10)) + "," +
            (i % 5 == 0 ? "NA"
             : i % 2    ? "red"
                        : "blue") +
            "," + std::to_string(i % 2) + "\n";
  }
  REQUIRE(write_file_atomically(folder / "t.csv", bytes_of(text)));
  const std::string model = folder / "m.safetensors";
  const ProgramRun trained = run_program({"train", "--data", folder / "t.csv", "--family", "vae", "--hidden", "8",
                                          "--latent", "2", "--epochs", "3", "--batch", "16", "--save", model});
  INFO(trained.err);
  REQUIRE(trained.exit_code == 0);
  const Json figures = json_of(run_program({"evaluate", model, "--json"}));
  CHECK(figures.at("loss_per_sample").is_number());
  CHECK(figures.at("numbers")[0].at("root_mean_square_error").is_number());
  CHECK(json_of(run_program({"denoise", model, "--json"})).at("denoised_number_error").is_number());
  CHECK(json_of(run_program({"probe", model, "--json"})).at("held_out_error").is_number());
  CHECK(json_of(run_program({"probe", "--data", folder / "t.csv", "--json"})).at("held_out_error").is_number());
  const Json ranks = json_of(run_program({"pca", "--data", folder / "t.csv", "--json"})).at("ranks");
  CHECK(ranks[0].at("mse_per_feature").is_number());
}

TEST_CASE("info shows what a model knows of its data", "[cli]") {
  const TemporaryFolder folder;
  const std::string rows = saved_model(folder, "transactions");
  const Json object = json_of(run_program({"info", rows, "--json"}));
  CHECK(object.at("kind") == "table");
  CHECK(object.at("columns")[4].at("categories").size() == 6);
  CHECK(object.at("labels")[1] == "fraud");
  CHECK(contains(run_program({"info", rows}).out, "amount (log10 EUR)"));
}

}  // namespace
}  // namespace hourglass
