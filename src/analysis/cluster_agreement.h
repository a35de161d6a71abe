// How far groups that were found without labels are those of the labels.
#pragma once

#include <span>

namespace hourglass {

/// Three figures of the same table of counts n_gl (group g, label l; N in all); 1 where groups and labels are the same
/// partition.
struct ClusterAgreement {
  /// Share of the samples whose label is the most frequent one of their group. Grows with the number of groups.
  double purity = 0;
  /// Mutual information of groups and labels over the arithmetic mean of their entropies, 0 .. 1.
  double normalised_mutual_information = 0;
  /// (index - expected) / (maximum - expected), where the index is the number of pairs of samples that both put
  /// together; about 0 for groups made at random. L. Hubert and P. Arabie 1985, "Comparing partitions".
  double adjusted_rand_index = 0;
};

/// Compares two partitions of the same samples, of which there is at least one. Any numbers name groups and labels.
/// Where both are one group, or each sample is alone in both, all figures are 1.
ClusterAgreement cluster_agreement(std::span<const int> groups, std::span<const int> labels);

}  // namespace hourglass
