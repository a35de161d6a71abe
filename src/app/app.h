// The application without a window: a session, what it shows of it, and one frame of its interface at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/view.h"
#include "core/error.h"
#include "session/session.h"

namespace hourglass {

/// The settings that the application opens with: a small network that learns `digits` before one's eyes.
Settings opening_settings();

/// What frames took since somebody last asked, in milliseconds.
struct FrameTimes {
  int frames = 0;
  double longest = 0;        ///< making one frame, without training and without drawing it
  double longest_slice = 0;  ///< training within one frame; close to 0 where it has a thread of its own
  double slice_budget = 0;   ///< what a slice may take
};

/// Needs an ImGui context that is current from its construction to its destruction, and no more: neither a
/// window nor OpenGL. One per context.
class App {
 public:
  /// Begins a run and starts training.
  static Result<std::unique_ptr<App>> create(const Settings& settings);

  /// Fits fonts and measures to the screen; true where ImGui's font texture has to be uploaded again. Before
  /// frame.
  bool prepare(ScreenScale scale, Appearance appearance = Appearance::kDark);
  /// Builds the interface (ImGui::NewFrame to ImGui::Render), carries out what it asked for and lends the
  /// session this thread where it has none. Sizes in ImGui units.
  void frame(float width, float height);

  /// The file (IDX images, gzipped or not) becomes the training set. A refusal is
  /// also shown in the interface and changes nothing.
  Status use_file(std::vector<std::byte> bytes, const std::string& name);
  /// Begins anew with these settings, and trains on where it was training. A failure changes nothing.
  Status use_settings(const Settings& settings) { return reset(settings, {}); }
  /// Shows a sentence in the banner.
  void show_error(std::string sentence) { state_.error = std::move(sentence); }

  Mosaic& images() { return images_; }
  const Regions& regions() const { return regions_; }
  /// {"button.play": {"x", "y", "width", "height"}, ...} in CSS pixels.
  std::string describe_layout_json() const { return regions_.to_json(); }
  std::shared_ptr<const Snapshot> snapshot() const { return session_->snapshot(); }
  Session& session() { return *session_; }
  /// What the network is shown beside the pad: one image, its code as the sliders stand, and the code's
  /// image.
  const std::vector<float>& drawn_input() const { return predictions_.input(); }
  const std::vector<float>& drawn_reconstruction() const { return predictions_.output(); }
  const std::vector<float>& shown_code() const { return state_.code.values; }
  std::uint64_t frames() const { return frames_; }
  /// Time that the last frame took, without training.
  double last_frame_ms() const { return last_frame_ms_; }
  /// The longest of all frames since the last call.
  FrameTimes take_frame_times();
  /// The sentence in the banner, or empty.
  const std::string& error_text() const { return state_.error; }

 private:
  explicit App(std::unique_ptr<Session> session);
  void carry_out(const CommandQueue& queue);
  Status reset(Settings settings, std::shared_ptr<const Dataset> data);

  std::unique_ptr<Session> session_;
  Predictions predictions_;
  Mosaic images_;
  Regions regions_;
  Theme theme_;
  AppState state_;
  ScreenScale scale_{0, 0};
  Appearance appearance_ = Appearance::kDark;
  /// The data of a dropped file: no path leads back to them.
  std::shared_ptr<const Dataset> dropped_data_;
  std::uint64_t frames_ = 0;
  double last_frame_ms_ = 0;
  FrameTimes times_;
};

/// The application that run_window opened, or null.
App* current_app();

}  // namespace hourglass
