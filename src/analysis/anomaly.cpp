#include "analysis/anomaly.h"

#include "analysis/image_metrics.h"
#include "analysis/pca.h"
#include "analysis/roc.h"

namespace hourglass {

std::vector<double> reconstruction_scores(ModelRunner& runner, const Samples& images) {
  const Samples reconstructed = reconstruct(runner, images);
  const std::size_t features = static_cast<std::size_t>(images.features);
  std::vector<double> scores;
  for (std::uint32_t n = 0; n < images.count; ++n) {
    scores.push_back(squared_error({images.sample(n), features}, {reconstructed.sample(n), features}));
  }
  return scores;
}

double anomaly_auc(std::span<const double> scores, std::span<const int> labels, int normal_class) {
  std::vector<double> normal, anomalous;
  for (std::size_t n = 0; n < scores.size(); ++n) (labels[n] == normal_class ? normal : anomalous).push_back(scores[n]);
  return area_under_roc(normal, anomalous);
}

std::vector<double> principal_anomaly_auc(const Samples& normal, const Samples& images, int normal_class, int most,
                                          const Compute& compute) {
  const PrincipalComponents components = fit_principal_components(normal, most, compute);
  const std::vector<double> errors = errors_by_rank(components, images, images, compute);
  const std::size_t ranks = static_cast<std::size_t>(components.count) + 1;
  std::vector<double> areas, scores(images.count);
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    for (std::size_t n = 0; n < images.count; ++n) scores[n] = errors[n * ranks + rank];
    areas.push_back(anomaly_auc(scores, images.labels, normal_class));
  }
  return areas;
}

}  // namespace hourglass
