// The window: GLFW and OpenGL around the application; on the page, the canvas.
#pragma once

#include <cstdint>
#include <string>

namespace hourglass {

struct AppOptions {
  int width = 1280, height = 800;  ///< of the desktop window, in CSS pixels
  float scale = 0;                 ///< screen pixels per CSS pixel on the desktop; 0: as the screen says
  std::string link;                ///< the state to open with: the part of a page's address after its "#"
  /// Where not empty: after `screenshot_seconds` the picture is written there (PNG) and the window closes.
  /// Desktop only.
  std::string screenshot;
  double screenshot_seconds = 3;
};

/// How a window fared.
struct WindowReport {
  bool opened = false;
  std::string complaint;                ///< one sentence where the picture could not be written
  std::uint64_t frames = 0, steps = 0;  ///< drawn, and trained until it was closed
  double building_p99_ms = 0;           ///< building a frame, 99th percentile
};

/// Opens the application and returns once the window is closed. On the web page it returns at once, and the browser
/// calls every frame.
WindowReport run_window(const AppOptions& options = {});

}  // namespace hourglass
