// Includes Eigen with the one configuration that every file shares. No other file includes Eigen directly.
#pragma once

// Without its own vector code Eigen does the same operations in the same order on every machine, so decompositions and
// sums give the same bits natively and in WebAssembly. Large products go through core/gemm.h.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_MPL2_ONLY

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
