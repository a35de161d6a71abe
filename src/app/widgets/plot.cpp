#include "app/widgets/plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/widgets/number_format.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

/// Maps values to the screen.
struct Frame {
  ImVec2 minimum, maximum;
  double x_begin = 0, x_end = 1, low = 0, high = 1;  ///< on a logarithmic scale low and high are logarithms to base ten
  bool logarithmic = true;

  bool drawable(double value) const { return std::isfinite(value) && (!logarithmic || value > 0); }
  double level(double value) const { return logarithmic ? std::log10(value) : value; }
  float x(double value) const {
    return minimum.x + static_cast<float>((value - x_begin) / (x_end - x_begin)) * (maximum.x - minimum.x);
  }
  float y(double value) const {
    const double share = (level(value) - low) / (high - low);
    return maximum.y - static_cast<float>(std::clamp(share, -0.02, 1.02)) * (maximum.y - minimum.y);
  }
};

/// Leaves a margin around the lines, and never zooms in so far that noise fills the plot.
void fit_levels(Frame& frame, double least, double most) {
  if (frame.logarithmic) {
    const double middle = 0.5 * (frame.level(least) + frame.level(most));
    const double half = std::max(0.54 * (frame.level(most) - frame.level(least)), 0.16);
    frame.low = middle - half;
    frame.high = middle + half;
    return;
  }
  const double room = std::max(0.06 * (most - least), 1e-3 * std::max(std::fabs(most), 1e-9));
  frame.low = least >= 0 && least < 0.3 * most ? 0 : least - room;
  frame.high = most + room;
}

Frame frame_for(const Plot& plot, ImVec2 minimum, ImVec2 maximum) {
  Frame frame{minimum, maximum};
  frame.logarithmic = plot.logarithmic;
  double least = INFINITY, most = -INFINITY;
  const auto take = [&](double value) {
    if (frame.drawable(value)) least = std::min(least, value), most = std::max(most, value);
  };
  for (const PlotLine& line : plot.lines) {
    for (double value : line.values) take(value);
  }
  for (const PlotLevel& level : plot.levels) take(level.value);
  if (least > most) least = 1, most = 10;
  if (!plot.x.empty()) {
    // A run that continues a trained model has no points before that.
    if (plot.x.front() > 0.1 * plot.x.back() && plot.x.size() > 1) frame.x_begin = plot.x.front();
    frame.x_end = std::max(plot.x.back(), frame.x_begin + 1e-9);
  }
  fit_levels(frame, least, most);
  return frame;
}

std::string_view tick_text(double value, std::span<char> buffer) {
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.4g", value);
  return {buffer.data(), static_cast<std::size_t>(std::max(length, 0))};
}

void draw_y_tick(const Theme& theme, const Frame& frame, double value) {
  char buffer[32];
  const float y = std::floor(frame.y(value)) + 0.5f;
  ImGui::GetWindowDrawList()->AddLine({frame.minimum.x, y}, {frame.maximum.x, y}, faded(theme.colour.line, 0.7f));
  draw_text(theme.font.small, theme.colour.quiet, {frame.minimum.x - theme.px(8), y - theme.px(9)},
            tick_text(value, buffer), 1);
}

void draw_linear_y_axis(const Theme& theme, const Frame& frame) {
  const int most = std::max(2, static_cast<int>((frame.maximum.y - frame.minimum.y) / theme.px(34)));
  const double step = nice_step(frame.high - frame.low, most);
  for (double value = std::ceil(frame.low / step) * step; value <= frame.high; value += step) {
    if (frame.y(value) > frame.minimum.y + theme.px(6))
      draw_y_tick(theme, frame, std::fabs(value) < step / 100 ? 0 : value);
  }
}

