// Named rectangles on the screen, by which tests and scripts find the parts of the interface.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

namespace hourglass {

/// The named rectangles of one frame.
class Regions {
 public:
  /// `units_per_pixel`: ImGui units per CSS pixel.
  void begin_frame(float units_per_pixel);
  void mark(std::string name, ImVec2 minimum, ImVec2 maximum);
  /// Marks the last ImGui item's rectangle.
  void mark_item(std::string name);
  /// {"name": {"x", "y", "width", "height"}, ...} in CSS pixels from the window's upper left corner.
  std::string to_json() const;
  /// A region, and the middle of one, in ImGui units; false where none has that name.
  bool find(std::string_view name, ImVec2& minimum, ImVec2& maximum) const;
  bool centre(std::string_view name, ImVec2& point) const;

 private:
  struct Region {
    std::string name;
    ImVec2 minimum, maximum;
  };
  std::vector<Region> regions_;
  float units_per_pixel_ = 1;
};

}  // namespace hourglass
