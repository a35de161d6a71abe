#include "analysis/grouping.h"

#include <algorithm>
#include <numeric>

#include "analysis/gaussian_groups.h"
#include "analysis/k_means.h"
#include "analysis/measured_subset.h"
#include "analysis/silhouette.h"

namespace hourglass {
namespace {

constexpr GroupMethodRow kMethods[] = {
    {GroupMethod::kKMeans, "k-means", "round groups around their means"},
    {GroupMethod::kMixture, "mixture", "a Gaussian mixture: groups may be long, wide or slanted"},
};

std::vector<std::uint32_t> sizes_of(std::span<const int> groups) {
  std::vector<std::uint32_t> sizes;
  for (int group : groups) {
    sizes.resize(std::max(sizes.size(), static_cast<std::size_t>(group) + 1));
    ++sizes[static_cast<std::size_t>(group)];
  }
  return sizes;
}

/// Renumbers groups by their sizes, the largest first.
std::vector<int> by_size(const std::vector<int>& groups) {
  const std::vector<std::uint32_t> sizes = sizes_of(groups);
  std::vector<std::size_t> first(sizes.size(), groups.size()), order(sizes.size()), place(sizes.size());
  for (std::size_t n = groups.size(); n-- > 0;) first[static_cast<std::size_t>(groups[n])] = n;
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b];
  });
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<int> renumbered;
  for (int group : groups) renumbered.push_back(static_cast<int>(place[static_cast<std::size_t>(group)]));
  return renumbered;
}

}  // namespace

std::span<const GroupMethodRow> group_methods() { return kMethods; }

bool can_group(GroupMethod method, int features) {
  return method != GroupMethod::kMixture || features <= kMostGaussianFeatures;
}

std::vector<int> group_samples(const Samples& samples, int count, const GroupingOptions& options,
                               const Compute& compute) {
  const KMeans round =
      fit_k_means(samples, {.count = count, .restarts = options.restarts, .seed = options.seed}, compute);
  if (options.method == GroupMethod::kKMeans) return by_size(round.groups);
  return by_size(fit_gaussian_groups(samples, round.groups, count, {}, compute).groups);
}

std::vector<CountSilhouette> silhouettes_by_count(const Samples& samples, int most, const GroupingOptions& options,
                                                  const Compute& compute) {
  const Samples drawn = pick_samples(samples, measured_subset(samples.count, options.seed));
  std::vector<CountSilhouette> silhouettes;
  for (int count = 2; count <= most && static_cast<std::uint32_t>(count) < drawn.count; ++count)
    silhouettes.push_back({count, silhouette(drawn, group_samples(drawn, count, options, compute), compute)});
  return silhouettes;
}

int best_count(std::span<const CountSilhouette> silhouettes) {
  return std::max_element(
             silhouettes.begin(), silhouettes.end(),
             [](const CountSilhouette& a, const CountSilhouette& b) { return a.silhouette < b.silhouette; })
      ->count;
}

GroupFigures group_figures(const Samples& samples, std::span<const int> groups, std::uint64_t seed,
                           const Compute& compute) {
  GroupFigures figures;
  figures.sizes = sizes_of(groups);
  const std::vector<std::uint32_t> measured = measured_subset(samples.count, seed);
  std::vector<int> own;
  for (std::uint32_t n : measured) own.push_back(groups[n]);
  figures.silhouette = silhouette(pick_samples(samples, measured), own, compute);
  std::vector<int> labelled_groups, labels;
  for (std::size_t n = 0; n < samples.labels.size(); ++n) {
    if (samples.labels[n] == kNoLabel) continue;
    labelled_groups.push_back(groups[n]);
    labels.push_back(samples.labels[n]);
  }
  if (!labels.empty()) figures.agreement = cluster_agreement(labelled_groups, labels);
  return figures;
}

}  // namespace hourglass
