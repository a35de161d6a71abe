// The application as the page and its tests see it: embind's class "Application", which application() gives once main
// has returned. web/application/application.mjs makes plain functions of its methods. What can be refused returns
// undefined or {error: {code, message}}.

#include <emscripten/bind.h>

#include <utility>

#include "app/shell/app.h"
#include "app/shell/link.h"
#include "app/shell/opening.h"
#include "bindings/js_values.h"
#include "session/glossary.h"
#include "session/presets.h"

namespace hourglass::bindings {
namespace {

/// The run as engine.create().metrics() has it, with its curves and its data.
val snapshot(const App& app) {
  const std::shared_ptr<const Snapshot> now = app.run().snapshot();
  val result = metrics_of(*now);
  result.set("history", history_of(*now));
  result.set("settings", to_js(app.run().settings()));
  result.set("data", data_info(*now->data));
  return result;
}

/// The run without its curves, cheap enough to ask often: metrics, the settings as text and the preset they began as.
val metrics(const App& app) {
  const std::shared_ptr<const Snapshot> now = app.run().snapshot();
  val result = metrics_of(*now);
  result.set("settings", settings_texts(app.run().settings()));
  result.set("preset", app.state().preset);
  result.set("slow", app.run().running() && now->state != RunState::kRunning);
  return result;
}

val drawn_input(const App& app) { return to_js(std::span<const float>(app.pass().input())); }
val drawn_reconstruction(const App& app) { return to_js(std::span<const float>(app.pass().output())); }
val shown_code(const App& app) { return to_js(std::span<const float>(app.state().code.values)); }

std::string layout_json(const App& app) { return app.regions().to_json(); }
double last_frame_ms(App& app) { return app.statistics().last_building_ms(); }
/// Whether a panel still waits for something that is computed for it.
bool tasks_busy(const App& app) { return app.tasks_busy(); }
double frames(const App& app) { return static_cast<double>(app.frames()); }

/// {frames, longest, p99, p99Building, p99Submitting, longestSlice, sliceBudget, longestTask}: milliseconds, since the
/// last call; p99 is that of building and submitting together.
val take_frame_times(App& app) {
  const FrameTimes times = app.statistics().take();
  val result = val::object();
  result.set("frames", times.frames);
  result.set("longest", times.longest);
  result.set("p99", percentile_99(interface_times(times)));
  result.set("p99Building", percentile_99(times.building));
  result.set("p99Submitting", percentile_99(times.submitting));
  result.set("longestSlice", times.longest_training_slice);
  result.set("sliceBudget", times.slice_budget);
  result.set("longestTask", times.longest_task_slice);
  return result;
}

std::string error_text(const App& app) { return app.state().error; }
std::string notice_text(const App& app) { return app.state().notice; }
std::string theme(const App& app) { return app.appearance() == Appearance::kLight ? "light" : "dark"; }
bool reduced_motion(const App& app) { return app.platform().reduced_motion; }

val settings_table(const App&) { return settings_table_js(); }

/// [{id, title, group, blurb}].
val presets_js(const App&) {
  val list = val::array();
  for (const Preset& preset : presets()) {
    val row = val::object();
    row.set("id", std::string(preset.id));
    row.set("title", std::string(preset.title));
    row.set("group", std::string(preset_group_title(preset.group)));
    row.set("blurb", std::string(preset.blurb));
    list.call<void>("push", row);
  }
  return list;
}

/// [{word, meaning}].
val glossary_js(const App&) {
  val list = val::array();
  for (const Term& term : glossary()) {
    val row = val::object();
    row.set("word", std::string(term.word));
    row.set("meaning", std::string(term.meaning));
    list.call<void>("push", row);
  }
  return list;
}

/// The names of the data sets that are drawn.
val built_in_sets_js(const App&) {
  val list = val::array();
  for (const BuiltInSet& set : built_in_sets()) list.call<void>("push", std::string(set.name));
  return list;
}

/// The keys of a link that are about the page and not about the run.
val page_keys(const App&) {
  val list = val::array();
  for (const std::string_view key : hourglass::page_keys()) list.call<void>("push", std::string(key));
  return list;
}

bool leave_by_tab(App& app, bool backwards) { return app.leave_by_tab(backwards); }

void use_link(App& app, const std::string& text) { open_link(app, text); }

bool running(const App& app) { return app.run().running(); }
void start(App& app) { app.run().start(); }
void pause(App& app) { app.run().pause(); }
void train_unseen(App& app, double milliseconds) { app.run().session().pump(milliseconds); }
void step(App& app) { app.carry_out({command::Step{}}); }
void epoch(App& app) { app.carry_out({command::Epoch{}}); }
void reset(App& app) { app.carry_out({command::Reset{app.run().settings()}}); }
void use_preset(App& app, const std::string& id) { app.carry_out({command::UsePreset{id}}); }

val apply(App& app, const std::string& key, const std::string& text) {
  return outcome(app.without_missing_set(app.run().apply(key, text)));
}

/// Replaces the run by one with the settings of an array of [key, text].
val use_settings(App& app, const val& pairs) {
  const Result<Settings> settings = make_settings(settings_from(pairs));
  return settings ? outcome(app.without_missing_set(app.run().reset(*settings))) : failure(settings.error());
}

val model_file(App& app, bool with_optimiser) {
  return to_js(std::span<const std::byte>(app.run().model_file(with_optimiser)));
}

/// The model takes the run's place.
val use_model(App& app, const val& bytes, const std::string& name) {
  Result<std::vector<std::byte>> given = bytes_from(bytes, name);
  return given ? outcome(app.without_missing_set(app.run().use_model(*given, name))) : failure(given.error());
}

/// The files, an array of {name, bytes}, become the training set, or the run where there is one, a model.
val use_files(App& app, const val& files) {
  const Result<std::vector<GivenFile>> given = files_from(files);
  return given ? outcome(app.use_files(named_bytes(*given))) : failure(given.error());
}

/// The files of a set that the application asked for (Module.host.drawSet).
val take_set(App& app, const val& files) {
  const Result<std::vector<GivenFile>> given = files_from(files);
  return given ? outcome(app.take_set(named_bytes(*given))) : failure(given.error());
}

void show_notice(App& app, const std::string& sentence) { app.show_notice(sentence); }
void show_error(App& app, const std::string& sentence) { app.show_error(sentence); }

void wake(const App&) { wake_window(); }
void suspend(const App&, bool suspended) { suspend_window(suspended); }

/// A function that changes something, after which frames follow each other.
template <auto kFunction>
struct Waking;
template <class Answer, class... Given, Answer (*kFunction)(App&, Given...)>
struct Waking<kFunction> {
  static Answer call(App& app, Given... given) {
    wake_window();
    return kFunction(app, given...);
  }
};

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_page) {
  // Null where main could not open the application.
  emscripten::function("application", &current_app, emscripten::allow_raw_pointers());
  emscripten::class_<App>("Application")
      .function("layoutJson", &layout_json)
      .function("snapshot", &snapshot)
      .function("metrics", &metrics)
      .function("drawnInput", &drawn_input)
      .function("drawnReconstruction", &drawn_reconstruction)
      .function("shownCode", &shown_code)
      .function("frames", &frames)
      .function("tasksBusy", &tasks_busy)
      .function("lastFrameMs", &last_frame_ms)
      .function("takeFrameTimes", &take_frame_times)
      .function("errorText", &error_text)
      .function("noticeText", &notice_text)
      .function("theme", &theme)
      .function("reducedMotion", &reduced_motion)
      .function("settingsTable", &settings_table)
      .function("presets", &presets_js)
      .function("builtInSets", &built_in_sets_js)
      .function("pageKeys", &page_keys)
      .function("link", &link_of)
      .function("leaveByTab", &Waking<&leave_by_tab>::call)
      .function("useLink", &Waking<&use_link>::call)
      .function("running", &running)
      .function("wake", &wake)
      .function("suspend", &suspend)
      .function("start", &Waking<&start>::call)
      .function("pause", &Waking<&pause>::call)
      .function("step", &Waking<&step>::call)
      .function("epoch", &Waking<&epoch>::call)
      .function("reset", &Waking<&reset>::call)
      .function("trainUnseen", &train_unseen)
      .function("glossary", &glossary_js)
      .function("usePreset", &Waking<&use_preset>::call)
      .function("apply", &Waking<&apply>::call)
      .function("useSettings", &Waking<&use_settings>::call)
      .function("modelFile", &model_file)
      .function("useModel", &Waking<&use_model>::call)
      .function("useFiles", &Waking<&use_files>::call)
      .function("takeSet", &Waking<&take_set>::call)
      .function("showNotice", &Waking<&show_notice>::call)
      .function("showError", &Waking<&show_error>::call);
}

}  // namespace hourglass::bindings
