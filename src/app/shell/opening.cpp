#include "app/shell/opening.h"

#include "app/shell/link.h"
#include "session/presets.h"

namespace hourglass {
namespace {

/// Among the built-in digits' held-out images, a zero: a code of two numbers soon reconstructs it well. It is the first
/// thing that a visitor sees.
constexpr std::uint32_t kOpeningSample = 6;

}  // namespace

Settings opening_settings() { return preset_settings(presets().front()); }

std::string link_of(const App& app) {
  const AppState& state = app.state();
  return link_text({app.run().settings(), state.preset, state.layout, state.theme});
}

void open_link(App& app, std::string_view text) {
  const Settings now = app.run().settings();
  const LinkReading reading = read_link(text, now);
  if (!reading.link.autoplay) app.run().pause();
  AppState& state = app.state();
  state.layout = reading.link.layout;
  state.theme = reading.link.theme;
  std::string note = reading.note;
  if (!(reading.link.settings == now)) {
    const Status status = app.run().reset(reading.link.settings);
    app.run().name_awaited(reading.link.preset);
    if (status) state.preset = reading.link.preset;
    else if (Status answer = app.without_missing_set(status); !answer) note = answer.error().sentence();
  }
  if (!note.empty()) app.show_notice(note);
}

void open_with(App& app, std::string_view link) {
  open_link(app, link);
  if (app.platform().offers_tour) app.state().tour_step = 0;
  RunControl& run = app.run();
  // The run has trained since it was created, before the link asked it to wait.
  if (!run.running() && run.session().settle()->model.step > 0) {
    if (const Status status = run.reset(run.settings()); !status) app.show_error(status.error().sentence());
  }
  const Settings now = run.settings();
  Settings opening = opening_settings();
  copy_machine_settings(now, opening);
  if (now == opening) app.state().selection.choose(Split::kHeldOut, kOpeningSample);
}

}  // namespace hourglass
