#include "cli/compared_features.h"

#include <algorithm>

#include "analysis/pca.h"
#include "analysis/sample_inference.h"

namespace hourglass {

Result<std::vector<ComparedFeatures>> compared_features(const Model& model, std::vector<Samples> sets,
                                                        const Compute& compute) {
  auto runner =
      ModelRunner::create(model, {.threads = model.settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return runner.error();
  std::vector<ComparedFeatures> compared(3);
  for (const Samples& samples : sets) compared[0].sets.push_back(encode(**runner, samples));
  for (Samples& samples : sets) fill_missing(model.description, samples);
  const int size = std::min(compared[0].sets[0].features, sets[0].features);
  const PrincipalComponents components = fit_principal_components(sets[0], size, compute);
  for (const Samples& samples : sets) compared[1].sets.push_back(principal_codes(components, samples, compute));
  const std::string values(data_kind_row(model.description.kind).values);
  compared[0].name = {"model", "code of " + std::to_string(compared[0].sets[0].features)};
  compared[1].name = {"pca", "PCA of " + std::to_string(size)};
  compared[2].name = {values, std::to_string(sets[0].features) + " " + values};
  compared[2].sets = std::move(sets);
  return compared;
}

}  // namespace hourglass
