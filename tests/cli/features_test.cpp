// `hourglass features` and `hourglass groups`, each on data that take about a second.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/program_json.h"
#include "core/file.h"
#include "support/data_files.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

std::string saved_model(const TemporaryFolder& folder, const std::string& data, const Arguments& more = {}) {
  const std::string path = folder / data;
  Arguments arguments = {"train",    "--data",    data,       "--family", "vanilla",   "--hidden", "32",
                         "--latent", "6",         "--epochs", "3",        "--samples", "600",      "--held-out-samples",
                         "150",      "--threads", "1",        "--math",   "portable",  "--save",   path};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProgramRun run = run_program(arguments);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return path;
}

/// A model of a table without labels.
std::string model_without_labels(const TemporaryFolder& folder) {
  std::string rows = "length,width\n";
  for (int i = 0; i < 200; ++i)
    rows += std::to_string(i % 13) + "." + std::to_string(i % 7) + "," + std::to_string(i % 11) + "\n";
  const std::string table = folder / "rows.csv", path = folder / "rows.safetensors";
  REQUIRE(write_file_atomically(table, std::as_bytes(std::span(rows))));
  REQUIRE(run_program({"train", "--data", table, "--hidden", "8", "--latent", "2", "--epochs", "1", "--save", path})
              .exit_code == 0);
  return path;
}

}  // namespace

TEST_CASE("features reads labels from codes, components and values, by few labels and by all", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "digits");
  const Json object =
      json_of(run_program({"features", model, "--labels", "5,20,1000", "--neighbours", "3", "--confusion", "--json"}));
  CHECK(object.at("held_out") == 150);
  CHECK(object.at("neighbours") == 3);
  const Json& inputs = object.at("inputs");
  REQUIRE(inputs.size() == 3);
  CHECK(inputs[0].at("id") == "model");
  CHECK(inputs[1].at("id") == "pca");
  CHECK(inputs[1].at("features") == 6);
  CHECK(inputs[2].at("id") == "pixels");
  CHECK(inputs[2].at("features") == 784);
  CHECK_FALSE(inputs[2].contains("trustworthiness"));
  CHECK(inputs[0].at("trustworthiness").get<double>() > 0.6);
  for (const Json& input : inputs) {
    REQUIRE(input.at("curve").size() == 3);
    CHECK(input.at("curve")[0].at("labels") == 50);
    CHECK(input.at("curve")[2].at("per_class").is_null());
    CHECK(input.at("curve")[2].at("labels") == 600);
    for (const char* reader : {"linear", "neighbours"}) {
      const Json& all = input.at("curve")[2].at(reader);
      CHECK(all.at("accuracy").get<double>() > 0.3);
      CHECK(all.at("low") < all.at("accuracy"));
      CHECK(all.at("accuracy") < all.at("high"));
    }
    const Json& confusion = input.at("linear_confusion");
    int sum = 0, right = 0;
    for (std::size_t row = 0; row < confusion.at("counts").size(); ++row) {
      for (const Json& count : confusion.at("counts")[row]) sum += count.get<int>();
      right += confusion.at("counts")[row][row].get<int>();
    }
    CHECK(sum == 150);
    CHECK(right == std::lround(150 * input.at("curve")[2].at("linear").at("accuracy").get<double>()));
  }
  // The readers of all labels are those of probe.
  const Json probe = json_of(run_program({"probe", model, "--neighbours", "3", "--json"}));
  CHECK(std::abs(1 - probe.at("neighbour_error").get<double>() -
                 inputs[0].at("curve")[2].at("neighbours").at("accuracy").get<double>()) < 1e-9);
  const ProgramRun shown = run_program({"features", model, "--labels", "5", "--confusion"});
  CHECK(contains(shown.out, "5 per class"));
  CHECK(contains(shown.out, "neighbourhood kept"));
  CHECK(contains(shown.out, "Labels (rows)"));
  CHECK(run_program({"features", model, "--labels", "0"}).exit_code == 2);
}

TEST_CASE("features draws other labels by another seed, and the same by the same", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "heartbeats");
  const auto with = [&](const std::string& draw, const std::string& threads) {
    return run_program({"features", model, "--labels", "3", "--draw", draw, "--threads", threads, "--json"}).out;
  };
  CHECK(with("1", "1") == with("1", "2"));
  CHECK(with("1", "1") != with("2", "1"));
}

TEST_CASE("features refuses data without labels", "[cli]") {
  const TemporaryFolder folder;
  const ProgramRun run = run_program({"features", model_without_labels(folder), "--json"});
  CHECK(run.exit_code == 1);
  CHECK(Json::parse(last_line(run.out)).at("error") == "data-no-labels");
}

