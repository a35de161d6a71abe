// `hourglass encode` and `hourglass decode`: codes in files, of every kind of data.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "analysis/sample_inference.h"
#include "cli/program_json.h"
#include "core/file.h"
#include "data/readers/npy.h"
#include "io/model_file.h"
#include "io/sample_formats.h"
#include "session/open_data.h"
#include "support/data_files.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

std::string saved_model(const TemporaryFolder& folder, const std::string& data, const std::string& family) {
  const std::string path = folder / (data + "-" + family);
  const ProgramRun run =
      run_program({"train",    "--data",    data,       "--family", family,      "--hidden", "16",
                   "--latent", "4",         "--epochs", "1",        "--samples", "200",      "--held-out-samples",
                   "30",       "--threads", "1",        "--math",   "portable",  "--save",   path});
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return path;
}

std::string text_at(const std::string& path) {
  const auto file = read_file(path);
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

/// The bytes of the file that `decode` writes of a file of codes.
std::string decoded(const TemporaryFolder& folder, const std::string& model, const std::string& codes,
                    const std::string& name) {
  json_of(run_program({"decode", model, codes, "-o", folder / name, "--json"}));
  return text_at(folder / name);
}

/// What the engine itself reconstructs of the held-out samples, in the same format.
std::string reconstructed(const std::string& path, const std::string& name, bool with_labels) {
  auto model = load_model(path);
  REQUIRE(model);
  const auto data = open_data(model->settings);
  REQUIRE(data);
  auto runner = ModelRunner::create(*model);
  REQUIRE(runner);
  Samples samples = reconstruct(**runner, read_samples(**data, Split::kHeldOut));
  if (!with_labels) samples.labels.clear();
  const auto format = find_sample_format("--out", name, model->description, model->input);
  REQUIRE(format);
  const auto file = (*format)->write({model->description, model->input, samples.values, samples.labels}, {});
  REQUIRE(file);
  return {reinterpret_cast<const char*>(file->data()), file->size()};
}

Json refusal(const ProgramRun& run) {
  REQUIRE(run.exit_code != 0);
  return Json::parse(last_line(run.out));
}

/// The refusal of a file of codes with this text, by a model with codes of four values.
std::string refused(const TemporaryFolder& folder, const std::string& model, const std::string& text) {
  REQUIRE(write_file_atomically(folder / "given.csv", bytes_of(text)));
  const Json object = refusal(run_program({"decode", model, folder / "given.csv", "--json"}));
  CHECK(object.at("message").get<std::string>().find("given.csv") != std::string::npos);
  return object.at("error");
}

}  // namespace

TEST_CASE("codes in both formats decode to what the model reconstructs, for every kind of data", "[cli]") {
  const TemporaryFolder folder;
  for (const auto& [data, family, name] : {std::tuple("digits", "vae", "a.npy"),
                                           {"digits", "conditional-vae", "a.npy"},
                                           {"shapes", "vae", "a.png"},
                                           {"heartbeats", "vanilla", "a.wav"},
                                           {"transactions", "vae", "a.csv"},
                                           {"words", "vae", "a.txt"}}) {
    CAPTURE(data, family);
    const std::string model = saved_model(folder, data, family), csv = folder / "codes.csv", npy = folder / "codes.NPY";
    const Json written = json_of(run_program({"encode", model, "-o", csv, "--json"}));
    CHECK(written.at("samples") == 30);
    CHECK(written.at("code_size") == 4);
    json_of(run_program({"encode", model, "--out", npy, "--json"}));
    CHECK(value_of(parse_npy(*read_file(npy), npy)).dimensions == std::vector<std::uint32_t>{30, 4});
    CHECK(decoded(folder, model, csv, name) == reconstructed(model, name, true));
    // An array has no labels: a conditional model then decodes without.
    if (family != std::string("conditional-vae"))
      CHECK(decoded(folder, model, npy, name) == reconstructed(model, name, false));
    else CHECK(decoded(folder, model, npy, name) != reconstructed(model, name, true));
  }
}

TEST_CASE("a table of codes has a header and the labels by their names", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "heartbeats", "vanilla"), csv = folder / "codes.csv";
  json_of(run_program({"encode", model, "-o", csv, "--json"}));
  const std::string text = text_at(csv);
  CHECK(text.starts_with("code 1,code 2,code 3,code 4,label\n"));
  CHECK(text.find(",normal\n") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 31);
}

