// The form in which a row of a table or a text is typed.
#pragma once

#include <string>

#include "app/state/view.h"

namespace hourglass {

/// The form's own state.
struct FormState {
  int field = -1;         ///< the field that is typed in; -1: none
  std::string typed;      ///< its text
  std::string complaint;  ///< why the text was refused; empty where it was not
};

/// A field for the text and the reconstruction under it; for a table a button that opens a field for each column. What
/// is typed becomes the selected sample.
void draw_form(const View& view, AppState& state);

}  // namespace hourglass
