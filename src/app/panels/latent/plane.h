// A plane through the latent space: codes projected onto it, and the code of a point on it.
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

  /// Whether places have codes. A map by neighbours is no plane: there only the codes themselves have places.
  bool has_codes() const { return !origin.empty(); }

  bool is_line() const { return coordinates[0] >= 0 && coordinates[1] < 0; }
  /// The code's projection; y is 0 on a line.
  ImVec2 place(std::span<const float> code) const;
  std::vector<float> code(ImVec2 place) const;
  /// Whether both planes show the same coordinates.
  bool shows_same(const LatentPlane& other) const { return coordinates == other.coordinates; }
  bool operator==(const LatentPlane&) const = default;
};

/// Through the codes' mean, along the directions in which they vary most.
LatentPlane principal_plane(const Codes& codes);
/// Coordinates `x` and `y` (-1: none), the others as in `kept`.
LatentPlane coordinate_plane(std::span<const float> kept, int x, int y);

/// A normal distribution projected onto a plane: offset(angle) lies at one standard deviation.
struct PlaneSpread {
  float xx = 0, yx = 0, yy = 0;  ///< the covariance's Cholesky factor
  ImVec2 offset(float angle) const;
};
/// The projection of independent coordinates with these variances.
PlaneSpread spread_on(const LatentPlane& plane, std::span<const float> variances);

/// Codes on a plane. They glide to their new places, so that the movement can be watched.
class PlanePoints {
 public:
  struct Box {
    ImVec2 minimum, maximum;
  };

  /// Sets the points' new places. A changed number of points takes its places at once.
  void aim(const Codes& codes, const LatentPlane& plane);
  void aim(std::vector<ImVec2> places);
  void glide(float seconds);

  const std::vector<ImVec2>& places() const { return shown_; }
  /// A box around the points' new places without a few outliers; a box around zero where there are no points.
  Box box() const;
  /// The mean place of a label's points; false where it has none.
  bool middle_of(const std::vector<int>& labels, int label, ImVec2& middle) const;

 private:
  std::vector<ImVec2> aimed_, shown_;
};

}  // namespace hourglass