TEST_CASE("encode takes new data in the form that the model learned", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "transactions", "vae");
  json_of(run_program({"generate", model, "--count", "7", "--out", folder / "new.csv", "--json"}));
  const Json object =
      json_of(run_program({"encode", model, "--data", folder / "new.csv", "-o", folder / "codes.npy", "--json"}));
  CHECK(object.at("samples") == 7);
}

TEST_CASE("decode reads tables with other separators, without a header, and with labels anywhere", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "digits", "vanilla");
  REQUIRE(write_file_atomically(folder / "a.csv", bytes_of("0.5,0.25,1e-2,-1\n1,2,3,4\n")));
  REQUIRE(write_file_atomically(folder / "b.csv", bytes_of("label;d;c;b;a\r\n3;0,5;0,25;0,01;-1\r\n;1;2;3;4\r\n")));
  CHECK(decoded(folder, model, folder / "a.csv", "a.npy") == decoded(folder, model, folder / "b.csv", "b.npy"));
}

TEST_CASE("codes of another size and values that are no numbers are refused with the place", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "digits", "vanilla");
  CHECK(refused(folder, model, "1,2,3\n4,5,6\n") == "data-shape-mismatch");
  CHECK(refused(folder, model, "a,b,c,d,e\n1,2,3,4,5\n") == "data-shape-mismatch");
  CHECK(refused(folder, model, "1,2,3,4\n1,2,3\n") == "data-bad-row");
  CHECK(refused(folder, model, "1,2,3,4\n1,2,nan,4\n") == "array-not-finite");
  CHECK(refused(folder, model, "1,2,3,4\n1,2,,4\n") == "array-not-finite");
  CHECK(refused(folder, model, "1,2,3,4\n1,2,1e999,4\n") == "data-bad-value");
  CHECK(refused(folder, model, "1,2,3,4\n1,2,three,4\n") == "data-bad-value");
  CHECK(refused(folder, model, "a,b,c,d,label\n1,2,3,4,seven\n") == "data-bad-label");
  CHECK(refused(folder, model, "a,b,c,d\n") == "file-empty");
  CHECK(refused(folder, model, std::string("\0\1\2\3", 4)) == "file-unsupported");
  CHECK(refusal(run_program({"decode", model, folder / "none.csv", "--json"})).at("error") == "file-not-found");
  // Codes of another model, and an array with a value that is not a number.
  const std::string images = folder / "images.npy", codes = folder / "codes.npy";
  json_of(run_program({"encode", model, "-o", codes, "--json"}));
  json_of(run_program({"decode", model, codes, "-o", images, "--json"}));
  const Json shape = refusal(run_program({"decode", model, images, "--json"}));
  CHECK(shape.at("error") == "data-shape-mismatch");
  CHECK(shape.at("message").get<std::string>().find("30 x 28 x 28") != std::string::npos);
  std::vector<std::byte> bytes = *read_file(codes);
  std::fill(bytes.end() - 12, bytes.end() - 8, std::byte{0xff});
  REQUIRE(write_file_atomically(codes, bytes));
  const Json finite = refusal(run_program({"decode", model, codes, "--json"}));
  CHECK(finite.at("error") == "array-not-finite");
  CHECK(finite.at("message").get<std::string>().find("code 30, value 2") != std::string::npos);
}

TEST_CASE("encode and decode refuse files that they cannot write before they begin", "[cli]") {
  const TemporaryFolder folder;
  const std::string model = saved_model(folder, "digits", "conditional-vae");
  for (const char* name : {"codes", "codes.txt", "npy"})
    CHECK(refusal(run_program({"encode", model, "-o", folder / name, "--json"})).at("error") ==
          "argument-not-a-choice");
  CHECK(refusal(run_program({"encode", model, "-o", folder / "no/codes.csv", "--json"})).at("error") ==
        "file-unwritable");
  CHECK(run_program({"encode", model}).exit_code == 2);
  CHECK(run_program({"decode", model}).exit_code == 2);
  REQUIRE(write_file_atomically(folder / "a.csv", bytes_of("a,b,c,d,label\n1,2,3,4,10\n")));
  CHECK(refusal(run_program({"decode", model, folder / "a.csv", "-o", folder / "a.wav", "--json"})).at("error") ==
        "argument-not-a-choice");
  CHECK(refusal(run_program({"decode", model, folder / "a.csv", "--json"})).at("error") == "data-no-such-class");
}

}  // namespace hourglass
