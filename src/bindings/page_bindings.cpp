// The application as the page and its tests see it: what it shows, where it shows it, and files for it to use. All of
// these may be called once main has returned; web/application/application.mjs gathers them.

#include <emscripten/bind.h>

#include <algorithm>
#include <utility>

#include "app/shell/app.h"
#include "bindings/js_values.h"
#include "session/presets.h"

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
  result.set("settings", to_js(current_app()->settings()));
  result.set("data", data_info(*now->data));
  return result;
}

val drawn_input() { return to_js(std::span<const float>(current_app()->pass().input())); }
val drawn_reconstruction() { return to_js(std::span<const float>(current_app()->pass().output())); }
val shown_code() { return to_js(std::span<const float>(current_app()->state().code.values)); }
double frames() { return static_cast<double>(current_app()->frames()); }
double last_frame_ms() { return current_app()->last_frame_ms(); }
/// {frames, longest, p99, p99Building, p99Submitting, longestSlice, sliceBudget, longestStudy}: milliseconds, since the
/// last call; p99 is that of building and submitting together.
val take_frame_times() {
  const FrameTimes times = current_app()->take_frame_times();
  val result = val::object();
  result.set("frames", times.frames);
  result.set("longest", times.longest);
  result.set("p99", percentile_99(interface_times(times)));
  result.set("p99Building", percentile_99(times.building));
  result.set("p99Submitting", percentile_99(times.submitting));
  result.set("longestSlice", times.longest_training_slice);
  result.set("sliceBudget", times.slice_budget);
  result.set("longestStudy", times.longest_task_slice);
  return result;
}

/// The run without its curves, for those who ask often: metrics, the settings as text and the preset they began as.
val metrics() {
  const std::shared_ptr<const Snapshot> now = current_app()->snapshot();
  val result = metrics_of(*now);
  result.set("settings", settings_texts(current_app()->settings()));
  result.set("preset", current_app()->state().preset);
  result.set("slow", current_app()->running() && now->state != RunState::kRunning);
  return result;
}

/// [{id, title, blurb}].
val presets_js() {
  val list = val::array();
  for (const Preset& preset : presets()) {
    val row = val::object();
    row.set("id", std::string(preset.id));
    row.set("title", std::string(preset.title));
    row.set("blurb", std::string(preset.blurb));
    list.call<void>("push", row);
  }
  return list;
}

std::string theme() { return current_app()->appearance() == Appearance::kLight ? "light" : "dark"; }
bool reduced_motion() { return current_app()->platform().reduced_motion; }
std::string notice_text() { return current_app()->state().notice; }

val page_keys_js() {
  val list = val::array();
  for (const std::string_view key : App::page_keys()) list.call<void>("push", std::string(key));
  return list;
}

std::string link() { return current_app()->link(); }
void use_link(const std::string& text) { current_app()->use_link(text); }
val apply(const std::string& key, const std::string& text) { return outcome(current_app()->apply(key, text)); }

bool is_training() { return current_app()->running(); }
void start() { current_app()->start(); }
void pause() { current_app()->pause(); }
void step() { current_app()->ask(command::Step{}); }
void epoch() { current_app()->ask(command::Epoch{}); }
void reset() { current_app()->ask(command::Reset{current_app()->settings()}); }
void use_preset(const std::string& id) { current_app()->ask(command::UsePreset{id}); }
void train_unseen(double milliseconds) { current_app()->train_unseen(milliseconds); }

val model_file(bool with_optimiser) {
  return to_js(std::span<const std::byte>(current_app()->model_file(with_optimiser)));
}
/// The model takes the run's place; {value} or {error}.
val use_model(const val& bytes, const std::string& name) {
  Result<std::vector<std::byte>> given = bytes_from(bytes, name);
  return given ? outcome(current_app()->use_model(*given, name)) : failure(given.error());
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
  emscripten::function("appMetrics", &metrics);
  emscripten::function("appSettingsTable", &settings_table_js);
  emscripten::function("appPresets", &presets_js);
  emscripten::function("appTheme", &theme);
  emscripten::function("appReducedMotion", &reduced_motion);
  emscripten::function("appNoticeText", &notice_text);
  emscripten::function("appPageKeys", &page_keys_js);
  emscripten::function("appLink", &link);
  emscripten::function("appUseLink", &use_link);
  emscripten::function("appApply", &apply);
  emscripten::function("appIsTraining", &is_training);
  emscripten::function("appStart", &start);
  emscripten::function("appPause", &pause);
  emscripten::function("appStep", &step);
  emscripten::function("appEpoch", &epoch);
  emscripten::function("appReset", &reset);
  emscripten::function("appUsePreset", &use_preset);
  emscripten::function("appTrainUnseen", &train_unseen);
  emscripten::function("appModelFile", &model_file);
  emscripten::function("appUseModel", &use_model);
}

}  // namespace hourglass::bindings
