#include "cli/new_data.h"

#include "analysis/sample_inference.h"
#include "core/find_by.h"
#include "data/conform.h"
#include "data/readers/read_path.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

Status append_part(const SamplePart& part, const DataDescription& own, const Model& model, Samples& samples) {
  const auto features = conform(part, own, model.description, model.input);
  if (!features) return features.error();
  samples.values.insert(samples.values.end(), features->begin(), features->end());
  std::vector<int> labels = part.labels;
  labels.resize(part.samples.count, kNoLabel);
  samples.labels.insert(samples.labels.end(), labels.begin(), labels.end());
  samples.count += part.samples.count;
  return Done{};
}

Result<Samples> read_file_samples(const Model& model, const std::string& path, const OpenOptions& options) {
  const auto given = read_path(path, options);
  if (!given) return given.error();
  Samples samples{model.input.features(), 0, {}, {}};
  if (Status status = append_part(given->training, given->description, model, samples); !status) return status.error();
  if (!given->held_out) return samples;
  if (Status status = append_part(*given->held_out, given->description, model, samples); !status) return status.error();
  return samples;
}

/// The settings' options, with what the model knows: columns that are categories also where a small file has too few
/// rows to show it, and the size of pictures.
OpenOptions options_for(const Model& model, const Settings& settings) {
  OpenOptions options = open_options(settings);
  for (const Column& column : model.description.columns) {
    if (model.description.kind == DataKind::kTable && !column.categories.empty())
      options.categorical.push_back(column.name);
  }
  const bool square = model.input.height == model.input.width;
  if (model.description.kind == DataKind::kImage && square && options.image_size == 0)
    options.image_size = model.input.height;
  return options;
}

}  // namespace

Result<Samples> read_new_samples(const Model& model, const Settings& settings) {
  if (find_by(built_in_sets(), &BuiltInSet::name, settings.data.source)) {
    const auto data = open_dataset(settings.data.source, open_options(settings));
    if (!data) return data.error();
    if (Status status = check_shape(model, **data); !status) return status.error();
    return read_samples(**data, Split::kHeldOut);
  }
  OpenOptions options = options_for(model, settings);
  auto samples = read_file_samples(model, settings.data.source, options);
  if (samples || options.label_column.empty() || samples.error().code != ErrorCode("data-no-such-column"))
    return samples;
  // Data to be scored usually have no column of labels.
  options.label_column.clear();
  return read_file_samples(model, settings.data.source, options);
}

}  // namespace hourglass
