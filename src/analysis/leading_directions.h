// The two directions along which samples vary most, kept up to date cheaply while the samples move.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace hourglass {

/// Two orthonormal directions of `features` values each; both empty before the first samples. With one feature the
/// second direction is 0.
using Directions = std::array<std::vector<float>, 2>;

/// One step of orthogonal iteration towards the two leading principal directions of `samples` (features x count, sample
/// after sample) around `mean`. Directions of slightly different samples are followed without jumps or changes of sign;
/// directions of another size are replaced by a fixed start. Costs 4 * features * count multiply-adds; about ten steps
/// are enough from a fresh start.
///
/// G. Golub and C. Van Loan, "Matrix Computations", section 8.2.4.
void improve_directions(std::span<const float> samples, std::span<const float> mean, Directions& directions);

}  // namespace hourglass
