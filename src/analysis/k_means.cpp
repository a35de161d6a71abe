#include "analysis/k_means.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/assert.h"
#include "core/gemm.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Samples per task.
constexpr std::uint32_t kPart = 1000;
/// Of the features' mean variance: centres that move less are at rest.
constexpr double kLeastMove = 1e-4;

double squared_distance(const float* a, const float* b, std::size_t size) {
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const double apart = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    sum += apart * apart;
  }
  return sum;
}

/// Work on the samples of one task, and what it adds to the next centres.
struct Part {
  std::vector<float> products;  ///< [sample][group]
  std::vector<double> sums;     ///< [group][feature]
  std::vector<double> sizes;    ///< of each group
  bool changed = false;
};

class Lloyd {
 public:
  Lloyd(const Samples& samples, std::vector<float> centres, const Compute& compute)
      : samples_(samples), features_(static_cast<std::size_t>(samples.features)), compute_(compute) {
    result_.centres = std::move(centres);
    count_ = result_.centres.size() / features_;
    result_.groups.assign(samples.count, -1);
    distances_.resize(samples.count);
    parts_.resize((samples.count + kPart - 1) / kPart);
    for (Part& part : parts_) {
      part.products.resize(kPart * count_);
      part.sums.resize(count_ * features_);
      part.sizes.resize(count_);
    }
    const std::vector<double> deviation = feature_statistics(samples).deviation;
    least_move_ =
        kLeastMove * std::inner_product(deviation.begin(), deviation.end(), deviation.begin(), 0.0) / samples.features;
  }

  KMeans run(int iterations) {
    bool moves = true;
    for (; moves && result_.iterations < iterations; ++result_.iterations) moves = assign() && move_centres();
    assign();
    result_.inertia = std::accumulate(distances_.begin(), distances_.end(), 0.0);
    return std::move(result_);
  }

 private:
  /// Each sample joins the nearest centre; false where none changed its group.
  bool assign() {
    // |x - c|^2 without |x|^2, which is the same for all centres.
    half_lengths_.resize(count_);
    for (std::size_t k = 0; k < count_; ++k) {
      const float* centre = result_.centres.data() + k * features_;
      double sum = 0;
      for (std::size_t i = 0; i < features_; ++i)
        sum += static_cast<double>(centre[i]) * static_cast<double>(centre[i]);
      half_lengths_[k] = static_cast<float>(-sum / 2);
    }
    compute_.pool().run(static_cast<int>(parts_.size()), [&](int task, Real* scratch) {
      assign_part(static_cast<std::uint32_t>(task) * kPart, parts_[static_cast<std::size_t>(task)], scratch);
    });
    return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.changed; });
  }

  void assign_part(std::uint32_t first, Part& part, Real* scratch) {
    const std::uint32_t size = std::min(kPart, samples_.count - first);
    multiply_in_task(compute_,
                     {.m = static_cast<int>(size),
                      .n = static_cast<int>(count_),
                      .k = samples_.features,
                      .a = rows(samples_.sample(first), samples_.features),
                      .b = transposed(result_.centres.data(), samples_.features),
                      .c = part.products.data(),
                      .bias = half_lengths_.data()},
                     scratch);
    part.changed = false;
    std::fill(part.sums.begin(), part.sums.end(), 0.0);
    std::fill(part.sizes.begin(), part.sizes.end(), 0.0);
    for (std::uint32_t n = 0; n < size; ++n) {
      const float* row = part.products.data() + std::size_t{n} * count_;
      const auto group = static_cast<std::size_t>(std::max_element(row, row + count_) - row);
      const float* sample = samples_.sample(first + n);
      part.changed |= std::exchange(result_.groups[first + n], static_cast<int>(group)) != static_cast<int>(group);
      distances_[first + n] = squared_distance(sample, result_.centres.data() + group * features_, features_);
      double* sums = part.sums.data() + group * features_;
      for (std::size_t i = 0; i < features_; ++i) sums[i] += static_cast<double>(sample[i]);
      part.sizes[group] += 1;
    }
  }

  /// Each centre moves to its samples' mean; false where they hardly moved.
  bool move_centres() {
    std::vector<double> sums(count_ * features_), sizes(count_);
    for (const Part& part : parts_) {
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part.sums[i];
      for (std::size_t k = 0; k < count_; ++k) sizes[k] += part.sizes[k];
    }
    double moved = 0;
    for (std::size_t k = 0; k < count_; ++k) {
      const float* lone = sizes[k] > 0 ? nullptr : take_farthest();
      for (std::size_t i = 0; i < features_; ++i) {
        const std::size_t at = k * features_ + i;
        const float next = lone != nullptr ? lone[i] : static_cast<float>(sums[at] / sizes[k]);
        const double apart = static_cast<double>(next) - static_cast<double>(result_.centres[at]);
        moved += apart * apart;
        result_.centres[at] = next;
      }
    }
    return moved > least_move_;
  }

  /// The sample farthest from its own centre; the next call gives another one.
  const float* take_farthest() {
    const auto farthest = std::max_element(distances_.begin(), distances_.end());
    *farthest = 0;
    return samples_.sample(static_cast<std::uint32_t>(farthest - distances_.begin()));
  }

  const Samples& samples_;
  std::size_t features_, count_ = 0;
  const Compute& compute_;
  KMeans result_;
  std::vector<float> half_lengths_;  ///< minus half the squared length of each centre
  std::vector<double> distances_;    ///< squared, of each sample to its centre
  std::vector<Part> parts_;
  double least_move_ = 0;
};

