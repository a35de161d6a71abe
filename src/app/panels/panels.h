// The panels' functions, as the table of panels lists them, and what stands around them. Each reads the view, remembers
// a little in the state and queues commands; none trains.
#pragma once

#include "app/view.h"

namespace hourglass {

void draw_network(const View& view, AppState& state, CommandQueue& queue);
void draw_pad(const View& view, AppState& state, CommandQueue& queue);
void draw_latent(const View& view, AppState& state, CommandQueue& queue);
void draw_curves(const View& view, AppState& state, CommandQueue& queue);
void draw_reconstructions(const View& view, AppState& state, CommandQueue& queue);
void draw_generate(const View& view, AppState& state, CommandQueue& queue);
void draw_notes(const View& view, AppState& state, CommandQueue& queue);
void draw_interpolate(const View& view, AppState& state, CommandQueue& queue);
void draw_traverse(const View& view, AppState& state, CommandQueue& queue);
void draw_settings(const View& view, AppState& state, CommandQueue& queue);

/// Title, the buttons of the run, its numbers.
void draw_top_bar(const View& view, AppState& state, CommandQueue& queue);
float top_bar_height(const View& view, const AppState& state);  ///< in CSS pixels
/// An error, a divergence or a short notice, over the lower edge of the window.
void draw_banner(const View& view, AppState& state, CommandQueue& queue);

}  // namespace hourglass
