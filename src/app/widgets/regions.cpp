#include "app/widgets/regions.h"

#include <cstdio>
#include <utility>

namespace hourglass {

void Regions::begin_frame(float units_per_pixel) {
  regions_.clear();
  units_per_pixel_ = units_per_pixel;
}

void Regions::mark(std::string name, ImVec2 minimum, ImVec2 maximum) {
  regions_.push_back({std::move(name), minimum, maximum});
}

void Regions::mark_item(std::string name) { mark(std::move(name), ImGui::GetItemRectMin(), ImGui::GetItemRectMax()); }

std::string Regions::to_json() const {
  std::string json = "{";
  for (const Region& region : regions_) {
    char numbers[160];
    std::snprintf(numbers, sizeof numbers, "\":{\"x\":%.2f,\"y\":%.2f,\"width\":%.2f,\"height\":%.2f}",
                  static_cast<double>(region.minimum.x / units_per_pixel_),
                  static_cast<double>(region.minimum.y / units_per_pixel_),
                  static_cast<double>((region.maximum.x - region.minimum.x) / units_per_pixel_),
                  static_cast<double>((region.maximum.y - region.minimum.y) / units_per_pixel_));
    // Names are ours and settings' keys: nothing in them needs escaping.
    json += (json.size() > 1 ? ",\"" : "\"") + region.name + numbers;
  }
  return json + "}";
}

bool Regions::find(std::string_view name, ImVec2& minimum, ImVec2& maximum) const {
  for (const Region& region : regions_) {
    if (region.name != name) continue;
    minimum = region.minimum;
    maximum = region.maximum;
    return true;
  }
  return false;
}

bool Regions::centre(std::string_view name, ImVec2& point) const {
  ImVec2 minimum, maximum;
  if (!find(name, minimum, maximum)) return false;
  point = {(minimum.x + maximum.x) / 2, (minimum.y + maximum.y) / 2};
  return true;
}

}  // namespace hourglass
