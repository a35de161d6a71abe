// Panels use the room they are given.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <imgui_internal.h>

#include "app/panels/panel_table.h"
#include "app/shell/opening.h"
#include "support/screen.h"

namespace hourglass {
namespace {

constexpr float kCell = 40;  // units; narrower gaps are no emptiness

/// The card of a panel in cells, of which some are drawn upon.
class DrawnCells {
 public:
  explicit DrawnCells(const ImRect& card)
      : card_(card),
        across_(std::max(1, static_cast<int>(card.GetWidth() / kCell))),
        down_(std::max(1, static_cast<int>(card.GetHeight() / kCell))),
        drawn_(static_cast<std::size_t>(across_ * down_)) {}

  void add(const ImRect& drawn) {
    const auto cell = [](float at, float from, float length, int count) {
      return std::clamp(static_cast<int>((at - from) / length * static_cast<float>(count)), 0, count - 1);
    };
    if (!drawn.Overlaps(card_)) return;
    const int x0 = cell(drawn.Min.x, card_.Min.x, card_.GetWidth(), across_);
    const int x1 = cell(drawn.Max.x, card_.Min.x, card_.GetWidth(), across_);
    const int y0 = cell(drawn.Min.y, card_.Min.y, card_.GetHeight(), down_);
    const int y1 = cell(drawn.Max.y, card_.Min.y, card_.GetHeight(), down_);
    for (int y = y0; y <= y1; ++y) {
      for (int x = x0; x <= x1; ++x) drawn_[static_cast<std::size_t>(y * across_ + x)] = true;
    }
  }

  double empty_share() const {
    const auto empty = std::count(drawn_.begin(), drawn_.end(), false);
    return static_cast<double>(empty) / static_cast<double>(drawn_.size());
  }

 private:
  ImRect card_;
  int across_, down_;
  std::vector<bool> drawn_;
};

/// Everything visible in the list, but not the card's own ground.
void add_triangles(const ImDrawList& list, DrawnCells& cells) {
  const ImU32 ground = ImGui::GetColorU32(ImGuiCol_ChildBg);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const ImRect clip(command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w);
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      ImRect box(FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX);
      bool seen = false;
      for (unsigned k = 0; k < 3; ++k) {
        const ImDrawVert& vertex = list.VtxBuffer[static_cast<int>(
            command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)])];
        box.Add(vertex.pos);
        seen = seen || (vertex.col != ground && (vertex.col & IM_COL32_A_MASK) != 0);
      }
      box.ClipWith(clip);
      if (seen && box.Min.x < box.Max.x && box.Min.y < box.Max.y) cells.add(box);
    }
  }
}

/// The share of the panel's card on which nothing is drawn.
double empty_share(const Screen& screen, const Panel& panel) {
  ImVec2 minimum, maximum;
  REQUIRE(screen.app().regions().find("panel." + std::string(panel.id), minimum, maximum));
  DrawnCells cells(ImRect(minimum, maximum));
  // Plots, maps and the hourglass are full, however thin their lines are.
  for (const std::string_view region : {"curves", "latent.plot", "notes.gradients", "network.picture"}) {
    if (screen.app().regions().find(region, minimum, maximum)) cells.add(ImRect(minimum, maximum));
  }
  const ImDrawData& data = *ImGui::GetDrawData();
  for (const ImDrawList* list : data.CmdLists) {
    if (std::string(list->_OwnerName).find("card") != std::string::npos) add_triangles(*list, cells);
  }
  return cells.empty_share();
}

/// The application as it opens, after a short training.
class OpenedScreen : public Screen {
 public:
  OpenedScreen(float width, float height) : Screen(width, height, opening_settings()) {
    app().state().preset = "vae-2d";
    train(300);
  }
};

TEST_CASE("side by side no panel leaves a third of its room empty", "[app][long]") {
  // The last is a phone's page as a whole.
  for (const ImVec2 size : {ImVec2{1280, 800}, ImVec2{1440, 1400}, ImVec2{1920, 1080}, ImVec2{390, 4400}}) {
    OpenedScreen screen(size.x, size.y);
    int seen = 0;
    for (const Panel& panel : panels()) {
      ImVec2 minimum, maximum;
      const bool shown = screen.app().regions().find("panel." + std::string(panel.id), minimum, maximum);
      // What is out of sight is not drawn.
      if (!shown || maximum.y > size.y) continue;
      CAPTURE(size.x, size.y, panel.id);
      CHECK(empty_share(screen, panel) < 1.0 / 3);
      ++seen;
    }
    CHECK(seen >= 5);
  }
}

TEST_CASE("alone no panel leaves a third of its room empty", "[app]") {
  for (const ImVec2 size : {ImVec2{1280, 800}, ImVec2{1440, 1400}, ImVec2{1920, 1080}, ImVec2{390, 844}}) {
    OpenedScreen screen(size.x, size.y);
    for (const Panel& panel : panels()) {
      screen.app().state().layout.alone = find_panel(panel.id);
      screen.frames(3);
      screen.finish_tasks();
      CAPTURE(size.x, size.y, panel.id);
      CHECK(empty_share(screen, panel) < 1.0 / 3);
    }
  }
}

}  // namespace
}  // namespace hourglass
