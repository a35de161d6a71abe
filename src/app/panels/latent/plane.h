// A plane through the space of codes: where codes lie on it, and which code a place on it stands for.
#pragma once

#include <array>
#include <span>
#include <vector>

#include <imgui.h>

#include "app/tasks/codes.h"

namespace hourglass {

/// code = origin + x * axes[0] + y * axes[1], or the origin with two of its coordinates replaced.
struct LatentPlane {
  std::vector<float> origin;
  Directions axes;                         ///< orthonormal; unused where coordinates are shown
  std::array<int, 2> coordinates{-1, -1};  ///< the coordinates shown; {i, -1} shows one alone

  bool is_line() const { return coordinates[0] >= 0 && coordinates[1] < 0; }
  /// The nearest place of a code; y is 0 on a line.
  ImVec2 place(std::span<const float> code) const;
  std::vector<float> code(ImVec2 place) const;
  /// What is told apart by eye: other coordinates, or others than before.
  bool shows_same(const LatentPlane& other) const { return coordinates == other.coordinates; }
  bool operator==(const LatentPlane&) const = default;
};

/// Through the codes' mean, along the directions in which they vary most.
LatentPlane principal_plane(const Codes& codes);
/// Coordinates `x` and `y` (-1: none), the others as in `kept`.
LatentPlane coordinate_plane(std::span<const float> kept, int x, int y);

/// A normal distribution as it is seen on a plane: offset(angle) walks around it at one standard deviation.
struct PlaneSpread {
  float xx = 0, yx = 0, yy = 0;  ///< the covariance's Cholesky factor
  ImVec2 offset(float angle) const;
};
/// Of independent coordinates with these variances.
PlaneSpread spread_on(const LatentPlane& plane, std::span<const float> variances);

/// Codes on a plane. They glide to where newer codes belong, so that the eye can follow them.
class PlanePoints {
 public:
  struct Box {
    ImVec2 minimum, maximum;
  };

  /// Where the points belong now. Another number of points than before stands there at once.
  void aim(const Codes& codes, const LatentPlane& plane);
  void glide(float seconds);

  const std::vector<ImVec2>& places() const { return shown_; }
  /// Holds all but a few outliers of where the points belong; something around zero where there are none.
  Box box() const;
  /// The middle of a label's points; false where there is none.
  bool middle_of(const std::vector<int>& labels, int label, ImVec2& middle) const;

 private:
  std::vector<ImVec2> aimed_, shown_;
};

}  // namespace hourglass
