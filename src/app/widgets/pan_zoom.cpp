#include "app/widgets/pan_zoom.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

/// The margin around the content, and the share of the view that the content must fill, both as shares of its size.
constexpr float kMargin = 0.1f, kLeastFilled = 0.6f;
/// The zoom's range, as factors of the fitting scale.
constexpr float kSmallest = 0.1f, kLargest = 200;

}  // namespace

void PanZoom::begin_frame(ImVec2 minimum, ImVec2 maximum, float seconds) {
  minimum_ = minimum;
  maximum_ = maximum;
  if (by_hand_) return;
  const ImVec2 wanted = {(low_.x + high_.x) / 2, (low_.y + high_.y) / 2};
  // A view that is nearly there arrives, so that the picture comes to rest.
  const float off =
      (std::fabs(wanted.x - centre_.x) + std::fabs(wanted.y - centre_.y)) / std::max(high_.x - low_.x, 1e-9f) +
      std::fabs(fitting_scale() / scale_ - 1);
  const float share = placed_ && off > 1e-3f ? 1 - std::exp(-10 * seconds) : 1;
  centre_ = {centre_.x + share * (wanted.x - centre_.x), centre_.y + share * (wanted.y - centre_.y)};
  scale_ *= std::pow(fitting_scale() / scale_, share);
  placed_ = fitted_;
}

void PanZoom::hold(ImVec2 minimum, ImVec2 maximum) {
  const ImVec2 size = {std::max(maximum.x - minimum.x, 1e-6f), std::max(maximum.y - minimum.y, 1e-6f)};
  const bool outside = minimum.x < low_.x || minimum.y < low_.y || maximum.x > high_.x || maximum.y > high_.y;
  const float filled = std::max(size.x / (high_.x - low_.x), size.y / (high_.y - low_.y));
  if (fitted_ && !outside && filled > kLeastFilled) return;
  low_ = {minimum.x - kMargin * size.x, minimum.y - kMargin * size.y};
  high_ = {maximum.x + kMargin * size.x, maximum.y + kMargin * size.y};
  fitted_ = true;
}

void PanZoom::jump_to_content() { by_hand_ = fitted_ = placed_ = false; }

void PanZoom::pan(ImVec2 by) {
  centre_ = {centre_.x - by.x / scale_, centre_.y + by.y / scale_};
  by_hand_ = true;
}

void PanZoom::zoom(float factor, ImVec2 around) {
  const ImVec2 before = to_plane(around);
  const float fitting = fitting_scale();
  scale_ = std::clamp(scale_ * factor, kSmallest * fitting, kLargest * fitting);
  const ImVec2 after = to_plane(around);
  centre_ = {centre_.x + before.x - after.x, centre_.y + before.y - after.y};
  by_hand_ = true;
}

ImVec2 PanZoom::to_screen(ImVec2 place) const {
  return {middle().x + (place.x - centre_.x) * scale_, middle().y - (place.y - centre_.y) * scale_};
}

ImVec2 PanZoom::to_plane(ImVec2 point) const {
  return {centre_.x + (point.x - middle().x) / scale_, centre_.y - (point.y - middle().y) / scale_};
}

float PanZoom::fitting_scale() const {
  const float width = std::max(maximum_.x - minimum_.x, 1.0f), height = std::max(maximum_.y - minimum_.y, 1.0f);
  return std::min(width / (high_.x - low_.x), height / (high_.y - low_.y));
}

}  // namespace hourglass
