// Minimises a smooth function by L-BFGS.
//
// J. Nocedal and S. Wright 2006, "Numerical Optimization", algorithms 7.4 and 7.5; steps are halved until they satisfy
// the sufficient decrease condition (equation 3.4, c = 1e-4).
#pragma once

#include <functional>

#include "core/eigen.h"

namespace hourglass {

/// Value at `x`; assigns the gradient, which has the size of x.
using Objective = std::function<double(const Eigen::VectorXd& x, Eigen::VectorXd& gradient)>;

struct MinimiseOptions {
  int iterations = 300;          ///< at most
  int memory = 10;               ///< pairs of steps and gradient changes kept
  double least_decrease = 1e-7;  ///< stops where an iteration lowers the value by a smaller share of it
};

/// Moves x downhill and returns the number of iterations done. Deterministic: sums run in order, in double.
int minimise(const Objective& objective, const MinimiseOptions& options, Eigen::VectorXd& x);

}  // namespace hourglass
