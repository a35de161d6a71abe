#include "app/shell/page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/panel_table.h"
#include "app/shell/banner.h"
#include "app/shell/help.h"
#include "app/shell/last_stop.h"
#include "app/shell/layout_flow.h"
#include "app/shell/panel_strip.h"
#include "app/shell/top_bar.h"
#include "app/shell/tour.h"
#include "app/widgets/focus.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

// CSS pixels.
constexpr float kOneColumn = 760;        // below: everything in one column
constexpr float kOneColumnFramed = 560;  // the same in a frame, which holds few panels
constexpr float kSettingsBeside = 1060;  // from here: settings stand beside the rest
constexpr float kMargin = 16, kGap = 12, kSettingsWidth = 312;
/// The height of the rows that fill a window of this height; a larger window makes them larger.
constexpr float kUsualRoom = 736, kMostStretch = 1.6f;
/// Of the usual height of panels in a low frame: of that on a wide window, and of that in a single column, where a
/// wider frame needs less.
constexpr float kLeastStretch = 0.65f, kLeastNarrowStretch = 0.5f;
constexpr float kNarrowMargin = 10, kNarrowGap = 10;

std::string region_of(const Panel& panel) { return "panel." + std::string(panel.id); }

/// The panels of one frame; each card has the id of its panel.
struct Page {
  const View& view;
  AppState& state;
  CommandQueue& queue;
  float usual_height = 0;             ///< of all panels as the layout has them, before they fill a frame; ImGui units
  bool one_row = false;               ///< a single row that fills the room, whatever its height in the layout
  std::vector<PanelSpan> spans = {};  ///< of the rows' panels

  float px(float css) const { return view.theme.px(css); }

  void menu(int index, const Panel& panel) {
    PanelPlace& place = state.layout.places[static_cast<std::size_t>(index)];
    const bool alone = state.layout.alone == index;
    if (menu_item(view.theme, 1, alone ? "Show all panels" : "Show alone")) state.layout.alone = alone ? -1 : index;
    if (view.platform.save_picture && menu_item(view.theme, 2, "Save as picture")) {
      queue.push_back(command::SavePicture{region_of(panel), std::string(panel.id)});
    }
    if (!alone) {
      if (menu_item(view.theme, 3, "Wider")) place.columns = std::min(place.columns + 1, 12);
      if (menu_item(view.theme, 4, "Narrower")) place.columns = std::max(place.columns - 1, Layout::kFewestColumns);
      if (!one_row && menu_item(view.theme, 5, "Taller"))
        place.height = std::min(place.height + 40, Layout::kMostHeight);
      if (!one_row && menu_item(view.theme, 6, "Lower"))
        place.height = std::max(place.height - 40, Layout::kLeastHeight);
      if (menu_item(view.theme, 7, "Hide")) place.shown = false;
    }
  }

  /// The two small buttons in a card's corner.
  void corner(int index, const Panel& panel, float width) {
    const float side = px(corner_button_side());
    ImGui::SetCursorPos({width - px(for_fingers() ? 2 : 10) - 2 * side, px(for_fingers() ? 1 : 11)});
    const bool alone = state.layout.alone == index;
    if (icon_button(view.theme, 1, alone ? Icon::kShrink : Icon::kExpand, side)) {
      state.layout.alone = alone ? -1 : index;
    }
    view.regions.mark_item(region_of(panel) + ".alone");
    tooltip(view.theme, alone ? "Show all panels" : "Show this panel alone");
    ImGui::SameLine(0, 0);
    if (icon_button(view.theme, 2, Icon::kMore, side)) ImGui::OpenPopup("menu");
    view.regions.mark_item(region_of(panel) + ".menu");
    if (begin_menu(view.theme, "menu")) {
      menu(index, panel);
      end_menu();
    }
  }

  /// What the panel is, where its title is pointed at.
  void heading_help(const Panel& panel) {
    const FocusScope scope(Reach::kNone);
    ImGui::SetCursorPos({px(16), px(12)});
    press_area("title", {text_width(view.theme.font.heading, panel.title), px(20)});
    tooltip(view.theme, panel.help);
  }

  void card(int index, ImVec2 at, ImVec2 size) {
    const Panel& panel = panels()[static_cast<std::size_t>(index)];
    ImGui::SetCursorPos(at);
    size = {std::floor(size.x), std::floor(size.y)};
    begin_card(view.theme, index + 1, size);
    // A card outside the visible part is not drawn, unless the focus may move into it.
    const ImVec2 corner_at = ImGui::GetWindowPos();
    if (focus_moves() || ImGui::IsRectVisible(corner_at, {corner_at.x + size.x, corner_at.y + size.y})) {
      panel.draw(view, state, queue);
      heading_help(panel);
      if (!state.layout.embedded) corner(index, panel, size.x);
    }
    end_card();
    view.regions.mark_item(region_of(panel));
  }