/// Values on a logarithmic axis that are round within their decade and far enough apart.
std::vector<double> decade_ticks(const Theme& theme, const Frame& frame) {
  std::vector<double> ticks;
  float last = INFINITY;
  for (double decade = std::floor(frame.low); decade <= frame.high; ++decade) {
    for (double step : {1.0, 1.5, 2.0, 3.0, 5.0, 7.0}) {
      const double value = step * std::pow(10, decade);
      const double level = std::log10(value);
      if (level < frame.low || level > frame.high) continue;
      const float y = frame.y(value);
      if (last - y < theme.px(30) || y < frame.minimum.y + theme.px(6)) continue;
      last = y;
      ticks.push_back(value);
    }
  }
  return ticks;
}

/// Evenly spaced values on a logarithmic axis that is shorter than a decade.
std::vector<double> even_ticks(const Theme& theme, const Frame& frame) {
  std::vector<double> ticks;
  const double low = std::pow(10, frame.low), high = std::pow(10, frame.high);
  const int most = std::max(4, static_cast<int>((frame.maximum.y - frame.minimum.y) / theme.px(34)));
  const double step = nice_step(high - low, most);
  float last = INFINITY;
  for (double value = std::ceil(low / step) * step; value <= high; value += step) {
    const float y = frame.y(value);
    // A very low plot has room for fewer.
    if (last - y < theme.px(15) || y <= frame.minimum.y + theme.px(6)) continue;
    last = y;
    ticks.push_back(value);
  }
  return ticks;
}

void draw_y_axis(const Theme& theme, const Frame& frame) {
  if (!frame.logarithmic) return draw_linear_y_axis(theme, frame);
  constexpr std::size_t kFewest = 3;
  std::vector<double> ticks = decade_ticks(theme, frame);
  if (ticks.size() < kFewest) ticks = even_ticks(theme, frame);
  for (const double value : ticks) draw_y_tick(theme, frame, value);
}

void draw_x_axis(const Theme& theme, const Frame& frame, std::string_view unit) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = frame.maximum.y;
  list.AddLine({frame.minimum.x, y}, {frame.maximum.x, y}, theme.colour.line);
  const float unit_width = text_width(theme.font.small, unit);
  draw_text(theme.font.small, theme.colour.quiet, {frame.maximum.x, y + theme.px(6)}, unit, 1);
  const double step = nice_step(frame.x_end - frame.x_begin,
                                std::max(2, static_cast<int>((frame.maximum.x - frame.minimum.x) / theme.px(70))));
  char buffer[32];
  for (double value = std::ceil(frame.x_begin / step) * step; value <= frame.x_end * 1.0001; value += step) {
    const std::string_view words = tick_text(value, buffer);
    const float x = frame.x(value), half = text_width(theme.font.small, words) / 2;
    if (x + half > frame.maximum.x - unit_width - theme.px(12)) break;
    list.AddLine({x, y}, {x, y + theme.px(4)}, theme.colour.line);
    draw_text(theme.font.small, theme.colour.quiet, {x, y + theme.px(6)}, words, value == frame.x_begin ? 0 : 0.5f);
  }
}

/// At most two points for each `step` of width, the highest and the lowest, so that a long noisy line looks the same
/// and costs no more than a short one.
std::vector<ImVec2> thinned(const std::vector<ImVec2>& points, float step) {
  std::vector<ImVec2> kept;
  for (std::size_t i = 0; i < points.size();) {
    const float end = (std::floor(points[i].x / step) + 1) * step;
    std::size_t low = i, high = i, next = i;
    for (; next < points.size() && points[next].x < end; ++next) {
      if (points[next].y < points[high].y) high = next;
      if (points[next].y > points[low].y) low = next;
    }
    next = std::max(next, i + 1);
    kept.push_back(points[std::min(low, high)]);
    if (low != high) kept.push_back(points[std::max(low, high)]);
    i = next;
  }
  return kept;
}

