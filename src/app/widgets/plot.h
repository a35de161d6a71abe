// A line plot with axes: time to the right, a quantity upwards on a linear or a logarithmic scale.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/widgets/theme.h"

namespace hourglass {

struct PlotLine {
  std::string_view name;
  ImU32 colour;
  float thickness = 2;  ///< in CSS pixels
  std::vector<double> values;
};

/// A quantity that only the tooltip shows.
struct PlotReading {
  std::string_view name;
  std::vector<double> values;
};

/// A level to compare with: dashed, from edge to edge.
struct PlotLevel {
  std::string_view name;
  ImU32 colour;
  double value;
};

struct Plot {
  std::string_view x_unit;
  std::vector<double> x;  ///< ascending, as many as each line has values
  std::vector<PlotLine> lines;
  std::vector<PlotReading> readings;
  std::vector<PlotLevel> levels = {};
  bool logarithmic = true;
  double marked_x = -1;  ///< the place of a vertical line; below 0: none
};

/// Draws into `size` at the cursor, with a tooltip for the place under the mouse. Values that are not finite, and on a
/// logarithmic scale those not above zero, are left out.
void draw_plot(const Theme& theme, const Plot& plot, ImVec2 size);

/// A step from the series 1, 2, 5, 10 ... so that at most `most` steps fit into `length`.
double nice_step(double length, int most);

}  // namespace hourglass
