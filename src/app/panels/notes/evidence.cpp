#include "app/panels/notes/evidence.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/widgets/number_format.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr float kBarHeight = 18, kNameWidth = 110;  // CSS pixels
constexpr std::size_t kMostBars = 8;

/// A named share of the width.
struct Bar {
  std::string name;
  double share;      ///< in [0, 1]
  std::string text;  ///< its value, behind the bar
};

/// Both losses over the run, without axes: their course matters here, the Loss panel has the numbers.
void draw_curves(const View& view, float css_height) {
  const Theme& theme = view.theme;
  const std::vector<HistoryPoint>& history = view.live.history;
  const ImVec2 at = ImGui::GetCursorScreenPos(), size{ImGui::GetContentRegionAvail().x, theme.px(css_height)};
  ImGui::Dummy(size);
  const auto level = [](double loss) { return std::log(std::max(loss, 1e-12)); };
  double low = INFINITY, high = -INFINITY;
  for (const HistoryPoint& point : history) {
    for (const double loss : {point.training.total, point.held_out.total}) {
      if (!(loss > 0) || !std::isfinite(loss)) continue;
      low = std::min(low, level(loss));
      high = std::max(high, level(loss));
    }
  }
  if (!(low < high)) return;
  const double begin = history.front().epoch, end = history.back().epoch;
  const auto line = [&](LossTerms HistoryPoint::*terms, ImU32 colour) {
    std::vector<ImVec2> points;
    for (const HistoryPoint& point : history) {
      const double loss = (point.*terms).total;
      if (!(loss > 0) || !std::isfinite(loss) || !(begin < end)) continue;
      points.push_back({at.x + size.x * static_cast<float>((point.epoch - begin) / (end - begin)),
                        at.y + size.y * static_cast<float>((high - level(loss)) / (high - low))});
    }
    ImGui::GetWindowDrawList()->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, theme.px(1.5f));
  };
  line(&HistoryPoint::training, theme.colour.accent);
  line(&HistoryPoint::held_out, theme.colour.held_out);
}

void draw_bars(const View& view, const std::vector<Bar>& bars) {
  const Theme& theme = view.theme;
  const float names = theme.px(kNameWidth), values = theme.px(72), height = theme.px(kBarHeight);
  const float width = ImGui::GetContentRegionAvail().x - names - values;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < std::min(bars.size(), kMostBars); ++i) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({names + width + values, height});
    if (width <= 0) continue;
    draw_text(theme.font.small, theme.colour.quiet, {at.x, at.y + theme.px(1)}, bars[i].name);
    const ImVec2 left{at.x + names, at.y + theme.px(5)};
    const float filled = width * static_cast<float>(std::clamp(bars[i].share, 0.0, 1.0));
    list.AddRectFilled(left, {left.x + width, left.y + theme.px(8)}, theme.colour.field, theme.px(2));
    list.AddRectFilled(left, {left.x + filled, left.y + theme.px(8)}, theme.colour.accent, theme.px(2));
    draw_text(theme.font.small, theme.colour.quiet, {at.x + names + width + values, at.y + theme.px(1)}, bars[i].text,
              1);
  }
}

std::string power_of_ten(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.0e", value);
  return text;
}

/// Gradients as their logarithm, from a millionth of the largest.
std::vector<Bar> gradient_bars(const Health& health) {
  std::vector<Bar> bars;
  double largest = 0;
  for (const LayerHealth& layer : health.layers) largest = std::max(largest, layer.gradient_rms);
  for (const LayerHealth& layer : health.layers) {
    if (layer.gradient_rms <= 0) continue;
    bars.push_back({layer.name, 1 + std::log10(layer.gradient_rms / largest) / 6, power_of_ten(layer.gradient_rms)});
  }
  return bars;
}

std::vector<Bar> stuck_bars(const Health& health) {
  std::vector<Bar> bars;
  for (const LayerHealth& layer : health.layers) {
    if (layer.kind != StuckUnits::kNeither) bars.push_back({layer.name, layer.stuck_units, percent(layer.stuck_units)});
  }
  return bars;
}

std::vector<Bar> latent_bars(const Health& health) {
  std::vector<Bar> bars;
  double largest = 1;  // nat, so that a code that says nothing shows no bars
  for (const LatentHealth& latent : health.latents) largest = std::max(largest, latent.kl);
  for (std::size_t i = 0; i < health.latents.size(); ++i) {
    char text[24];
    std::snprintf(text, sizeof text, "%.2f nats", health.latents[i].kl);
    bars.push_back({"latent " + std::to_string(i), health.latents[i].kl / largest, text});
  }
  return bars;
}

std::vector<Bar> size_bars(const Snapshot& run) {
  const int pixels = run.model.input.features(), code = run.model.settings.architecture.latent;
  const double largest = std::max(pixels, code);
  return {{"sample", pixels / largest, std::to_string(pixels)}, {"code", code / largest, std::to_string(code)}};
}

}  // namespace

void draw_evidence(const View& view, Evidence evidence, float curves_height) {
  const Health& health = view.live.health;
  switch (evidence) {
    case Evidence::kCurves: return draw_curves(view, curves_height);
    case Evidence::kGradients: return draw_bars(view, gradient_bars(health));
    case Evidence::kStuckUnits: return draw_bars(view, stuck_bars(health));
    case Evidence::kLatents: return draw_bars(view, latent_bars(health));
    case Evidence::kCodebook:
      return draw_bars(view, {{"in use", health.codebook_used.value_or(0), percent(health.codebook_used.value_or(0))}});
    case Evidence::kSizes: return draw_bars(view, size_bars(view.live));
  }
}

}  // namespace hourglass