  /// A gap that can be dragged; returns the distance in this frame, in ImGui units.
  float handle(int id, ImVec2 at, ImVec2 size, ImGuiMouseCursor cursor) {
    ImGui::SetCursorPos(at);
    ImGui::PushID(id);
    {
      const FocusScope scope(Reach::kNone);
      press_area("handle", size);
    }
    ImGui::PopID();
    const bool active = ImGui::IsItemActive();
    if (!active && !ImGui::IsItemHovered()) return 0;
    ImGui::SetMouseCursor(cursor);
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    const ImU32 colour = active ? view.theme.colour.accent : view.theme.colour.faint;
    const float thin = px(1.5f);
    const ImVec2 middle = {(from.x + to.x) / 2, (from.y + to.y) / 2};
    if (cursor == ImGuiMouseCursor_ResizeEW) {
      ImGui::GetWindowDrawList()->AddRectFilled({middle.x - thin, from.y}, {middle.x + thin, to.y}, colour, thin);
      return active ? ImGui::GetIO().MouseDelta.x : 0;
    }
    ImGui::GetWindowDrawList()->AddRectFilled({from.x, middle.y - thin}, {to.x, middle.y + thin}, colour, thin);
    return active ? ImGui::GetIO().MouseDelta.y : 0;
  }

  /// Between two panels of a row: dragging moves columns from one to the other.
  void column_handle(const FlowItem& left, const FlowItem& right, ImVec2 at, ImVec2 size, float row_width) {
    float& dragged = state.memory.of<Dragged>().columns;
    const float moved = handle(1000 + left.panel, at, size, ImGuiMouseCursor_ResizeEW);
    if (!ImGui::IsItemActive()) return;
    if (ImGui::IsItemActivated()) dragged = 0;
    dragged += 12 * moved / row_width;
    PanelPlace& a = state.layout.places[static_cast<std::size_t>(left.panel)];
    PanelPlace& b = state.layout.places[static_cast<std::size_t>(right.panel)];
    const int step = dragged > 0.6f ? 1 : dragged < -0.6f ? -1 : 0;
    if (step == 0 || std::min(a.columns + step, b.columns - step) < Layout::kFewestColumns) return;
    a.columns += step;
    b.columns -= step;
    dragged -= static_cast<float>(step);
  }

  void row_handle(const FlowRow& row, int id, ImVec2 at, ImVec2 size, float stretch) {
    const float moved = handle(2000 + id, at, size, ImGuiMouseCursor_ResizeNS) / (view.theme.unit * stretch);
    if (moved == 0) return;
    for (const FlowItem& item : row.items) {
      float& height = state.layout.places[static_cast<std::size_t>(item.panel)].height;
      height = std::clamp(row.height + moved, Layout::kLeastHeight, Layout::kMostHeight);
    }
  }

  /// For `count` rows that are together as high as this, and may not be lower than `least` (CSS pixels), each with a
  /// gap below: they fill the room, or scroll where they would become too low.
  float stretch_to_fill(float heights, float least, std::size_t count, float gap, float room) {
    const float gaps = px(gap) * static_cast<float>(count);
    usual_height = px(heights) + gaps;
    return std::max((room - gaps) / px(heights), least / heights);
  }

  float stretch_of(const std::vector<FlowRow>& all, float room) {
    if (all.empty()) return 1;
    float heights = 0;
    for (const FlowRow& row : all) heights += row.height;
    // An embedding page decides the size of its frame, so panels shrink to fit. In a window of its own few panels grow
    // to fill it, and many scroll.
    const float least = state.layout.embedded ? kLeastStretch : std::clamp(room / px(kUsualRoom), 1.0f, kMostStretch);
    const float stretch = stretch_to_fill(heights, least * heights, all.size(), kGap, room);
    one_row = all.size() == 1 && stretch > least;
    return stretch;
  }

