// A model's codes beside what they are compared with: principal components of the same size, and the values as they
// are.
#pragma once

#include <string>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// The name of features for people (`title`), such as "PCA of 32", and for programs (`id`): "model", "pca",
/// and the kind's word for values: "pixels".
struct FeatureName {
  std::string id, title;
};

/// Codes, principal components and values of one or several sets of the same samples.
struct ComparedFeatures {
  FeatureName name;
  std::vector<Samples> sets;
};

/// The three inputs of a comparison, in the order: codes of `model`, principal components, values. `sets` are samples
/// as the data has them, the training samples first; the components are those of the first set. Encoders receive no
/// labels, so that none can be found in the codes; in components and values, missing ones are replaced as an encoder's
/// are.
Result<std::vector<ComparedFeatures>> compared_features(const Model& model, std::vector<Samples> sets,
                                                        const Compute& compute);

}  // namespace hourglass
