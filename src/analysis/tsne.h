// A map of samples in the plane in which neighbours stay neighbours: t-SNE.
//
// L. van der Maaten and G. Hinton 2008, "Visualizing data using t-SNE"; L. van der Maaten 2014, "Accelerating t-SNE
// using tree-based algorithms".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/plane_tree.h"
#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

struct TsneOptions {
  /// About how many neighbours each sample has: 2 to the power of the entropy, in bits, of the neighbours' shares.
  double perplexity = 30;
  int iterations = 500;
  /// Of these the first ones, in which neighbours attract each other twelve times as much: groups find each other. With
  /// 0 the start is a map already, which is kept but for what the samples have changed.
  int exaggerated = 120;
  double openness = 0.5;  ///< see PlaneTree::repulsion
};

/// Makes the map a little at a time, so that it can be watched, and stopped. With p(i, j) the shares of neighbours
/// among the samples, symmetric, and q(i, j) those in the map, in proportion to 1 / (1 + |y_i - y_j|^2), it lowers the
/// sum over all pairs of p log(p / q) by gradient descent with momentum and gains. Nothing is random: the learning rate
/// is N / 12 (A. Belkina et al. 2019, "Automated optimized parameters for t-distributed stochastic neighbor
/// embedding"), and the map begins at given places, such as the two main directions (D. Kobak and P. Berens 2019, "The
/// art of using t-SNE for single-cell transcriptomics").
class Tsne {
 public:
  Tsne() = default;
  /// `start` holds x and y of each sample; where options.exaggerated is above 0 its scale does not matter. Keeps a copy
  /// of the samples, whose values must be finite. Of fewer than four samples the start is the map.
  Tsne(Samples samples, std::vector<float> start, const TsneOptions& options);

  /// Works on this many samples: finds their neighbours, or the forces on them in one iteration. False once the map is
  /// complete.
  bool advance(std::uint32_t samples, const Compute& compute);
  /// x and y of each sample after the last whole iteration; the start before the first.
  const std::vector<float>& places() const { return places_; }
  int iteration() const { return iteration_; }  ///< done

 private:
  /// What comes next, in this order; the last one again and again.
  enum class Stage { kNeighbours, kAffinities, kForces };
  struct Affinity {
    std::uint32_t other;
    float share;
  };

  void find_neighbours(std::uint32_t first, std::uint32_t count, const Compute& compute);
  std::vector<Affinity> shares_of(std::uint32_t index, std::span<const std::uint32_t> neighbours) const;
  void add_affinities(std::uint32_t index);
  void add_forces(std::uint32_t index);
  void move();

  Samples samples_;
  TsneOptions options_;
  std::vector<std::vector<Affinity>> neighbours_;  ///< of each sample, shares that sum to 1
  std::vector<std::vector<Affinity>> affinities_;  ///< the same symmetric: p(i, j) = p(j, i), which sum to 1 in all
  std::vector<float> places_, speeds_, gains_;     ///< x and y of each sample
  std::vector<double> attraction_, repulsion_;     ///< the same; complete after a whole iteration
  PlaneTree tree_;
  double all_shares_ = 0;  ///< the sum of 1 / (1 + |y_i - y_j|^2) over the pairs so far
  Stage stage_ = Stage::kNeighbours;
  std::uint32_t next_ = 0;  ///< the sample that comes next in this stage
  int iteration_ = 0;
};

}  // namespace hourglass