  void rows(ImVec2 room, float width, int skip) {
    const float margin = px(side_margin()), gap = px(kGap);
    const std::vector<FlowRow> all = flow(state.layout, skip);
    const float stretch = stretch_of(all, room.y);
    float y = 0;
    int id = 0;
    for (const FlowRow& row : all) {
      const float height = std::floor(px(row.height) * stretch);
      const float inner = width - gap * static_cast<float>(row.items.size() - 1);
      for (std::size_t i = 0; i < row.items.size(); ++i) {
        const FlowItem& item = row.items[i];
        const float x = margin + std::floor(item.x * inner) + gap * static_cast<float>(i);
        const float wide = std::floor((item.x + item.width) * inner) - std::floor(item.x * inner);
        card(item.panel, {x, y}, {wide, height});
        spans.push_back({item.panel, y, y + height});
        if (i + 1 < row.items.size()) column_handle(item, row.items[i + 1], {x + wide, y}, {gap, height}, inner);
      }
      if (!one_row) row_handle(row, id++, {margin, y + height}, {width, gap}, stretch);
      y += height + gap;
    }
    empty_state(y, width);
  }

  void empty_state(float y, float width) {
    if (y > 0) return;
    ImGui::SetCursorPos(view.theme.px(kMargin, 40));
    draw_text(view.theme.font.body, view.theme.colour.quiet,
              {ImGui::GetCursorScreenPos().x + width / 2, ImGui::GetCursorScreenPos().y},
              "All panels are hidden; the menu Panels above shows them again.", 0.5f);
  }

  void wide(ImVec2 room) {
    const int side = find_panel(kSidePanel);
    const bool beside = room.x >= px(kSettingsBeside) && state.layout.places[static_cast<std::size_t>(side)].shown;
    const float settings = beside ? px(kSettingsWidth) : 0;
    const float width = room.x - 2 * px(side_margin()) - (beside ? settings + px(kGap) : 0);
    if (!beside) return rows(room, width, -1);
    scrolling_rows(room, width, side);
    card(side, {width + px(kMargin + kGap), 0}, {settings, room.y - px(kMargin)});
  }

  /// The rows scroll; the settings beside them do not. Below rows that do not fit stand the panels' names.
  void scrolling_rows(ImVec2 room, float width, int side) {
    float& content = state.memory.of<RowsMemory>().height;
    const bool fits = content <= room.y + 1 || state.layout.embedded;
    const float strip = fits ? 0 : px(panel_strip_height());
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    begin_child("rows", {width + px(kMargin + kGap), room.y - strip});
    ImGui::PopStyleColor();
    rows(room, width, side);
    scroll_by_dragging();
    const SightSpan sight = {ImGui::GetScrollY(), ImGui::GetScrollY() + room.y - strip};
    ImGui::EndChild();
    content = spans.empty() ? 0 : spans.back().bottom;
    if (fits) return;
    ImGui::SetCursorPos({px(side_margin() - panel_strip_padding()), room.y - strip});
    if (const PanelSpan* pressed = draw_panel_strip(view, spans, sight, width)) state.scrolling_to = pressed->top;
  }

  void narrow(ImVec2 room) {
    const float margin = px(kNarrowMargin), gap = px(kNarrowGap), width = room.x - 2 * margin;
    float heights = 0, least = 0, stretch = 1, y = 0;
    std::size_t count = 0;
    for_each_shown([&](std::size_t i) {
      heights += panels()[i].narrow_height;
      least += std::max(kLeastStretch * panels()[i].height, kLeastNarrowStretch * panels()[i].narrow_height);
      ++count;
    });
    if (state.layout.embedded && count > 0) stretch = stretch_to_fill(heights, least, count, kNarrowGap, room.y);
    for_each_shown([&](std::size_t i) {
      const float height = px(panels()[i].narrow_height) * stretch;
      card(static_cast<int>(i), {margin, y}, {width, height});
      y += height + gap;
    });
    empty_state(y, width);
  }

  template <class Use>
  void for_each_shown(Use use) {
    for (std::size_t i = 0; i < panels().size(); ++i) {
      if (state.layout.places[i].shown) use(i);
    }
  }

  bool one_column(float width) const { return width < px(state.layout.embedded ? kOneColumnFramed : kOneColumn); }
  float side_margin() const { return state.layout.embedded ? kNarrowMargin : kMargin; }

  /// One panel in the whole room.
  void alone(ImVec2 room) {
    const bool narrow = one_column(room.x);
    const float margin = px(narrow ? kNarrowMargin : side_margin());
    const Panel& panel = panels()[static_cast<std::size_t>(state.layout.alone)];
    usual_height = px(narrow ? panel.narrow_height : panel.height) + margin;
    card(state.layout.alone, {margin, 0}, {room.x - 2 * margin, room.y - margin});
  }

