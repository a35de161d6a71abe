// A model applied to whole sets of samples.
#pragma once

#include "analysis/samples.h"
#include "core/error.h"
#include "data/dataset.h"
#include "session/model_runner.h"

namespace hourglass {

/// Codes of images (posterior means where the bottleneck is variational), latent x count; labels go along.
Samples encode(ModelRunner& runner, const Samples& images);
/// Images of codes, by the codes' labels where the model is conditional; labels go along.
Samples decode(ModelRunner& runner, const Samples& codes);
/// decode(encode(images)).
Samples reconstruct(ModelRunner& runner, const Samples& images);

/// Refused where the data's shape is not the one that the model was built for.
Status check_shape(const Model& model, const Dataset& data);

}  // namespace hourglass
