// Orthonormal bases, the step that every orthogonal iteration shares.
#pragma once

#include "core/eigen.h"

namespace hourglass {

/// Replaces the columns of `basis` (features x count) by orthonormal ones: the first k columns span what the first k
/// spanned before, and no column changes its side (its dot product with the column it replaces is not negative).
/// Columns that add nothing to those before them become 0. By the modified Gram-Schmidt process (G. Golub and
/// C. Van Loan, "Matrix Computations", section 5.2.8); 2 * features * count^2 operations.
void orthonormalise(Eigen::Ref<Eigen::MatrixXf> basis);

}  // namespace hourglass
