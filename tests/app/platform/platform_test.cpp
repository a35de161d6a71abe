// The desktop platform; browser tests cover the web page.
#include "app/platform/platform.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <filesystem>

#include "core/file.h"
#include "export/exported_model.h"
#include "io/model_file.h"
#include "io/png.h"

#if !defined(__EMSCRIPTEN__)

namespace hourglass {
namespace {

namespace fs = std::filesystem;

/// An empty folder that is the working folder during this object's lifetime.
class WorkingFolder {
 public:
  WorkingFolder() : before_(fs::current_path()), folder_(fs::temp_directory_path() / "hourglass-platform-test") {
    fs::remove_all(folder_);
    fs::create_directory(folder_);
    fs::current_path(folder_);
  }
  ~WorkingFolder() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

 private:
  fs::path before_, folder_;
};

TEST_CASE("the desktop saves into the working folder and never overwrites a file", "[app]") {
  const WorkingFolder folder;
  const Platform platform = make_platform();
  const std::array<std::byte, 2> first = {std::byte{1}, std::byte{2}};
  const std::array<std::byte, 1> second = {std::byte{3}};
  CHECK(platform.save_file("run.csv", first) == "Saved as ./run.csv.");
  CHECK(platform.save_file("run.csv", second) == "Saved as ./run-2.csv.");
  CHECK(platform.save_file("run.csv", second) == "Saved as ./run-3.csv.");
  const auto kept = read_file("run.csv"), other = read_file("run-2.csv");
  REQUIRE(kept);
  REQUIRE(other);
  CHECK(*kept == std::vector<std::byte>(first.begin(), first.end()));
  CHECK(*other == std::vector<std::byte>(second.begin(), second.end()));
}

TEST_CASE("the desktop writes pictures as PNG files", "[app]") {
  const WorkingFolder folder;
  const Platform platform = make_platform();
  const std::array<std::uint8_t, 4> pixels = {0, 80, 160, 255};
  CHECK(platform.save_picture("grid.png", {2, 2, 1}, pixels) == "Saved as ./grid.png.");
  const auto saved = read_file("grid.png");
  REQUIRE(saved);
  CHECK(*saved == png_file({2, 2, 1}, pixels));
  CHECK(platform.write_picture("grid.png", {1, 4, 1}, pixels));
  const auto replaced = read_file("grid.png");
  REQUIRE(replaced);
  CHECK(*replaced == png_file({1, 4, 1}, pixels));
}

TEST_CASE("the desktop saves models for other programs, and beside a script the weights that it reads", "[app]") {
  const WorkingFolder folder;
  const Platform platform = make_platform();
  const std::vector<std::byte> model = to_model_file(initial_model("vanilla"));
  CHECK(platform.export_model(ExportFormat::kOnnx, ExportPart::kDecoder, model) ==
        "Saved as ./hourglass_decoder.onnx.");
  CHECK(platform.export_model(ExportFormat::kPytorch, ExportPart::kAutoencoder, model) ==
        "Saved as ./hourglass_torch.py. It reads ./hourglass.safetensors.");
  const auto weights = read_file("hourglass.safetensors");
  REQUIRE(weights);
  CHECK(*weights == model);
  CHECK_FALSE(platform.export_model(ExportFormat::kC, ExportPart::kEncoder, {}).starts_with("Saved"));
}

TEST_CASE("a failed save on the desktop gives the reason", "[app]") {
  const WorkingFolder folder;
  const std::string sentence = make_platform().save_file("nowhere/run.csv", {});
  CHECK(sentence.find("nowhere/run.csv") != std::string::npos);
  CHECK_FALSE(sentence.starts_with("Saved"));
}

TEST_CASE("the desktop copies to the clipboard, and has neither an address nor a file chooser", "[app]") {
  const Platform platform = make_platform();
  CHECK(platform.address.empty());
  CHECK_FALSE(platform.choose_file);
  CHECK(platform.copy_text);
  CHECK(opening_link().empty());
}

}  // namespace
}  // namespace hourglass

#endif
