// Links to the application's state, and how the application opens.
#pragma once

#include <string>
#include <string_view>

#include "app/shell/app.h"

namespace hourglass {

/// The settings that the application opens with: those of the first preset.
Settings opening_settings();

/// The link to the application's state: "family=vae&latent=2&panels=...", without the leading "#".
std::string link_of(const App& app);
/// Takes over a link. Pairs that do not fit are left out, with a notice.
void open_link(App& app, std::string_view text);
/// Takes over the link that the application is opened with: a run that it asks to wait has not trained at all.
void open_with(App& app, std::string_view link);

}  // namespace hourglass
