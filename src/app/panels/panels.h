// The panels: each reads the view, remembers a little in the state and queues commands; none trains.
#pragma once

#include "app/view.h"

namespace hourglass {

/// Title, the buttons of the run, its numbers.
void draw_top_bar(const View& view, AppState& state, CommandQueue& queue);
/// The loss of training and held-out images over time.
void draw_curves(const View& view, AppState& state, CommandQueue& queue);
/// Held-out images over their reconstructions.
void draw_reconstructions(const View& view, AppState& state, CommandQueue& queue);
/// The pad, the code of what is drawn, and the image of the code: the whole hourglass from left to right.
void draw_pad(const View& view, AppState& state, CommandQueue& queue);
/// The code's sliders; a part of draw_pad's card.
void draw_code(const View& view, AppState& state, CommandQueue& queue);
/// Every setting, made from the settings table.
void draw_settings(const View& view, AppState& state, CommandQueue& queue);
/// An error or a divergence, over the lower edge of the window.
void draw_banner(const View& view, AppState& state, CommandQueue& queue);

/// The height in CSS pixels that the panel wants at a card width.
float top_bar_height(const View& view);
float pad_card_height(const View& view, float width);
float settings_card_height(const View& view);

}  // namespace hourglass
