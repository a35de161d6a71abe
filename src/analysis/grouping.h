// Groups of samples, found without labels, and their figures.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/cluster_agreement.h"
#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

enum class GroupMethod {
  kKMeans,   ///< analysis/k_means.h
  kMixture,  ///< analysis/gaussian_groups.h, beginning with the groups of k-means
};

/// A row of the table of methods.
struct GroupMethodRow {
  GroupMethod kind;
  std::string_view id, blurb;
};
std::span<const GroupMethodRow> group_methods();

struct GroupingOptions {
  GroupMethod method = GroupMethod::kKMeans;
  int restarts = 10;       ///< of k-means
  std::uint64_t seed = 1;  ///< of the first centres, and of the samples that a silhouette is computed on
};

/// Whether the method takes samples of so many features.
bool can_group(GroupMethod method, int features);

/// The group of each sample, 0 .. count - 1 at most: the largest is 0, of equally large ones that of the first sample.
/// `count` is at least 1 and at most samples.count. The same for any number of threads.
std::vector<int> group_samples(const Samples& samples, int count, const GroupingOptions& options,
                               const Compute& compute);

/// The silhouette of so many groups.
struct CountSilhouette {
  int count;
  double silhouette;
};

/// Silhouettes of 2 .. most groups (fewer where there are fewer samples), found among at most kMostMeasured samples
/// drawn by seed. Empty where there are fewer than three samples.
std::vector<CountSilhouette> silhouettes_by_count(const Samples& samples, int most, const GroupingOptions& options,
                                                  const Compute& compute);
/// The count with the largest silhouette; of equals the first. The list is not empty.
int best_count(std::span<const CountSilhouette> silhouettes);

struct GroupFigures {
  std::vector<std::uint32_t> sizes;           ///< of the groups
  double silhouette = 0;                      ///< of at most kMostMeasured samples drawn by seed
  std::optional<ClusterAgreement> agreement;  ///< over the samples that have a label, if any has
};
GroupFigures group_figures(const Samples& samples, std::span<const int> groups, std::uint64_t seed,
                           const Compute& compute);

}  // namespace hourglass
