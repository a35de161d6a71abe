// `hourglass data`, as a user runs it.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "core/file.h"
#include "data/idx_writer.h"
#include "support/data_files.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

Json json_of(const ProgramRun& run) {
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return Json::parse(run.out);
}

Json described(const std::string& path, Arguments arguments = {}) {
  arguments.insert(arguments.begin(), {"data", path, "--json"});
  return json_of(run_program(arguments));
}

TEST_CASE("data describes a table with its columns, classes and what was ignored", "[cli]") {
  const Json object = described(data_path("csv/excel.csv"));
  CHECK(object.at("name") == "excel.csv");
  CHECK(object.at("kind") == "table");
  CHECK(object.at("shape") == Json({1, 1, 5}));
  CHECK(object.at("training") == 21);
  CHECK(object.at("held_out") == 3);
  CHECK(object.at("columns").size() == 3);
  CHECK(object.at("columns")[2].at("categories") == 3);
  CHECK(object.at("classes")[1].at("name") == "yes");
  CHECK(object.at("ignored").size() == 1);
  const Json unlabelled = described(data_path("csv/excel.csv"), {"--label-column", "count", "--split", "held-out"});
  CHECK(unlabelled.at("split") == "held-out");
  CHECK(unlabelled.at("columns").size() == 3);
}

TEST_CASE("data draws the first samples of every kind", "[cli]") {
  const ProgramRun table = run_program({"data", data_path("csv/excel.csv")});
  CHECK(table.out.find("dark blue") != std::string::npos);
  const ProgramRun arrays = run_program({"data", data_path("npz/keras.npz"), "--first", "2"});
  CHECK(arrays.out.find("\u2591") != std::string::npos);
  const ProgramRun sound = run_program({"data", data_path("wav/stereo.wav"), "--window", "100"});
  INFO(sound.err);
  CHECK(sound.out.find("\u2588") != std::string::npos);
  CHECK(sound.out.find("8000 values per second") != std::string::npos);
  const TemporaryFolder folder;
  REQUIRE(write_file_atomically(folder / "words", bytes_of("Emmy\nEmmy\nEmmy\nEmmy\n")));
  const ProgramRun words = run_program({"data", folder / "words", "--first", "3"});
  CHECK(words.out.find("Emmy") != std::string::npos);
}

TEST_CASE("data shows built-in sets, and writes pictures as a sheet", "[cli]") {
  const TemporaryFolder folder;
  const Json object =
      described("digits", {"--samples", "50", "--held-out-samples", "10", "--png", folder / "sheet.png"});
  CHECK(object.at("training") == 50);
  CHECK(object.at("classes").size() == 10);
  const auto png = read_file(folder / "sheet.png");
  REQUIRE(png);
  CHECK(png->size() > 1000);
}

TEST_CASE("data draws a sheet of every kind", "[cli]") {
  const TemporaryFolder folder;
  for (const char* name : {"heartbeats", "transactions", "words"}) {
    CAPTURE(name);
    described(name, {"--samples", "20", "--held-out-samples", "10", "--png", folder / "sheet.png"});
    const auto png = read_file(folder / "sheet.png");
    REQUIRE(png);
    CHECK(png->size() > 300);
  }
}

TEST_CASE("data refuses what it cannot read", "[cli]") {
  const TemporaryFolder folder;
  const ProgramRun none = run_program({"data", folder / "none", "--json"});
  CHECK(Json::parse(none.out).at("error") == "file-not-found");
}

TEST_CASE("a table can be trained on", "[cli]") {
  const TemporaryFolder folder;
  std::string text = "a,b,c\n";
  for (int i = 0; i < 60; ++i)
    text += std::to_string(i) + "," + std::to_string(i * i % 17) + "," + (i % 2 ? "x" : "y") + "\n";
  REQUIRE(write_file_atomically(folder / "t.csv", bytes_of(text)));
  const ProgramRun run =
      run_program({"train", "--data", folder / "t.csv", "--latent", "2", "--hidden", "8", "--epochs", "2", "--json"});
  INFO(run.err);
  CHECK(run.exit_code == 0);
}

}  // namespace
}  // namespace hourglass
