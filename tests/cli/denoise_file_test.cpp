// `hourglass denoise --input`: files of one's own.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>

#include "cli/program_json.h"
#include "core/file.h"
#include "data/readers/wav.h"
#include "data/writers/wav_writer.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

std::string trained(const TemporaryFolder& folder, const Arguments& arguments) {
  const std::string path = folder / "model.safetensors";
  Arguments all = {"train", "--hidden",  "24", "--latent", "6", "--samples", "400", "--held-out-samples",
                   "100",   "--threads", "1",  "--save",   path};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const ProgramRun run = run_program(all);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return path;
}

void write_text(const std::string& path, std::string_view text) {
  REQUIRE(write_file_atomically(path, std::as_bytes(std::span(text))));
}

/// The code with which a command refused.
std::string refusal_of(const ProgramRun& run) { return nlohmann::json::parse(last_line(run.out)).at("error"); }

std::string text_at(const std::string& path) {
  const auto file = read_file(path);
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

/// Half a second of two tones with noise, as a WAV file.
void write_sound(const std::string& path, std::size_t places, double rate = 8000) {
  std::vector<float> values;
  for (std::size_t i = 0; i < places; ++i) {
    const double t = static_cast<double>(i);
    values.push_back(static_cast<float>(0.4 * std::sin(0.2 * t) + 0.05 * std::sin(31 * t * t)));
  }
  const DataDescription sound = {.kind = DataKind::kSignal, .columns = {{"1"}}, .sample_rate = rate};
  const auto file = wav_file_of({sound, {1, static_cast<int>(places), 1}, values});
  REQUIRE(file);
  REQUIRE(write_file_atomically(path, *file));
}

TEST_CASE("a sound of any length keeps its length when it is cleaned", "[cli]") {
  const TemporaryFolder folder;
  write_sound(folder / "learned.wav", 6400);
  const std::string model =
      trained(folder, {"--data", folder / "learned.wav", "--window", "64", "--epochs", "20", "--batch", "10"});
  for (const std::size_t places : {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{1000}}) {
    write_sound(folder / "noisy.wav", places);
    const Json object = json_of(
        run_program({"denoise", model, "--input", folder / "noisy.wav", "--output", folder / "clean.wav", "--json"}));
    CHECK(object.at("samples") == 1);
    const auto file = read_file(folder / "clean.wav");
    REQUIRE(file);
    const auto sound = parse_wav(*file, "clean.wav");
    REQUIRE(sound);
    CHECK(sound->values.size() == places);
    CHECK(sound->sample_rate == 8000);
  }
  write_sound(folder / "other.wav", 500, 16000);
  const ProgramRun refused =
      run_program({"denoise", model, "--input", folder / "other.wav", "--output", folder / "b.wav", "--json"});
  CHECK(refused.exit_code == 1);
  CHECK(refusal_of(refused) == "data-shape-mismatch");
  CHECK_FALSE(std::filesystem::exists(folder / "b.wav"));
}

TEST_CASE("missing cells are filled in, and the others stay as they are", "[cli]") {
  const TemporaryFolder folder;
  std::string table = "size,colour,price\n";
  for (int i = 0; i < 60; ++i) {
    const bool big = i % 2 == 0;
    table += std::string(big ? "10" : "2") + "," +
             (i % 10 == 9 ? ""
              : big       ? "red"
                          : "blue") +
             "," + (big ? "5.25" : "1.5") + "\n";
  }
  write_text(folder / "things.csv", table);
  const std::string model =
      trained(folder, {"--data", folder / "things.csv", "--batch", "10", "--epochs", "60", "--learning-rate", "0.01"});
  write_text(folder / "holes.csv", "size,colour,price\n10,,5.25\n2,blue,\n");
  const Json object = json_of(run_program({"denoise", model, "--input", folder / "holes.csv", "--output",
                                           folder / "whole.csv", "--fill-missing", "--json"}));
  CHECK(object.at("samples") == 2);
  const std::string whole = text_at(folder / "whole.csv");
  CHECK(whole.starts_with("size,colour,price\n10,red,5.25\n2,blue,"));
  CHECK(whole.find(",\n") == std::string::npos);
}

TEST_CASE("what cannot be cleaned or written is refused before any work", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = trained(folder, {"--epochs", "1"});
  const std::string out = folder / "clean.png";
  CHECK(run_program({"denoise", model, "--input", folder / "none.png", "--output", out}).exit_code == 1);
  CHECK(run_program({"denoise", model, "--input", "digits", "--output", folder / "clean.wav"}).exit_code == 2);
  CHECK(run_program({"denoise", model, "--input", "digits"}).exit_code == 2);
  const ProgramRun filled =
      run_program({"denoise", model, "--input", "digits", "--output", out, "--fill-missing", "--json"});
  CHECK(filled.exit_code == 2);
  CHECK(refusal_of(filled) == "setting-does-not-fit");
  CHECK_FALSE(std::filesystem::exists(out));
  CHECK(run_program({"denoise", model, "--input", "digits", "--output", out}).exit_code == 0);
  CHECK(std::filesystem::exists(out));
}

}  // namespace
}  // namespace hourglass