void draw_line(const Theme& theme, const Frame& frame, const Plot& plot, const PlotLine& line) {
  std::vector<ImVec2> points;
  points.reserve(plot.x.size());
  for (std::size_t i = 0; i < std::min(plot.x.size(), line.values.size()); ++i) {
    if (frame.drawable(line.values[i])) points.push_back({frame.x(plot.x[i]), frame.y(line.values[i])});
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::vector<ImVec2> shown = thinned(points, theme.px(2));
  list.AddPolyline(shown.data(), static_cast<int>(shown.size()), line.colour, 0, theme.px(line.thickness));
  if (!points.empty()) list.AddCircleFilled(points.back(), theme.px(line.thickness + 1), line.colour);
}

void draw_level(const Theme& theme, const Frame& frame, const PlotLevel& level) {
  if (!frame.drawable(level.value)) return;
  const float y = std::floor(frame.y(level.value)) + 0.5f, dash = theme.px(5);
  for (float x = frame.minimum.x; x < frame.maximum.x; x += 2 * dash) {
    ImGui::GetWindowDrawList()->AddLine({x, y}, {std::min(x + dash, frame.maximum.x), y}, level.colour, theme.px(1.5f));
  }
}

/// The tooltip with the values under the mouse.
void draw_reading(const Theme& theme, const Frame& frame, const Plot& plot) {
  if (plot.x.empty() || !ImGui::IsItemHovered()) return;
  const double wanted = (ImGui::GetIO().MousePos.x - frame.minimum.x) / (frame.maximum.x - frame.minimum.x) *
                            (frame.x_end - frame.x_begin) +
                        frame.x_begin;
  auto at = static_cast<std::size_t>(std::lower_bound(plot.x.begin(), plot.x.end(), wanted) - plot.x.begin());
  at = std::min(at, plot.x.size() - 1);
  const float x = frame.x(plot.x[at]);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({x, frame.minimum.y}, {x, frame.maximum.y}, theme.colour.faint);
  begin_tooltip(theme);
  char words[96], number[32];
  std::snprintf(words, sizeof words, "%.2f ", plot.x[at]);
  text_in(theme.font.small, theme.colour.quiet, std::string(words).append(plot.x_unit));
  for (const PlotLine& line : plot.lines) {
    if (!frame.drawable(line.values[at])) continue;
    list.AddCircleFilled({x, frame.y(line.values[at])}, theme.px(3.5f), line.colour);
    text_in(theme.font.body, line.colour, short_number(line.values[at], number));
    ImGui::SameLine(theme.px(80));
    text_in(theme.font.body, theme.colour.quiet, line.name);
  }
  for (const PlotReading& reading : plot.readings) {
    text_in(theme.font.small, theme.colour.quiet, short_number(reading.values[at], number));
    ImGui::SameLine(theme.px(80));
    text_in(theme.font.small, theme.colour.quiet, reading.name);
  }
  for (const PlotLevel& level : plot.levels) {
    text_in(theme.font.small, level.colour, short_number(level.value, number));
    ImGui::SameLine(theme.px(80));
    text_in(theme.font.small, theme.colour.quiet, level.name);
  }
  end_tooltip();
}

}  // namespace

double nice_step(double length, int most) {
  const double rough = length / most, power = std::pow(10, std::floor(std::log10(rough)));
  for (double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10 * power;
}

void draw_plot(const Theme& theme, const Plot& plot, ImVec2 size) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  press_area("plot", size);
  const Frame frame = frame_for(plot, {at.x + theme.px(44), at.y + theme.px(4)},
                                {at.x + size.x - theme.px(6), at.y + size.y - theme.px(26)});
  if (frame.maximum.x <= frame.minimum.x || frame.maximum.y <= frame.minimum.y) return;
  draw_y_axis(theme, frame);
  draw_x_axis(theme, frame, plot.x_unit);
  for (const PlotLine& line : plot.lines) draw_line(theme, frame, plot, line);
  for (const PlotLevel& level : plot.levels) draw_level(theme, frame, level);
  if (plot.marked_x >= 0) {
    const float x = frame.x(std::clamp(plot.marked_x, frame.x_begin, frame.x_end));
    ImGui::GetWindowDrawList()->AddLine({x, frame.minimum.y}, {x, frame.maximum.y}, theme.colour.accent,
                                        theme.px(1.5f));
  }
  draw_reading(theme, frame, plot);
}

}  // namespace hourglass
