// Models as files with smaller weights: to be used, not to be trained on.
#pragma once

#include "io/model_file.h"
#include "io/weight_type.h"

namespace hourglass {

/// The bytes of a model's file with weights of this type, without the optimiser's state and the best weights of a run.
/// Tensors of one axis stay F32. Whole numbers have a tensor of scales beside them: `encoder.0.weight` is I8, and
/// `encoder.0.weight.scale` has one number for each of its rows.
std::vector<std::byte> to_small_model_file(const Model& model, WeightType type);

/// The model as readers of that file have it.
Model with_weights_as(const Model& model, WeightType type);

}  // namespace hourglass
