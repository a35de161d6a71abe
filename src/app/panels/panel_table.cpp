#include "app/panels/panel_table.h"

#include "app/panels/curves/panel.h"
#include "app/panels/draw/panel.h"
#include "app/panels/generate/panel.h"
#include "app/panels/interpolate/panel.h"
#include "app/panels/latent/panel.h"
#include "app/panels/network/panel.h"
#include "app/panels/notes/panel.h"
#include "app/panels/reconstructions/panel.h"
#include "app/panels/settings/panel.h"
#include "app/panels/traverse/panel.h"

namespace hourglass {
namespace {

constexpr Panel kPanels[] = {
    {"network", "The hourglass",
     "The network as it is built, with what one sample does to it; drag the bars of the neck.", draw_network, 12, 216,
     330},
    {"draw", "Draw", "A sample of your own: what the network makes of it, and the training samples most like it.",
     draw_pad, 4, 318, 400},
    {"latent", "Latent space", "Where the codes of held-out samples lie; move over it and see what lies between them.",
     draw_latent, 4, 318, 400},
    {"curves", "Loss", "How well it rebuilds samples that it learns from, and those that it never saw.", draw_curves, 4,
     318, 320},
    {"reconstructions", "Reconstructions", "Samples, what the network makes of them, and what it gets wrong.",
     draw_reconstructions, 4, 270, 340},
    {"generate", "Generate", "New samples, decoded from codes that no sample has.", draw_generate, 4, 270, 360},
    {"notes", "Lab notes", "What goes wrong in this run, in words, and what to try.", draw_notes, 4, 270, 340},
    {"interpolate", "Interpolate", "The way from one code to another, and what a label adds.", draw_interpolate, 6, 250,
     330},
    {"traverse", "Traverse", "What each number of the code stands for: one is changed, the others stay.", draw_traverse,
     6, 250, 380},
    {"settings", "Settings", "Everything that can be set, from the data to the last digit of the learning rate.",
     draw_settings, 12, 480, 620},
};

}  // namespace

std::span<const Panel> panels() { return kPanels; }

Layout initial_layout() {
  Layout layout;
  for (const Panel& panel : kPanels) layout.places.push_back({panel.opens, panel.columns, panel.height});
  return layout;
}

int find_panel(std::string_view id) {
  for (std::size_t i = 0; i < std::size(kPanels); ++i) {
    if (kPanels[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace hourglass
