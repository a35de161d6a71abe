// The desktop as platform: its clipboard, and the folder that the program was started in.
#include <imgui.h>

#include <filesystem>
#include <thread>

#include "app/platform/platform.h"
#include "core/file.h"
#include "io/png.h"

namespace hourglass {
namespace {

/// "name.ext", or the first of "name-2.ext", "name-3.ext", ... that does not exist yet.
std::string free_name(const std::string& name) {
  const std::filesystem::path path(name);
  std::string found = name;
  std::error_code ignored;
  for (int i = 2; std::filesystem::exists(found, ignored); ++i) {
    found = path.stem().string() + "-" + std::to_string(i) + path.extension().string();
  }
  return found;
}

std::string save_file(const std::string& name, std::span<const std::byte> content) {
  const std::string free = free_name(name);
  const Status status = write_file_atomically(free, content);
  return status ? "Saved as ./" + free + "." : status.error().sentence();
}

}  // namespace

Platform make_platform() {
  Platform platform;
  platform.copy_text = [](const std::string& text) { ImGui::SetClipboardText(text.c_str()); };
  platform.save_file = save_file;
  platform.save_picture = [](const std::string& name, Shape shape, std::span<const std::uint8_t> pixels) {
    return save_file(name, png_file(shape, pixels));
  };
  platform.write_picture = [](const std::string& path, Shape shape, std::span<const std::uint8_t> pixels) {
    return write_file_atomically(path, png_file(shape, pixels));
  };
  platform.idle_threads = std::thread::hardware_concurrency() > 1 ? 2 : 1;
  return platform;
}

Appearance system_appearance() { return Appearance::kDark; }

bool reduced_motion() { return false; }

std::string opening_link() { return {}; }

}  // namespace hourglass
