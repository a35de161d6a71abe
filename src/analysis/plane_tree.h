// A quadtree over points of the plane, for forces that all points have on each other.
//
// J. Barnes and P. Hut 1986, "A hierarchical O(N log N) force-calculation algorithm".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hourglass {

class PlaneTree {
 public:
  /// The sums over all other points of t = 1 / (1 + distance^2), and of t^2 * (point - other).
  struct Repulsion {
    double shares = 0, x = 0, y = 0;
  };

  /// Over points of x and y each, which must be finite. Keeps no reference.
  void build(std::span<const float> points);
  /// The repulsion of point `index`. A cell stands for all its points where its width is below `openness` times its
  /// distance; with 0 every point counts by itself.
  Repulsion repulsion(std::uint32_t index, double openness) const;

 private:
  static constexpr std::int32_t kNone = -1;
  /// A cell this many halvings below the whole is not divided: points that are closer share it.
  static constexpr int kDeepest = 24;

  struct Cell {
    float x = 0, y = 0;  ///< the mean of its points; while the tree is built, their sum
    float width = 0;
    std::uint32_t count = 0;
    std::int32_t children[4] = {kNone, kNone, kNone, kNone};
    std::int32_t point = kNone;  ///< its only point; kNone where there are more

    void add(std::uint32_t index, const float* at);
  };
  struct Middle {
    float at[2];
  };

  void insert(std::uint32_t index, Middle middle);
  /// The child in this quarter, made where there is none. Moves the cells.
  Cell& child(std::int32_t cell, int quarter);

  std::vector<float> points_;
  std::vector<Cell> cells_;
};

}  // namespace hourglass
