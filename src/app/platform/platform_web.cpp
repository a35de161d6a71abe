// The web page as platform: everything is a function of Module.host, which web/application/host.mjs makes.
#include <emscripten/em_js.h>
#include <emscripten/val.h>
#include <imgui.h>

#include "app/platform/platform.h"

EM_JS(void, hourglass_time_stamp, (int moment), {
  console.timeStamp([ "building", "built", "submitting", "submitted" ][moment]);
});

namespace hourglass {
namespace {

using emscripten::val;

val page() { return val::module_property("host"); }

void copy_text(const std::string& text) { page().call<void>("copyText", text); }

/// A Uint8Array of its own: slice() copies out of memory that may be shared and may move.
val copied(const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  return val(emscripten::typed_memory_view(size, bytes)).call<val>("slice");
}

std::string save_file(const std::string& name, std::span<const std::byte> content) {
  return page().call<std::string>("saveFile", name, copied(content.data(), content.size()));
}

std::string save_picture(const std::string& name, Shape shape, std::span<const std::uint8_t> pixels) {
  return page().call<std::string>("savePicture", name, shape.width, shape.height, copied(pixels.data(), pixels.size()));
}

std::string export_model(ExportFormat format, ExportPart part, std::span<const std::byte> model) {
  const std::string part_id(export_parts()[static_cast<std::size_t>(part)].id);
  return page().call<std::string>("exportModel", copied(model.data(), model.size()),
                                  std::string(export_format_row(format).id), part_id);
}

std::string save_page(std::span<const std::byte> model, std::span<const float> samples, std::span<const int> labels) {
  return page().call<std::string>("savePage", copied(model.data(), model.size()),
                                  val(emscripten::typed_memory_view(samples.size(), samples.data())).call<val>("slice"),
                                  val(emscripten::typed_memory_view(labels.size(), labels.data())).call<val>("slice"));
}

void set_clipboard(void*, const char* text) { copy_text(text); }

/// The text pasted last: the page gets the paste event just before the frame in which ImGui asks for it.
const char* get_clipboard(void*) {
  static std::string text;
  text = page().call<std::string>("pastedText");
  return text.c_str();
}

}  // namespace

Platform make_platform() {
  ImGui::GetIO().SetClipboardTextFn = set_clipboard;
  ImGui::GetIO().GetClipboardTextFn = get_clipboard;
  Platform platform;
  platform.copy_text = copy_text;
  platform.save_file = save_file;
  platform.save_picture = save_picture;
  platform.export_model = export_model;
  platform.save_page = save_page;
  platform.choose_file = [] { page().call<void>("chooseFile"); };
  platform.draw_set = [](const SetRequest& wanted) {
    page().call<void>("drawSet", wanted.name, wanted.seed, wanted.training, wanted.held_out);
  };
  if (page()["openUses"].as<bool>()) platform.open_uses = [] { page().call<void>("openUses"); };
  platform.open_page = [](SitePage wanted) {
    page().call<void>("openPage", std::string(wanted == SitePage::kTutorial ? "tutorial/" : "article/"));
  };
  platform.offers_tour = page()["offersTour"].as<bool>();
  platform.tour_ended = [] { page().call<void>("tourEnded"); };
  platform.mark = [](FrameMoment moment) { hourglass_time_stamp(static_cast<int>(moment)); };
  platform.address = page()["address"].as<std::string>();
  platform.for_fingers = page()["coarsePointer"].as<bool>();
  platform.reduced_motion = reduced_motion();
  return platform;
}

Appearance system_appearance() { return page()["light"].as<bool>() ? Appearance::kLight : Appearance::kDark; }

bool reduced_motion() { return page()["reducedMotion"].as<bool>(); }

std::string opening_link() { return page()["openingLink"].as<std::string>(); }

}  // namespace hourglass
