#include "analysis/isolation_forest.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/random.h"

namespace hourglass {

double unsuccessful_search_depth(std::uint32_t count) {
  constexpr double kEuler = 0.5772156649;
  if (count < 2) return 0;
  if (count == 2) return 1;
  const double n = count;
  return 2 * (std::log(n - 1) + kEuler) - 2 * (n - 1) / n;
}

/// Grows one tree after the other into the forest's nodes.
class IsolationForest::Grower {
 public:
  Grower(const Samples& training, std::uint32_t subsample, std::vector<Node>& nodes)
      : training_(training),
        most_depth_(static_cast<int>(std::bit_width(subsample - 1))),
        nodes_(nodes),
        order_(training.count) {
    std::iota(order_.begin(), order_.end(), 0u);
    features_.resize(static_cast<std::size_t>(training.features));
    std::iota(features_.begin(), features_.end(), 0);
  }

  void grow(std::uint32_t subsample, const RandomKey& key) {
    Random random(key);
    // The first steps of Fisher and Yates draw without replacement, whatever order the tree before left.
    for (std::uint32_t i = 0; i < subsample; ++i) std::swap(order_[i], order_[i + random.below(training_.count - i)]);
    grow_node({order_.data(), subsample}, 0, random);
  }

 private:
  struct Bounds {
    float low, high;
  };

  Bounds bounds_of(std::span<const std::uint32_t> samples, int feature) const {
    Bounds bounds{training_.sample(samples[0])[feature], training_.sample(samples[0])[feature]};
    for (std::uint32_t n : samples) {
      bounds.low = std::min(bounds.low, training_.sample(n)[feature]);
      bounds.high = std::max(bounds.high, training_.sample(n)[feature]);
    }
    return bounds;
  }

  /// Draws a feature that varies among the samples and a value above its smallest; -1 where none varies.
  int draw_split(std::span<const std::uint32_t> samples, Random& random, float& split) {
    for (std::size_t left = features_.size(); left > 0; --left) {
      std::swap(features_[random.below(static_cast<std::uint32_t>(left))], features_[left - 1]);
      const int feature = features_[left - 1];
      const Bounds bounds = bounds_of(samples, feature);
      if (bounds.low == bounds.high) continue;
      split = random.uniform(bounds.low, bounds.high);
      // Rounding and a draw of 0 may give the smallest value, which would separate nothing.
      if (!(split > bounds.low)) split = bounds.high;
      return feature;
    }
    return -1;
  }

  void grow_node(std::span<std::uint32_t> samples, int depth, Random& random) {
    const std::size_t own = nodes_.size();
    nodes_.push_back({});
    float split = 0;
    const int feature = depth < most_depth_ && samples.size() > 1 ? draw_split(samples, random, split) : -1;
    if (feature < 0) {
      const double more = unsuccessful_search_depth(static_cast<std::uint32_t>(samples.size()));
      nodes_[own].depth = static_cast<float>(depth + more);
      return;
    }
    const auto middle = std::partition(samples.begin(), samples.end(),
                                       [&](std::uint32_t n) { return training_.sample(n)[feature] < split; });
    const auto below = static_cast<std::size_t>(middle - samples.begin());
    grow_node(samples.first(below), depth + 1, random);
    nodes_[own] = {feature, split, static_cast<std::uint32_t>(nodes_.size()), 0};
    grow_node(samples.subspan(below), depth + 1, random);
  }

  const Samples& training_;
  int most_depth_;
  std::vector<Node>& nodes_;
  std::vector<std::uint32_t> order_;  ///< of the training samples; a tree's subsample comes first
  std::vector<int> features_;
};

IsolationForest::IsolationForest(const Samples& training, const IsolationForestOptions& options) {
  const std::uint32_t subsample = std::min(options.subsample, training.count);
  typical_depth_ = unsuccessful_search_depth(subsample);
  Grower grower(training, subsample, nodes_);
  for (int tree = 0; tree < options.trees; ++tree) {
    roots_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    grower.grow(subsample, {options.seed, Stream::kIsolationForest, static_cast<std::uint64_t>(tree)});
  }
}

std::vector<double> IsolationForest::scores(const Samples& samples) const {
  std::vector<double> scores;
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    double depth = 0;
    for (std::uint32_t at : roots_) {
      while (nodes_[at].feature >= 0)
        at = samples.sample(n)[nodes_[at].feature] < nodes_[at].split ? at + 1 : nodes_[at].right;
      depth += static_cast<double>(nodes_[at].depth);
    }
    depth /= static_cast<double>(roots_.size());
    scores.push_back(typical_depth_ > 0 ? std::exp2(-depth / typical_depth_) : 0.5);
  }
  return scores;
}

}  // namespace hourglass
