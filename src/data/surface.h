// The built-in data set `surface`: points on a sheet that is rolled up in space.
#pragma once

#include "data/generated_set.h"

namespace hourglass {

/// Table rows of the three coordinates of a point, x, y and z. With u and v drawn uniformly from [0, 1], a turn
/// t = 2 pi (1/2 + u) and a radius r = 0.1 + 0.4 u,
///
///     x = 0.5 + r cos t    y = 0.05 + 0.9 v    z = 0.5 + r sin t
///
/// so the sheet turns once, and further from the middle as it goes on; after the Swiss roll of Tenenbaum, de Silva and
/// Langford 2000. Two numbers describe a point, and no plane follows the sheet. The label says where along the roll the
/// point lies: the tenth of u, from 0 to 9.
class Surface : public CachedSet<float> {
 public:
  explicit Surface(const GeneratedOptions& options = {});

  int label(Split split, std::uint32_t index) const override;

 private:
  void draw(Split split, std::uint32_t index, float* values) const override;
};

}  // namespace hourglass
