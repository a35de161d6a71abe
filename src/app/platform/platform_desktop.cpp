// The desktop as platform: its clipboard, and the folder that the program was started in.
#include <imgui.h>

#include <filesystem>
#include <thread>

#include "app/platform/platform.h"
#include "core/file.h"
#include "export/export_model.h"
#include "io/model_file.h"
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

/// A script gets the model's file beside it, from which it reads the weights.
std::string export_model_here(ExportFormat format, ExportPart part, std::span<const std::byte> bytes) {
  const ExportFormatRow& row = export_format_row(format);
  const Result<Model> model = parse_model_file(bytes, "the model");
  if (!model) return model.error().sentence();
  const std::string weights = free_name("hourglass.safetensors");
  const auto file = export_model(format, *model, {.part = part, .name = "hourglass", .weights = weights});
  if (!file) return file.error().sentence();
  if (!row.has_weights) {
    if (Status status = write_file_atomically(weights, bytes); !status) return status.error().sentence();
  }
  const std::string saved = save_file(export_file_name("hourglass", row, part), *file);
  return row.has_weights ? saved : saved + " It reads ./" + weights + ".";
}

}  // namespace

Platform make_platform() {
  Platform platform;
  platform.copy_text = [](const std::string& text) { ImGui::SetClipboardText(text.c_str()); };
  platform.save_file = save_file;
  platform.save_picture = [](const std::string& name, Shape shape, std::span<const std::uint8_t> pixels) {
    return save_file(name, png_file(shape, pixels));
  };
  platform.export_model = export_model_here;
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