/// k-means++: samples as first centres.
std::vector<float> first_centres(const Samples& samples, int count, const RandomKey& key, const Compute& compute) {
  Random random(key);
  const auto features = static_cast<std::size_t>(samples.features);
  std::vector<double> nearest(samples.count, std::numeric_limits<double>::infinity());
  std::vector<float> centres;
  std::uint32_t chosen = random.below(samples.count);
  while (true) {
    const float* centre = samples.sample(chosen);
    centres.insert(centres.end(), centre, centre + features);
    if (centres.size() == static_cast<std::size_t>(count) * features) return centres;
    compute.pool().run(static_cast<int>((samples.count + kPart - 1) / kPart), [&](int task, Real*) {
      const std::uint32_t first = static_cast<std::uint32_t>(task) * kPart;
      for (std::uint32_t n = first; n < std::min(samples.count, first + kPart); ++n)
        nearest[n] = std::min(nearest[n], squared_distance(samples.sample(n), centre, features));
    });
    const double total = std::accumulate(nearest.begin(), nearest.end(), 0.0);
    chosen = random.below(samples.count);
    if (total <= 0) continue;  // all samples are centres already
    double left = total * static_cast<double>(random.uniform());
    for (chosen = 0; chosen + 1 < samples.count && (left -= nearest[chosen]) >= 0;) ++chosen;
  }
}

}  // namespace

KMeans lloyd(const Samples& samples, std::vector<float> centres, int iterations, const Compute& compute) {
  HG_ASSERT(samples.count > 0 && !centres.empty(), "k-means needs samples and centres");
  return Lloyd(samples, std::move(centres), compute).run(iterations);
}

KMeans fit_k_means(const Samples& samples, const KMeansOptions& options, const Compute& compute) {
  HG_ASSERT(options.count > 0 && static_cast<std::uint32_t>(options.count) <= samples.count, "too many groups");
  KMeans best;
  for (int restart = 0; restart < options.restarts; ++restart) {
    const RandomKey key{options.seed, Stream::kKMeans, static_cast<std::uint64_t>(restart)};
    KMeans fit = lloyd(samples, first_centres(samples, options.count, key, compute), options.iterations, compute);
    if (restart == 0 || fit.inertia < best.inertia) best = std::move(fit);
  }
  return best;
}

}  // namespace hourglass
