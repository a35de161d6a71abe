// The application as the page and its tests see it: what it shows, where it shows it, and files for it to use. All of
// these may be called once main has returned; web/page.mjs gathers them.

#include <emscripten/bind.h>

#include <utility>

#include "app/app.h"
#include "bindings/js_values.h"

namespace hourglass::bindings {
namespace {

/// False where main could not open the application; nothing below may be called then.
bool running() { return current_app() != nullptr; }

std::string layout() { return current_app()->describe_layout_json(); }

/// The run as engine.create().metrics() has it, with its curves and its data.
val snapshot() {
  const std::shared_ptr<const Snapshot> now = current_app()->snapshot();
  val result = metrics_of(*now);
  result.set("history", history_of(*now));
  result.set("settings", to_js(now->model.settings));
  result.set("data", data_info(*now->data));
  return result;
}

val drawn_input() { return to_js(std::span<const float>(current_app()->inspection().input())); }
val drawn_reconstruction() { return to_js(std::span<const float>(current_app()->inspection().output())); }
val shown_code() { return to_js(std::span<const float>(current_app()->state().code.values)); }
double frames() { return static_cast<double>(current_app()->frames()); }
double last_frame_ms() { return current_app()->last_frame_ms(); }
/// {frames, longest, longestSlice, sliceBudget}: milliseconds, since the last call.
val take_frame_times() {
  const FrameTimes times = current_app()->take_frame_times();
  val result = val::object();
  result.set("frames", times.frames);
  result.set("longest", times.longest);
  result.set("longestSlice", times.longest_slice);
  result.set("sliceBudget", times.slice_budget);
  return result;
}

std::string error_text() { return std::string(current_app()->error_text()); }

/// The file becomes the training set; {value} or {error}.
val use_file(const val& bytes, const std::string& name) {
  Result<std::vector<std::byte>> given = bytes_from(bytes, name);
  return given ? outcome(current_app()->use_file(std::move(*given), name)) : failure(given.error());
}

/// Begins anew with the settings of an array of [key, text]; {value} or {error}.
val use_settings(const val& pairs) {
  const Result<Settings> settings = make_settings(settings_from(pairs));
  return settings ? outcome(current_app()->use_settings(*settings)) : failure(settings.error());
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_page) {
  emscripten::function("appRunning", &running);
  emscripten::function("appLayout", &layout);
  emscripten::function("appSnapshot", &snapshot);
  emscripten::function("appDrawnInput", &drawn_input);
  emscripten::function("appDrawnReconstruction", &drawn_reconstruction);
  emscripten::function("appShownCode", &shown_code);
  emscripten::function("appFrames", &frames);
  emscripten::function("appLastFrameMs", &last_frame_ms);
  emscripten::function("appTakeFrameTimes", &take_frame_times);
  emscripten::function("appUseSettings", &use_settings);
  emscripten::function("appErrorText", &error_text);
  emscripten::function("appUseFile", &use_file);
}

}  // namespace hourglass::bindings