  /// Dragging the background scrolls, and a page that is let go while it moves glides to a stop. Call it after the
  /// window's items.
  void scroll_by_dragging() {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
      state.dragging_page = !ImGui::IsAnyItemHovered() && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                            ImGui::GetScrollMaxY() > 0;
      // A finger comes down anywhere: the way from the pointer's last place to it is no dragging.
      state.gliding = 0;
      state.unscrolled = 0;
      state.scrolling_to = -1;
      return;
    }
    if (state.scrolling_to >= 0) return scroll_by_itself(ImGui::GetIO().DeltaTime);
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.dragging_page = false;
    if (state.dragging_page) {
      follow(-io.MouseDelta.y, io.DeltaTime);
    } else {
      glide(io.DeltaTime);
    }
  }

  /// Scrolls by `distance`. ImGui's windows stand at whole pixels, so what is left of one waits for the next frame: a
  /// slow movement would stand still where frames are short.
  void scroll_by(float distance) {
    const float whole = std::round(distance + state.unscrolled);
    state.unscrolled += distance - whole;
    ImGui::SetScrollY(ImGui::GetScrollY() + whole);
  }

  /// Scrolls by `distance` and remembers the speed: mostly that of the last tenth of a second.
  void follow(float distance, float seconds) {
    constexpr float kMemory = 0.05f;  // seconds
    scroll_by(distance);
    if (view.platform.reduced_motion || seconds <= 0) return;
    const float share = 1 - std::exp(-seconds / kMemory);
    state.gliding += share * (distance / seconds - state.gliding);
  }

  /// Three quarters of the way within a tenth of a second. The wheel ends it. Only the window that scrolls does it.
  void scroll_by_itself(float seconds) {
    constexpr float kMemory = 0.07f;  // seconds
    if (ImGui::GetScrollMaxY() <= 0) return;
    const float target = std::min(state.scrolling_to, ImGui::GetScrollMaxY()), way = target - ImGui::GetScrollY();
    const bool arrives = std::abs(way) < 1 || view.platform.reduced_motion;
    if (arrives) ImGui::SetScrollY(target);
    else scroll_by(way * (1 - std::exp(-seconds / kMemory)));
    if (arrives || ImGui::GetIO().MouseWheel != 0) state.scrolling_to = -1;
  }

  void glide(float seconds) {
    constexpr float kFade = 0.35f;  // seconds in which the speed falls to a third
    if (std::abs(state.gliding) < px(20)) state.gliding = 0;
    if (state.gliding == 0) return;
    scroll_by(state.gliding * seconds);
    state.gliding *= std::exp(-seconds / kFade);
  }

  struct RowsMemory {
    float height = 0;  ///< of the rows' content in the last frame
  };
  struct Dragged {
    float columns = 0;  ///< the mouse has moved beyond the panels' last change
  };
};

}  // namespace

void draw_page(const View& view, AppState& state, CommandQueue& queue) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                      ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  // Tab needs a window to begin in.
  if (!ImGui::IsWindowFocused(ImGuiFocusedFlags_AnyWindow)) ImGui::SetNextWindowFocus();
  ImGui::Begin("page", nullptr, kFixed);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  // In an ImGui window of its own, as the cards are: its numbers change in every frame, and windows that do not change
  // are not drawn again.
  begin_child("bar", {screen.x, view.theme.px(top_bar_height(view, state))}, ImGuiChildFlags_None,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleColor();
  draw_top_bar(view, state, queue);
  ImGui::EndChild();
  view.regions.mark("page", {0, 0}, screen);
  const float bar = view.theme.px(top_bar_height(view, state));
  ImGui::SetCursorPos({0, bar});
  const ImVec2 room = {screen.x, std::max(screen.y - bar, 1.0f)};
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  begin_child("panels", room);
  ImGui::PopStyleColor();
  Page page{view, state, queue};
  if (state.layout.alone >= 0) {
    page.alone(room);
  } else {
    page.one_column(room.x) ? page.narrow(room) : page.wide(room);
  }
  if (!state.dragging_page || ImGui::GetScrollMaxY() > 0) page.scroll_by_dragging();
  const float scrolled = ImGui::GetScrollY(), scrolls = ImGui::GetScrollMaxY();
  // For an embedding page: the best height of the frame, and whether its content scrolls.
  view.regions.mark("bar", {0, 0}, {screen.x, bar});
  view.regions.mark("content.usual", {0, 0}, {screen.x, bar + page.usual_height});
  view.regions.mark("content", {0, bar - scrolled}, {screen.x, screen.y + scrolls - scrolled});
  ImGui::EndChild();
  draw_last_stop(view, state);
  ImGui::End();
  draw_tour(view, state);
  draw_banner(view, state, queue);
  if (state.keys_shown) draw_help(view, state);
  // A finger scrolls an open menu and not the page under it.
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) view.regions.mark("popup", {0, 0}, screen);
}

}  // namespace hourglass
