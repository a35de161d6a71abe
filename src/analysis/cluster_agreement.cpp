#include "analysis/cluster_agreement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/assert.h"

namespace hourglass {
namespace {

using Counts = std::map<int, double>;
using Table = std::map<std::pair<int, int>, double>;

double pairs_in(double count) { return count * (count - 1) / 2; }

double purity(const Table& table, double n) {
  Counts most;
  for (const auto& [key, count] : table) most[key.first] = std::max(most[key.first], count);
  double sum = 0;
  for (const auto& [group, count] : most) sum += count;
  return sum / n;
}

double entropy(const Counts& counts, double n) {
  double sum = 0;
  for (const auto& [key, count] : counts) sum -= count / n * std::log(count / n);
  return sum;
}

double normalised_information(const Table& table, const Counts& groups, const Counts& labels, double n) {
  if (groups.size() == 1 && labels.size() == 1) return 1;
  double information = 0;
  for (const auto& [key, count] : table)
    information += count / n * std::log(count * n / (groups.at(key.first) * labels.at(key.second)));
  return std::clamp(2 * information / (entropy(groups, n) + entropy(labels, n)), 0.0, 1.0);
}

double adjusted_rand(const Table& table, const Counts& groups, const Counts& labels, double n) {
  double together = 0, in_groups = 0, in_labels = 0;
  for (const auto& [key, count] : table) together += pairs_in(count);
  for (const auto& [group, count] : groups) in_groups += pairs_in(count);
  for (const auto& [label, count] : labels) in_labels += pairs_in(count);
  const double expected = n > 1 ? in_groups * in_labels / pairs_in(n) : 0, most = (in_groups + in_labels) / 2;
  return most == expected ? 1 : (together - expected) / (most - expected);
}

}  // namespace

ClusterAgreement cluster_agreement(std::span<const int> groups, std::span<const int> labels) {
  HG_ASSERT(groups.size() == labels.size() && !groups.empty(), "one group and one label per sample");
  Counts group_sizes, label_sizes;
  Table table;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ++group_sizes[groups[i]];
    ++label_sizes[labels[i]];
    ++table[{groups[i], labels[i]}];
  }
  const auto n = static_cast<double>(groups.size());
  return {purity(table, n), normalised_information(table, group_sizes, label_sizes, n),
          adjusted_rand(table, group_sizes, label_sizes, n)};
}

}  // namespace hourglass
