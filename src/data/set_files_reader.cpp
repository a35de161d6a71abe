// Reads the files of data/set_files.h. Apart from writing them, which pages do not.
#include <string>

#include "core/find_by.h"
#include "data/description_text.h"
#include "data/open_parts.h"
#include "data/sample_set.h"
#include "data/set_files.h"

namespace hourglass {
namespace {

Result<SamplePart> read_part(std::span<const NamedBytes> files, std::string_view part, const Shape& shape,
                             const OpenOptions& options) {
  const std::string name = std::string(part) + std::string(set_file::kSamples);
  const NamedBytes* samples = find_by(files, &NamedBytes::name, name);
  if (samples == nullptr) return Error{"file-unknown-format", name, "", "a file of this name", "none"};
  const NamedBytes* labels = find_by(files, &NamedBytes::name, std::string(part) + std::string(set_file::kLabels));
  auto read = parse_part(*samples, labels, options.budget);
  if (!read) return read;
  if (read->samples.shape.features() != shape.features()) {
    return Error{"description-does-not-fit", name, "", std::to_string(shape.features()) + " features per sample",
                 std::to_string(read->samples.shape.features())};
  }
  read->samples.shape = shape;
  return read;
}

}  // namespace

Result<std::shared_ptr<const Dataset>> set_from_files(std::span<const NamedBytes> files, const OpenOptions& options) {
  const NamedBytes* file = find_by(files, &NamedBytes::name, set_file::kDescription);
  if (file == nullptr) return Error{"file-unknown-format", set_file::kDescription, "", "a file of this name", "none"};
  const std::string_view text(reinterpret_cast<const char*>(file->bytes.data()), file->bytes.size());
  auto described = parse_set_description(text, file->name);
  if (!described) return described.error();
  auto training = read_part(files, set_file::kTraining, described->shape, options);
  if (!training) return training.error();
  auto held_out = read_part(files, set_file::kHeldOut, described->shape, options);
  if (!held_out) return held_out.error();
  return SampleSet::make(
      {described->name, std::move(described->description), std::move(*training), std::move(*held_out)}, options.seed,
      Scale::kNone);
}

}  // namespace hourglass
