#include "app/panels/draw/form.h"

#include <imgui.h>
// Needs imgui.h before it.
#include <imgui_stdlib.h>

#include <utility>
#include <vector>

#include "app/widgets/choices.h"
#include "app/widgets/widgets.h"
#include "data/sample_text.h"
#include "data/typed_sample.h"

namespace hourglass {
namespace {

/// A field that shows `now` until somebody types in it; true when its text, FormState::typed, has changed.
bool draw_field(FormState& form, int id, std::string now) {
  ImGui::PushID(id);
  if (form.field == id) now = form.typed;
  const bool changed = ImGui::InputText("##typed", &now);
  if (changed) {
    form.field = id;
    form.typed = std::move(now);
  }
  if (ImGui::IsItemDeactivated() && form.field == id) form = {};
  ImGui::PopID();
  return changed;
}

void take(const Status& status, std::vector<float> values, FormState& form, AppState& state) {
  form.complaint = status ? "" : status.error().sentence();
  if (status) state.selection.type(std::move(values));
}

void draw_complaint(const Theme& theme, const FormState& form) {
  if (!form.complaint.empty()) text_in(theme.font.small, theme.colour.danger, form.complaint);
}

void draw_text_field(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  FormState& form = state.memory.of<FormState>();
  ImGui::SetNextItemWidth(-1);
  const bool changed = draw_field(form, 0, view.samples.text(view.pass.input()));
  view.regions.mark_item("draw.text");
  tooltip(theme, "Type a text of your own");
  if (changed) {
    std::vector<float> values = view.pass.input();
    const Status status = type_text(view.samples.description, view.samples.shape, form.typed, values);
    take(status, std::move(values), form, state);
  }
  if (form.complaint.empty()) text_in(theme.font.small, theme.colour.accent, view.samples.text(view.pass.output()));
  else draw_complaint(theme, form);
}

/// A column's name, its value, and the value in the reconstruction.
void draw_column(const View& view, AppState& state, std::size_t column, float value_x) {
  const DataDescription& about = view.samples.description;
  const std::vector<std::string>& categories = about.columns[column].categories;
  FormState& form = state.memory.of<FormState>();
  std::vector<float> values = view.pass.input();
  const std::size_t first = first_feature(about, column);
  ImGui::PushID(static_cast<int>(column));
  text(about.columns[column].name);
  ImGui::SameLine(value_x);
  ImGui::SetNextItemWidth(view.theme.px(130));
  if (!categories.empty()) {
    const int chosen = choice_field(view.theme, column_text(about, column, values), categories);
    if (chosen >= 0) {
      choose_category(about, column, static_cast<std::size_t>(chosen), values);
      state.selection.type(std::move(values));
    }
  } else {
    const bool missing = values[first] != values[first];
    if (draw_field(form, static_cast<int>(column), missing ? "" : feature_text(about, values[first], first))) {
      const Status status = type_number(about, column, form.typed, values);
      take(status, std::move(values), form, state);
    }
  }
  view.regions.mark_item("draw.column." + std::to_string(column));
  ImGui::SameLine();
  text_in(view.theme.font.body, view.theme.colour.accent, column_text(about, column, view.pass.output()));
  ImGui::PopID();
}

void draw_columns(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  float value_x = 0;
  for (const Column& column : view.samples.description.columns)
    value_x = std::max(value_x, text_width(theme.font.body, column.name));
  for (std::size_t i = 0; i < view.samples.description.columns.size(); ++i)
    draw_column(view, state, i, value_x + theme.px(20));
  draw_complaint(theme, state.memory.of<FormState>());
}

/// The reconstruction in words, under the button.
void draw_table_form(const View& view, AppState& state) {
  const Theme& theme = view.theme;
  if (button(theme, 1, "Change values", {})) ImGui::OpenPopup("columns");
  view.regions.mark_item("draw.columns");
  tooltip(theme, "Make a row of your own of this one");
  if (begin_menu(theme, "columns")) {
    draw_columns(view, state);
    end_menu();
  }
}

}  // namespace

void draw_form(const View& view, AppState& state) {
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x);
  if (view.samples.description.kind == DataKind::kText) draw_text_field(view, state);
  else draw_table_form(view, state);
  ImGui::PopTextWrapPos();
}

}  // namespace hourglass