TEST_CASE("groups finds groups in codes, components and values, and compares them with labels", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "digits"), csv = folder / "groups.csv";
  for (const std::string method : {"k-means", "mixture"}) {
    CAPTURE(method);
    const Json object = json_of(run_program(
        {"groups", model, "--count", "10", "--method", method, "--restarts", "3", "--save-groups", csv, "--json"}));
    CHECK(object.at("samples") == 150);
    CHECK(object.at("count") == 10);
    CHECK_FALSE(object.contains("silhouettes"));
    const Json& inputs = object.at("inputs");
    REQUIRE(inputs.size() == 3);
    // A mixture of 784 features would take too long.
    CHECK(inputs[2].contains("sizes") == (method == "k-means"));
    for (std::size_t i = 0; i < (method == "k-means" ? 3u : 2u); ++i) {
      const auto sizes = inputs[i].at("sizes").get<std::vector<int>>();
      CHECK(std::accumulate(sizes.begin(), sizes.end(), 0) == 150);
      CHECK(std::is_sorted(sizes.rbegin(), sizes.rend()));
      CHECK(inputs[i].at("purity").get<double>() > 0.3);
      CHECK(inputs[i].at("normalised_mutual_information").get<double>() > 0.2);
      CHECK(inputs[i].at("adjusted_rand_index").get<double>() > 0.05);
      CHECK(inputs[i].at("silhouette").get<double>() > -0.2);
    }
  }
  const auto bytes = read_file(csv);
  REQUIRE(bytes);
  const std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  CHECK(text.starts_with("sample,label,group\n1,"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 151);
}

TEST_CASE("without a count the silhouette chooses one, the same for any number of threads", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "heartbeats");
  const auto found = [&](const std::string& threads) {
    return json_of(run_program({"groups", model, "--most", "6", "--restarts", "2", "--threads", threads, "--json"}));
  };
  const Json object = found("1");
  REQUIRE(object.at("silhouettes").size() == 5);
  const auto largest = std::max_element(
      object.at("silhouettes").begin(), object.at("silhouettes").end(),
      [](const Json& a, const Json& b) { return a.at("silhouette").get<double>() < b.at("silhouette").get<double>(); });
  CHECK(object.at("count") == largest->at("count"));
  CHECK(object == found("2"));
}

TEST_CASE("groups works on every kind, also without labels, and refuses more groups than samples", "[cli]") {
  const TemporaryFolder folder;
  const std::string unlabelled = model_without_labels(folder), rows = saved_model(folder, "transactions");
  const Json object = json_of(run_program({"groups", unlabelled, "--count", "3", "--json"}));
  CHECK_FALSE(object.at("inputs")[0].contains("purity"));
  const ProgramRun shown = run_program({"groups", rows, "--count", "3"});
  CHECK(shown.exit_code == 0);
  CHECK(contains(shown.out, "3 groups of 150 rows by k-means"));
  const ProgramRun many = run_program({"groups", rows, "--count", "151", "--json"});
  CHECK(many.exit_code == 2);
  CHECK(Json::parse(last_line(many.out)).at("error") == "argument-out-of-range");
  CHECK(run_program({"groups", rows, "--method", "trees"}).exit_code == 2);
}

TEST_CASE("map places the samples, and keeps more neighbours together than two directions do", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "digits"), csv = folder / "map.csv";
  const Json object = json_of(run_program({"map", model, "--iterations", "250", "--out", csv, "--json"}));
  CHECK(object.at("samples") == 150);
  CHECK(object.at("features") == 6);
  const double kept = object.at("tsne").at("trustworthiness").get<double>();
  CHECK(kept > 0.9);
  CHECK(kept > object.at("main_directions").at("trustworthiness").get<double>());
  const auto bytes = read_file(csv);
  REQUIRE(bytes);
  const std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  CHECK(text.starts_with("sample,label,x,y\n1,"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 151);
  CHECK(contains(run_program({"map", model, "--iterations", "20", "--most", "100"}).out, "Of 100 codes of 6 values"));
}

TEST_CASE("map is the same for any number of threads, and refuses a handful of samples", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "heartbeats"), few = saved_model(folder, "words");
  const auto map = [&](const std::string& threads) {
    return json_of(run_program({"map", model, "--iterations", "50", "--threads", threads, "--json"}));
  };
  CHECK(map("1") == map("2"));
  const ProgramRun refused = run_program({"map", few, "--data", "words", "--held-out-samples", "20", "--json"});
  CHECK(refused.exit_code == 2);
  CHECK(Json::parse(last_line(refused.out)).at("error") == "argument-out-of-range");
}

}  // namespace hourglass
