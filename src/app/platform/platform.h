// The platform that the application runs on: the browser's page (platform_web.cpp) or the desktop
// (platform_desktop.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "app/widgets/theme.h"
#include "core/error.h"
#include "core/shape.h"
#include "export/format_table.h"

namespace hourglass {

/// The moments between which a frame's time goes.
enum class FrameMoment { kBuilding, kBuilt, kSubmitting, kSubmitted };

/// A built-in set, and what its samples depend on.
struct SetRequest {
  std::string name;
  double seed = 1;
  int training = 1, held_out = 1;  ///< samples
};

/// Pages of the site that explain: the tutorial is about this application, the article about autoencoders.
enum class SitePage { kTutorial, kArticle };

/// The platform's services. An empty function means that the platform lacks the service; the interface then shows no
/// button for it.
struct Platform {
  std::function<void(const std::string& text)> copy_text;
  /// Saves a file: a download, or a file in the working folder. Returns the sentence to show, also where it failed.
  std::function<std::string(const std::string& name, std::span<const std::byte> content)> save_file;
  /// Saves pixels as a PNG file, like save_file: bytes of height x width x channels from the top row down; 1 channel is
  /// grey, 3 are red, green and blue.
  std::function<std::string(const std::string& name, Shape shape, std::span<const std::uint8_t> pixels)> save_picture;
  /// Saves the model with these bytes, a saved model's, in the format of another program; returns like save_file. Where
  /// that takes time, the sentence says so and another one follows.
  std::function<std::string(ExportFormat format, ExportPart part, std::span<const std::byte> model)> export_model;
  /// Saves a page with the model in it, which needs no server, and with some samples, one after the other, and their
  /// labels (kNoLabel where there are none); returns like export_model.
  std::function<std::string(std::span<const std::byte> model, std::span<const float> samples,
                            std::span<const int> labels)>
      save_page;
  /// Writes such pixels as a PNG file to exactly this path.
  std::function<Status(const std::string& path, Shape shape, std::span<const std::uint8_t> pixels)> write_picture;
  /// Opens the file chooser; the chosen file is passed to App::use_file later.
  std::function<void()> choose_file;
  /// Draws a built-in set that this program only knows by name; its files are passed to App::take_set later, or a
  /// sentence to App::refuse_set.
  std::function<void(const SetRequest& wanted)> draw_set;
  /// Shows what the trained model can be used for.
  std::function<void()> open_uses;
  /// Opens another page of the site beside this one.
  std::function<void(SitePage page)> open_page;
  /// The person has not seen the tour, and it can be remembered by `tour_ended` that it was.
  bool offers_tour = false;
  std::function<void()> tour_ended;
  /// Puts a moment on the time line of the browser's profiler, under its name: building, built, ...
  std::function<void(FrameMoment)> mark;
  /// The page's address without its hash, for links; empty on the desktop.
  std::string address;
  bool reduced_motion = false;
  bool for_fingers = false;  ///< fingers are the usual pointer, so that controls have to be larger
  /// Threads for the network shown while no run trains: reading a large one's weights is more than one core's memory
  /// gives in a frame. One where the interface's thread must not wait for others, as in a browser.
  int idle_threads = 1;
};

/// Call it once ImGui's backends are initialised, because it also sets ImGui's clipboard.
Platform make_platform();

/// The theme of the system at the moment.
Appearance system_appearance();
/// Whether the system asks for reduced motion at the moment.
bool reduced_motion();

/// The link that the application opens with; may be empty.
std::string opening_link();

}  // namespace hourglass
