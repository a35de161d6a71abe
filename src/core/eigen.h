// The one door through which Eigen comes in, so that everybody has the same configuration of it.
#pragma once

// Without its own vector code Eigen does the same operations in the same order on every machine: decompositions give
// the same bits natively and in WebAssembly, where it has no vector code at all. The engine's own multiply does heavy
// work.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_MPL2_ONLY

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
