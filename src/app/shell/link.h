// The application's state as the text of a link, in readable key=value pairs. Reloads and embedded frames use it too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/panels/panel_table.h"
#include "app/state/view.h"

namespace hourglass {

/// The content of a link.
struct Link {
  Settings settings;
  std::string preset;  ///< whose settings they are, or empty
  Layout layout = initial_layout();
  AppState::ThemeChoice theme = AppState::ThemeChoice::kAsSystem;
  bool autoplay = true;  ///< for the opening only: false opens without training, and no link is written with it
};

/// The keys of a link that concern the interface and not the run.
std::vector<std::string_view> page_keys();

/// "preset=vae-2d&seed=3&panels=latent,draw&theme=light": the values that differ from the usual, in the order of the
/// settings table. Settings of this machine (threads, isa) are left out.
std::string link_text(const Link& link);

/// A link as read: pairs that do not fit keep the usual values, and `note` is a sentence that names them.
struct LinkReading {
  Link link;
  std::string note;
};
/// `base` gives the settings of this machine, which links never hold; and where the link names neither a preset nor any
/// setting, all of them.
LinkReading read_link(std::string_view text, const Settings& base);

}  // namespace hourglass
