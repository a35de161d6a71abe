// The application without a window: a session, what it shows of it, and one frame of its interface at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/state/view.h"
#include "core/error.h"
#include "session/session.h"

namespace hourglass {

/// The settings that the application opens with: those of the first preset.
Settings opening_settings();

/// What frames took since somebody last asked, in milliseconds.
struct FrameTimes {
  int frames = 0;
  double longest = 0;                 ///< building one frame, without training, studies and drawing it
  double longest_training_slice = 0;  ///< training within one frame; close to 0 where it has a thread of its own
  double slice_budget = 0;            ///< what a slice may take
  double longest_task_slice = 0;      ///< one portion of the panels' work on the network
  std::vector<float> building,
      submitting;  ///< making each frame, and handing it to the graphics; the first 4096 at most
};

/// Both for each frame: what the interface takes of it.
std::vector<float> interface_times(const FrameTimes& times);

/// The value that 99 % of `values` do not exceed; 0 where there are none.
double percentile_99(std::vector<float> values);

/// A picture of a part of the screen that somebody wants; `minimum` and `maximum` in ImGui units.
struct PictureRequest {
  std::string name;
  ImVec2 minimum, maximum;
};

/// Needs an ImGui context that is current from its construction to its destruction, and no more: neither a
/// window nor OpenGL. One per context.
class App {
 public:
  /// Begins a run and starts training.
  static Result<std::unique_ptr<App>> create(const Settings& settings);

  /// Fits fonts and measures to the screen; true where ImGui's font texture has to be uploaded again. Before
  /// frame. `system` is the theme of people who have chosen none.
  bool prepare(ScreenScale scale, Appearance system = Appearance::kDark);
  /// Builds the interface (ImGui::NewFrame to ImGui::Render), carries out what it asked for, and lends the panels' work
  /// and (where it has no thread) the session this thread. Sizes in ImGui units.
  void frame(float width, float height);

  /// The file becomes what it is: IDX images (gzipped or not) the training set, a saved model the run. A refusal is
  /// also shown in the interface and changes nothing.
  Status use_file(std::vector<std::byte> bytes, const std::string& name);
  /// The model goes on training in the place of the run. A refusal changes nothing and is not shown.
  Status use_model(std::span<const std::byte> bytes, const std::string& name);
  /// Begins anew with these settings, and trains on where it was training. A failure changes nothing.
  Status use_settings(const Settings& settings) { return reset(settings, {}); }
  /// Changes one setting, live where it can be; else begins anew with it.
  Status apply(const std::string& key, const std::string& value);
  void set_platform(Platform platform) { platform_ = std::move(platform); }
  /// Shows a sentence in the banner.
  void show_error(std::string sentence) { state_.error = std::move(sentence); }
  /// Shows a sentence for a few seconds.
  void show_notice(std::string sentence);
  void start();
  void pause();
  /// Lends the session this thread for so long, without a frame: for a page that nobody sees.
  void train_unseen(double budget_ms) { session_->pump(budget_ms); }

  /// What a link to this state holds: "family=vae&latent=2&panels=...", without the leading "#".
  std::string link() const;
  /// The keys of a link that are about the page and not about the run.
  static std::vector<std::string_view> page_keys();
  /// Takes over a link. What it holds that does not fit is left out, with a notice.
  void use_link(std::string_view text);
  /// Takes over a link and then, where it leaves the settings as the application opens with them, a model that was
  /// trained with these. A refused model leaves the fresh one.
  Status open_with(std::string_view link, std::span<const std::byte> model);
  /// Carries out what panels may ask for.
  void ask(Command command) { carry_out({std::move(command)}); }
  /// The model as a file.
  std::vector<std::byte> model_file(bool with_optimiser);

  TextureAtlas& images() { return images_; }
  const Regions& regions() const { return regions_; }
  /// {"button.play": {"x", "y", "width", "height"}, ...} in CSS pixels.
  std::string describe_layout_json() const { return regions_.to_json(); }
  std::shared_ptr<const Snapshot> snapshot() const { return session_->snapshot(); }
  /// The run's settings as they stand, with what was set since the newest snapshot.
  Settings settings() const { return session_->settings(); }
  /// The snapshot that the panels show: the newest, or one of the past.
  const std::shared_ptr<const Snapshot>& shown() const { return shown_; }
  Session& session() { return *session_; }
  AppState& state() { return state_; }
  const AppState& state() const { return state_; }
  Appearance appearance() const { return theme_.appearance; }
  const SelectedPass& pass() const { return pass_; }
  const Codes& codes() const { return codes_.result(); }
  const Timeline& timeline() const { return timeline_; }
  /// Whether training goes on, at full speed or slowly.
  bool running() const;
  /// True while panels wait for work on the network that is not complete.
  bool working_on_tasks() const { return tasks_.busy(); }
  std::uint64_t frames() const { return frames_; }
  /// Time that building the last frame took.
  double last_frame_ms() const { return last_frame_ms_; }
  /// The window tells how long handing the last frame to the graphics took.
  void add_submitting(double milliseconds);
  /// What all frames since the last call took.
  FrameTimes take_frame_times();
  /// The sentence in the banner, or empty.
  const std::string& error_text() const { return state_.error; }
  /// The part of the screen that is to be saved once it is drawn.
  std::optional<PictureRequest> take_picture_request() { return std::exchange(picture_, std::nullopt); }
  const Platform& platform() const { return platform_; }

 private:
  explicit App(std::unique_ptr<Session> session);
  void carry_out(const CommandQueue& queue);
  void forget_changed_preset();
  Status set(const std::string& key, const std::string& value);
  Status reset(Settings settings, std::shared_ptr<const Dataset> data);
  Status adopt(const Model& model, std::shared_ptr<const Dataset> data);
  Status use_data(std::vector<std::byte> bytes, const std::string& name);
  Status use_preset(const std::string& id);
  Status recover();
  Status add_sample(const command::AddSample& sample);
  void finish_epoch();
  void save_file(const std::string& name, std::span<const std::byte> content);
  void save_picture(const command::SavePicture& wanted);
  void step_slowly();
  void read_keys();
  void note_snapshot(const std::shared_ptr<const Snapshot>& now);
  void update_pass();
  void build(const Snapshot& now, ImVec2 size, CommandQueue& queue);
  void build_responsively(const Snapshot& now, ImVec2 size, CommandQueue& queue);

  std::unique_ptr<Session> session_;
  Timeline timeline_;
  TaskScheduler tasks_;
  CodesTask codes_;
  SelectedPass pass_;
  std::shared_ptr<const Snapshot> shown_;
  TextureAtlas images_;
  Regions regions_;
  Theme theme_;
  AppState state_;
  Platform platform_;
  ScreenScale scale_{0, 0};
  std::optional<Appearance> appearance_;
  /// The data of a dropped file, or with drawings added: no path leads back to them.
  std::shared_ptr<const Dataset> own_data_;
  std::optional<PictureRequest> picture_;
  bool playing_slowly_ = false;
  std::chrono::steady_clock::time_point opened_ = std::chrono::steady_clock::now(), next_slow_step_{};
  std::uint64_t frames_ = 0;
  double last_frame_ms_ = 0;
  FrameTimes times_;
};

/// The application that run_window opened, or null.
App* current_app();

}  // namespace hourglass
