#include "analysis/orthonormalise.h"

#include <cmath>

namespace hourglass {

// Eigen's Householder QR would do, but the blocked products inside it sum in an order that the processor's cache sizes
// decide, and they take 128 kB of stack, which a page does not have.
void orthonormalise(Eigen::Ref<Eigen::MatrixXf> basis) {
  // Of a column's squared length: a column of which less is left is rounding.
  constexpr float kLeast = 1e-10f;
  for (Eigen::Index j = 0; j < basis.cols(); ++j) {
    auto column = basis.col(j);
    const float before = column.squaredNorm();
    for (Eigen::Index i = 0; i < j; ++i) column -= basis.col(i).dot(column) * basis.col(i);
    const float left = column.squaredNorm();
    if (left > kLeast * before) {
      column /= std::sqrt(left);
    } else {
      column.setZero();
    }
  }
}

}  // namespace hourglass
