#include "app/regions.h"

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

void Regions::mark_item(std::string name) {
  mark(std::move(name), ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

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

bool Regions::centre(std::string_view name, ImVec2& point) const {
  for (const Region& region : regions_) {
    if (region.name != name) continue;
    point = {(region.minimum.x + region.maximum.x) / 2, (region.minimum.y + region.maximum.y) / 2};
    return true;
  }
  return false;
}

}  // namespace hourglass
