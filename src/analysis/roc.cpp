#include "analysis/roc.h"

#include <algorithm>
#include <cstddef>

namespace hourglass {

std::vector<RocPoint> roc_curve(std::span<const double> negatives, std::span<const double> positives) {
  struct Scored {
    double score;
    bool positive;
  };
  std::vector<Scored> all;
  for (double score : negatives) all.push_back({score, false});
  for (double score : positives) all.push_back({score, true});
  std::sort(all.begin(), all.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::vector<RocPoint> curve = {{}};
  std::size_t false_positives = 0, true_positives = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    ++(all[i].positive ? true_positives : false_positives);
    // Equal scores cannot be separated: one point for all of them.
    if (i + 1 < all.size() && all[i + 1].score == all[i].score) continue;
    curve.push_back({static_cast<double>(false_positives) / static_cast<double>(negatives.size()),
                     static_cast<double>(true_positives) / static_cast<double>(positives.size())});
  }
  return curve;
}

double area_under_roc(std::span<const double> negatives, std::span<const double> positives) {
  const std::vector<RocPoint> curve = roc_curve(negatives, positives);
  double area = 0;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    area += (curve[i].false_positive_rate - curve[i - 1].false_positive_rate) *
            (curve[i].true_positive_rate + curve[i - 1].true_positive_rate) / 2;
  }
  return area;
}

}  // namespace hourglass
