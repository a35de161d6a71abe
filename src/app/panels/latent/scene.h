// The plot of the latent space: codes of images on a plane, the selected sample among them, and decoded images behind.
#pragma once

#include "app/panels/latent/manifold.h"
#include "app/panels/latent/plane.h"
#include "app/state/view.h"
#include "app/widgets/pan_zoom.h"

namespace hourglass {

/// The content of one frame, and its place.
struct LatentScene {
  const View& view;
  const AppState& state;
  const PanZoom& window;
  const PlanePoints& points;
  LatentPlane plane;
  const ManifoldTask::Tiles* map = nullptr;  ///< null where the map is off
  int marked_label = kNoLabel;               ///< the others are drawn faintly
  ImVec2 minimum{}, maximum{};               ///< of the plot, on the screen

  const Theme& theme() const { return view.theme; }
  float px(float css) const { return view.theme.px(css); }
};

/// The cells of a map that cover the visible part of the plane, each of a readable size.
ManifoldGrid grid_for(const LatentScene& scene);
void draw_latent_scene(const LatentScene& scene);

}  // namespace hourglass
