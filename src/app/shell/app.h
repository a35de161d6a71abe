// The application without a window: a run, the interface that shows it, and one frame of that interface at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/shell/frame_statistics.h"
#include "app/shell/run_control.h"
#include "app/state/view.h"
#include "core/error.h"
#include "data/open.h"

namespace hourglass {

/// A picture of a part of the screen to save; `minimum` and `maximum` in ImGui units.
struct PictureRequest {
  std::string name;
  ImVec2 minimum, maximum;
};

/// Needs an ImGui context that is current from its construction to its destruction, but neither a window nor OpenGL.
/// One per context.
class App {
 public:
  /// Creates a run and starts training.
  static Result<std::unique_ptr<App>> create(const Settings& settings);

  /// Fits fonts and measures to the screen; true where ImGui's font texture has to be uploaded again. Call it before
  /// frame. `system` is the system's theme, used until the person chooses another.
  bool prepare(ScreenScale scale, Appearance system = Appearance::kDark);
  /// Builds the interface (ImGui::NewFrame to ImGui::Render), carries out its commands, and gives the background tasks
  /// and (where it has no thread) training their share of this thread's time. Sizes in ImGui units.
  void frame(float width, float height);
  /// Carries out commands as panels queue them; shows refusals in the banner.
  void carry_out(const CommandQueue& queue);

  /// Opens files that were given together, by their content: IDX images (gzipped or not) with their labels and held-out
  /// images become the training set, a saved model becomes the run. A refusal is also shown in the banner and changes
  /// nothing.
  Status use_files(std::span<const NamedBytes> files);
  /// The status, unless the run waits for a built-in set that the platform can draw: then asks for it, and succeeds.
  Status without_missing_set(const Status& status);
  /// Continues with that set, given as the files of data/set_files.h.
  Status take_set(std::span<const NamedBytes> files);
  /// The same for one file.
  Status use_file(std::span<const std::byte> bytes, const std::string& name);
  /// Shows a sentence in the banner.
  void show_error(std::string sentence) { state_.error = std::move(sentence); }
  /// Shows a sentence for a few seconds.
  void show_notice(std::string sentence);
  void set_platform(Platform platform) { platform_ = std::move(platform); }
  const Platform& platform() const { return platform_; }
  /// Puts a moment of the frame on the platform's time line.
  void mark(FrameMoment moment) const;

  /// Whether the key Tab, or Shift+Tab, is to leave the canvas instead of moving the focus in it (shell/last_stop.h).
  bool leave_by_tab(bool backwards);

  RunControl& run() { return run_; }
  const RunControl& run() const { return run_; }
  FrameStatistics& statistics() { return statistics_; }
  std::uint64_t frames() const { return frames_; }

  /// The snapshot that the panels show: the newest, or an older one that the person selected.
  const std::shared_ptr<const Snapshot>& shown() const { return shown_; }
  const SelectedPass& pass() const { return pass_; }
  const Codes& codes() const { return codes_.result(); }
  const Timeline& timeline() const { return timeline_; }
  AppState& state() { return state_; }
  const AppState& state() const { return state_; }
  Appearance appearance() const { return theme_.appearance; }
  TextureAtlas& images() { return images_; }
  const Regions& regions() const { return regions_; }
  /// True while a background task that a panel requested is incomplete.
  bool tasks_busy() const { return tasks_.busy(); }
  /// Whether the next frames may show something else without any input.
  bool busy() const;
  /// The part of the screen to save once it is drawn.
  std::optional<PictureRequest> take_picture_request() { return std::exchange(picture_, std::nullopt); }

 private:
  Status open_files(std::span<const NamedBytes> files);
  explicit App(std::unique_ptr<Session> session);
  void show_snapshot(const std::shared_ptr<const Snapshot>& now);
  void update_pass();
  void build(const Snapshot& now, ImVec2 size, CommandQueue& queue);
  void build_responsively(const Snapshot& now, ImVec2 size, CommandQueue& queue);
  void work_in_background(double spent_ms);
  void carry_out_one(const Command& command);
  void add_sample(const command::AddSample& sample);
  void save_page();
  void save_file(const std::string& name, std::span<const std::byte> content);
  void save_picture(const command::SavePicture& wanted);
  void copy(const command::CopyText& text);
  double seconds() const;

  AppState state_;
  RunControl run_;
  Timeline timeline_;
  TaskScheduler tasks_;
  CodesTask codes_;
  SelectedPass pass_;
  std::shared_ptr<const Snapshot> shown_;
  TextureAtlas images_;
  Regions regions_;
  Theme theme_;
  Platform platform_;
  ScreenScale scale_{0, 0};
  std::optional<Appearance> appearance_;
  std::optional<PictureRequest> picture_;
  std::chrono::steady_clock::time_point opened_ = std::chrono::steady_clock::now();
  std::uint64_t frames_ = 0;
  FrameStatistics statistics_;
};

/// The application that run_window opened, or null.
App* current_app();
/// Frames follow each other again, where that application rested (shell/rest.h).
void wake_window();
/// On the web page: no frames at all, however it is woken, until it is called with false.
void suspend_window(bool suspended);

}  // namespace hourglass
