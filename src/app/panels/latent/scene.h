// The plot of the latent space: codes of images on a plane, the sample among them, and what the decoder paints behind.
#pragma once

#include "app/panels/latent/manifold.h"
#include "app/panels/latent/plane.h"
#include "app/state/view.h"
#include "app/widgets/pan_zoom.h"

namespace hourglass {

/// What one frame shows, and where.
struct LatentScene {
  const View& view;
  const AppState& state;
  const PanZoom& window;
  const PlanePoints& points;
  LatentPlane plane;
  const ManifoldTask::Tiles* map = nullptr;  ///< null where none is wanted
  int marked_label = kNoLabel;               ///< the others stand back
  ImVec2 minimum{}, maximum{};               ///< of the plot, on the screen

  const Theme& theme() const { return view.theme; }
  float px(float css) const { return view.theme.px(css); }
};

/// The cells of a map that cover what is shown, each about as large as an image wants to be.
ManifoldGrid grid_for(const LatentScene& scene);
void draw_latent_scene(const LatentScene& scene);

}  // namespace hourglass
