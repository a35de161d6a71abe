// The real desktop window on a virtual screen: it opens, trains, draws every panel and saves a screenshot.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "cli/program.h"
#include "core/file.h"
#include "support/sanitized.h"

#if !HG_SANITIZED

namespace hourglass {
namespace {

std::string output_of(const std::string& command, int& status) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  char buffer[4096];
  while (const std::size_t size = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, size);
  status = pclose(pipe);
  return text;
}

std::uint32_t word_at(const std::vector<std::byte>& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint32_t>(bytes[at + i]);
  return value;
}

TEST_CASE("the desktop window trains, draws and saves its picture", "[cli][slow]") {
  if (std::system("command -v xvfb-run >/dev/null 2>&1") != 0) SKIP("xvfb-run is not installed");
  const std::filesystem::path picture = std::filesystem::temp_directory_path() / "hourglass-window-test.png";
  // All panels, one panel alone, the light theme, a network with convolutions.
  for (const char* link : {"", "focus=latent&theme=light", "preset=convolutional", "preset=too-fast"}) {
    CAPTURE(link);
    std::filesystem::remove(picture);
    int status = 0;
    const std::string said = output_of("xvfb-run -a -s '-screen 0 1400x1000x24' " HG_PROGRAM
                                       " window --width 1280 --height 800 --json --seconds 2 --link '" +
                                           std::string(link) + "' --picture " + picture.string() + " 2>/dev/null",
                                       status);
    REQUIRE(status == 0);
    const auto report = nlohmann::json::parse(last_line(said));
    CHECK(report["frames"] > 3);
    if (std::string(link) != "preset=too-fast") CHECK(report["steps"] > 10);
    const auto png = read_file(picture.string());
    REQUIRE(png);
    REQUIRE(png->size() > 20'000);
    CHECK(word_at(*png, 16) == 1280);
    CHECK(word_at(*png, 20) == 800);
  }
  std::filesystem::remove(picture);
}

TEST_CASE("without a display the window gives exit code 1 and the reason", "[cli]") {
  int status = 0;
  const std::string said =
      output_of("env -u DISPLAY -u WAYLAND_DISPLAY " HG_PROGRAM " window --seconds 0 2>&1", status);
  CHECK(WEXITSTATUS(status) == 1);
  CHECK(said.find("No window can be opened here") != std::string::npos);
}

}  // namespace
}  // namespace hourglass

#endif
