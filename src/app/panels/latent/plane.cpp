#include "app/panels/latent/plane.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hourglass {
namespace {

/// Between -1 and 1, always the same for the same point.
float jitter(int point) {
  const float golden = static_cast<float>(point) * 0.618034f;
  return 2 * (golden - std::floor(golden)) - 1;
}

/// All but the outermost two hundredths of the values.
void usual_range(std::vector<float> values, float& low, float& high) {
  const std::size_t out = values.size() / 100;
  const auto at = [&](std::size_t place) { return values.begin() + static_cast<std::ptrdiff_t>(place); };
  std::nth_element(values.begin(), at(out), values.end());
  low = values[out];
  std::nth_element(values.begin(), at(values.size() - 1 - out), values.end());
  high = values[values.size() - 1 - out];
}

}  // namespace

ImVec2 LatentPlane::place(std::span<const float> code) const {
  const auto [x, y] = coordinates;
  if (x >= 0) return {code[static_cast<std::size_t>(x)], y < 0 ? 0 : code[static_cast<std::size_t>(y)]};
  const auto along = [](std::span<const float> axis, std::span<const float> a) {
    return std::inner_product(axis.begin(), axis.end(), a.begin(), 0.0f);
  };
  return {along(axes[0], code) - along(axes[0], origin), along(axes[1], code) - along(axes[1], origin)};
}

std::vector<float> LatentPlane::code(ImVec2 place) const {
  std::vector<float> code = origin;
  if (coordinates[0] >= 0) {
    code[static_cast<std::size_t>(coordinates[0])] = place.x;
    if (coordinates[1] >= 0) code[static_cast<std::size_t>(coordinates[1])] = place.y;
    return code;
  }
  for (std::size_t i = 0; i < code.size(); ++i) code[i] += place.x * axes[0][i] + place.y * axes[1][i];
  return code;
}

LatentPlane principal_plane(const Codes& codes) { return {codes.mean, codes.principal, {-1, -1}}; }

LatentPlane coordinate_plane(std::span<const float> kept, int x, int y) {
  return {{kept.begin(), kept.end()}, {}, {x, y}};
}

ImVec2 PlaneSpread::offset(float angle) const {
  return {xx * std::cos(angle), yx * std::cos(angle) + yy * std::sin(angle)};
}

PlaneSpread spread_on(const LatentPlane& plane, std::span<const float> variances) {
  float x_x = 0, x_y = 0, y_y = 0;
  const auto [x, y] = plane.coordinates;
  if (x >= 0) {
    x_x = variances[static_cast<std::size_t>(x)];
    y_y = y < 0 ? 0 : variances[static_cast<std::size_t>(y)];
  } else {
    for (std::size_t i = 0; i < variances.size(); ++i) {
      x_x += variances[i] * plane.axes[0][i] * plane.axes[0][i];
      x_y += variances[i] * plane.axes[0][i] * plane.axes[1][i];
      y_y += variances[i] * plane.axes[1][i] * plane.axes[1][i];
    }
  }
  PlaneSpread spread;
  spread.xx = std::sqrt(std::max(x_x, 0.0f));
  spread.yx = spread.xx > 0 ? x_y / spread.xx : 0;
  spread.yy = std::sqrt(std::max(y_y - spread.yx * spread.yx, 0.0f));
  return spread;
}

void PlanePoints::aim(const Codes& codes, const LatentPlane& plane) {
  aimed_.resize(static_cast<std::size_t>(codes.count));
  // Points on a line are spread above and below it, so that they hide each other less.
  const float band = plane.is_line() ? 1.5f * codes.deviation[static_cast<std::size_t>(plane.coordinates[0])] : 0;
  for (int n = 0; n < codes.count; ++n) {
    ImVec2& point = aimed_[static_cast<std::size_t>(n)];
    point = plane.place(codes.code(n));
    point.y += band * jitter(n);
  }
  if (shown_.size() != aimed_.size()) shown_ = aimed_;
}

void PlanePoints::aim(std::vector<ImVec2> places) {
  aimed_ = std::move(places);
  if (shown_.size() != aimed_.size()) shown_ = aimed_;
}

void PlanePoints::glide(float seconds) {
  const float share = 1 - std::exp(-14 * seconds);
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const ImVec2 way = {aimed_[i].x - shown_[i].x, aimed_[i].y - shown_[i].y};
    // A point that is nearly there arrives, so that the picture comes to rest.
    const bool arrives = std::fabs(way.x) + std::fabs(way.y) < 1e-3f;
    shown_[i] = arrives ? aimed_[i] : ImVec2{shown_[i].x + share * way.x, shown_[i].y + share * way.y};
  }
}

PlanePoints::Box PlanePoints::box() const {
  if (aimed_.empty()) return {{-3, -3}, {3, 3}};
  std::vector<float> x, y;
  for (ImVec2 point : aimed_) {
    x.push_back(point.x);
    y.push_back(point.y);
  }
  Box box;
  usual_range(std::move(x), box.minimum.x, box.maximum.x);
  usual_range(std::move(y), box.minimum.y, box.maximum.y);
  return box;
}

bool PlanePoints::middle_of(const std::vector<int>& labels, int label, ImVec2& middle) const {
  ImVec2 sum;
  int found = 0;
  for (std::size_t i = 0; i < std::min(labels.size(), shown_.size()); ++i) {
    if (labels[i] != label) continue;
    sum = {sum.x + shown_[i].x, sum.y + shown_[i].y};
    ++found;
  }
  if (found > 0) middle = {sum.x / static_cast<float>(found), sum.y / static_cast<float>(found)};
  return found > 0;
}

}  // namespace hourglass
