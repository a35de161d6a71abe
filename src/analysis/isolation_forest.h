// Isolation forests: samples that random splits soon set apart from all others are anomalies.
//
// F. T. Liu, K. M. Ting, Z.-H. Zhou 2008, "Isolation forest", algorithms 1 to 3 and equations 1 and 2.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"

namespace hourglass {

struct IsolationForestOptions {
  int trees = 100;
  std::uint32_t subsample = 256;  ///< training samples of each tree, drawn without replacement; at least 2
  std::uint64_t seed = 1;
};

/// The mean depth at which a search tree of `count` values misses: what is added for the samples of a leaf that was not
/// split further. Equation 1, with the harmonic number as ln(i) + 0.5772156649; 1 for two values, 0 for one.
double unsuccessful_search_depth(std::uint32_t count);

class IsolationForest {
 public:
  /// Grows the trees on at least one training sample, all values finite. A node splits at a uniformly drawn value of a
  /// drawn feature; features that are constant within the node are not drawn. Trees end at the depth ceil(log2(size of
  /// the subsample)). The same samples and options give the same trees.
  explicit IsolationForest(const Samples& training, const IsolationForestOptions& options = {});

  /// 2^(-(mean depth of the sample over the trees) / unsuccessful_search_depth(size of the subsample)) for each sample:
  /// near 1 for anomalies, 0.5 where nothing tells samples apart.
  std::vector<double> scores(const Samples& samples) const;

 private:
  /// A node of a tree. Where it splits, `right` is the second child, and the first follows the node itself.
  struct Node {
    int feature = -1;  ///< -1 in a leaf
    float split = 0;   ///< samples below it go to the first child
    std::uint32_t right = 0;
    float depth = 0;  ///< of a leaf: edges from the root, and what its samples add
  };
  class Grower;

  std::vector<Node> nodes_;           ///< of all trees
  std::vector<std::uint32_t> roots_;  ///< in `nodes_`
  double typical_depth_ = 0;
};

}  // namespace hourglass
