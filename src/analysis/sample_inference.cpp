#include "analysis/sample_inference.h"

namespace hourglass {
namespace {

Samples run(ModelRunner::Task task, ModelRunner& runner, const Samples& given) {
  return {.features = runner.output_size(task),
          .count = given.count,
          .values = runner.run(task, given.values, given.labels),
          .labels = given.labels};
}

}  // namespace

Samples encode(ModelRunner& runner, const Samples& images) { return run(ModelRunner::Task::kEncode, runner, images); }

Samples decode(ModelRunner& runner, const Samples& codes) { return run(ModelRunner::Task::kDecode, runner, codes); }

Samples reconstruct(ModelRunner& runner, const Samples& images) {
  return run(ModelRunner::Task::kReconstruct, runner, images);
}

Status check_shape(const Model& model, const Dataset& data) {
  if (data.shape() == model.input) return Done{};
  return Error{"data-shape-mismatch", data.name(), "", std::to_string(model.input.features()) + " values per sample",
               std::to_string(data.shape().features())};
}

}  // namespace hourglass
