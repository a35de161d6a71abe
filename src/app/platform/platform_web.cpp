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

std::string save_file(const std::string& name, std::span<const std::byte> content) {
  const auto* first = reinterpret_cast<const unsigned char*>(content.data());
  // slice() copies out of memory that may be shared and may move.
  const val bytes = val(emscripten::typed_memory_view(content.size(), first)).call<val>("slice");
  return page().call<std::string>("saveFile", name, bytes);
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
  platform.choose_file = [] { page().call<void>("chooseFile"); };
  platform.open_tutorial = [] { page().call<void>("openTutorial"); };
  platform.offers_tour = page()["offersTour"].as<bool>();
  platform.tour_ended = [] { page().call<void>("tourEnded"); };
  platform.mark = [](FrameMoment moment) { hourglass_time_stamp(static_cast<int>(moment)); };
  platform.address = page()["address"].as<std::string>();
  platform.reduced_motion = reduced_motion();
  return platform;
}

Appearance system_appearance() { return page()["light"].as<bool>() ? Appearance::kLight : Appearance::kDark; }

bool reduced_motion() { return page()["reducedMotion"].as<bool>(); }

std::string opening_link() { return page()["openingLink"].as<std::string>(); }

}  // namespace hourglass
