// The address of a state: what a link, a reload and an embedded frame take along, as readable key=value pairs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/panels/panel_table.h"
#include "app/state/view.h"

namespace hourglass {

/// What a link says.
struct Link {
  Settings settings;
  std::string preset;  ///< whose settings they are, or empty
  Layout layout = initial_layout();
  AppState::ThemeChoice theme = AppState::ThemeChoice::kAsSystem;
  bool autoplay = true;  ///< for the opening only: false opens without training, and no link is written with it
};

/// The keys of a link that are about the page and not about the run.
std::vector<std::string_view> page_keys();

/// "preset=vae-2d&seed=3&panels=latent,draw&theme=light": what differs from the usual, in the order of the settings
/// table. Settings of this machine (threads, isa) are no part of it.
std::string link_text(const Link& link);

/// A link as somebody else wrote it: whatever does not fit stays as in a fresh start, and `note` says so in one
/// sentence.
struct LinkReading {
  Link link;
  std::string note;
};
/// `base` gives the settings that a link does not speak of: those of this machine; and where it names neither preset
/// nor any setting, all.
LinkReading read_link(std::string_view text, const Settings& base);

}  // namespace hourglass
