#include "data/open.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/find_by.h"
#include "data/file_names.h"
#include "data/idx.h"
#include "data/open_parts.h"
#include "data/set_files.h"

namespace hourglass {
namespace {

/// The files of one split.
struct Roles {
  const NamedBytes* images = nullptr;
  const NamedBytes* labels = nullptr;
};

Error refused(const std::string& name, std::string expected, std::string found) {
  return {"file-unknown-format", name, "", std::move(expected), std::move(found)};
}

/// Distinguishes images from labels by content. Refuses two files of one kind, and labels without images.
Result<Roles> assign_roles(const std::vector<const NamedBytes*>& files) {
  Roles roles;
  for (const NamedBytes* file : files) {
    const auto kind = idx_kind(file->bytes, file->name);
    if (!kind) return kind.error();
    const NamedBytes*& role = *kind == IdxKind::kSamples ? roles.images : roles.labels;
    if (role != nullptr) {
      return refused(file->name, "one file of images and at most one of labels", "a second one beside " + role->name);
    }
    role = file;
  }
  if (roles.images != nullptr) return roles;
  return refused(files.empty() ? "" : files[0]->name, "a file of images", files.empty() ? "none" : "labels alone");
}

bool is_test_file(const NamedBytes& file) { return parse_idx_file_name(file.name).split == Split::kHeldOut; }

/// Whether each kind of file occurs at most once: then all files belong to one split, whatever their names.
Result<bool> is_one_split(std::span<const NamedBytes> files) {
  int images = 0, labels = 0;
  for (const NamedBytes& file : files) {
    const auto kind = idx_kind(file.bytes, file.name);
    if (!kind) return kind.error();
    ++(*kind == IdxKind::kSamples ? images : labels);
  }
  return images <= 1 && labels <= 1;
}

Result<SamplePart> part_from(const std::vector<const NamedBytes*>& files, const MemoryBudget& budget) {
  const auto roles = assign_roles(files);
  if (!roles) return roles.error();
  return parse_part(*roles->images, roles->labels, budget);
}

}  // namespace

std::vector<std::string> column_list(std::string_view list) {
  std::vector<std::string> names;
  if (list == "none") return names;
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    const std::size_t first = item.find_first_not_of(' ');
    if (first != std::string_view::npos) names.emplace_back(item.substr(first, item.find_last_not_of(' ') - first + 1));
  }
  return names;
}

Result<SamplePart> parse_part(const NamedBytes& samples, const NamedBytes* labels, const MemoryBudget& budget) {
  auto parsed = parse_idx_samples(samples.bytes, samples.name, budget);
  if (!parsed) return parsed.error();
  SamplePart part{std::move(*parsed), {}, samples.name};
  if (labels == nullptr) return part;
  auto parsed_labels = parse_idx_labels(labels->bytes, labels->name, budget);
  if (!parsed_labels) return parsed_labels.error();
  part.labels = std::move(*parsed_labels);
  part.labels_source = labels->name;
  return part;
}

Result<std::shared_ptr<const Dataset>> to_dataset(std::string name, SamplePart training,
                                                  std::optional<SamplePart> held_out, const OpenOptions& options) {
  DataDescription description = description_of(training.samples);
  return SampleSet::make({std::move(name), std::move(description), std::move(training), std::move(held_out)},
                         options.seed, options.scale);
}

Error no_data_set(std::string_view text) {
  std::string names;
  for (const BuiltInSet& set : built_in_sets()) names += (names.empty() ? "" : ", ") + std::string(set.name);
  return {"file-not-found", std::string(text), "",
          "a built-in set (" + names + "), an IDX file, or a folder of MNIST files", "nothing of this name"};
}

Result<std::shared_ptr<const Dataset>> open_dataset(std::string_view text, const OpenOptions& options) {
  if (const BuiltInSet* set = find_by(built_in_sets(), &BuiltInSet::name, text)) {
    if (set->make) return set->make(options);
    return Error{"data-not-drawn", std::string(text), "", "its samples as files", "only its name"};
  }
  return open_path(std::string(text), options);
}

std::vector<NamedBytes> named_bytes(std::span<const GivenFile> files) {
  std::vector<NamedBytes> views;
  for (const GivenFile& file : files) views.push_back({file.name, file.bytes});
  return views;
}

Result<std::shared_ptr<const Dataset>> dataset_from_bytes(std::span<const NamedBytes> files,
                                                          const OpenOptions& options) {
  for (const NamedBytes& file : files) {
    if (is_set_description(file.bytes)) return set_from_files(files, options);
  }
  const auto one_split = is_one_split(files);
  if (!one_split) return one_split.error();
  std::vector<const NamedBytes*> training_files, test_files;
  for (const NamedBytes& file : files) {
    (!*one_split && is_test_file(file) ? test_files : training_files).push_back(&file);
  }
  auto training = part_from(training_files, options.budget);
  if (!training) return training.error();
  std::string name = training->source;
  if (test_files.empty()) return to_dataset(std::move(name), std::move(*training), {}, options);
  auto held_out = part_from(test_files, options.budget);
  if (!held_out) return held_out.error();
  return to_dataset(std::move(name), std::move(*training), std::move(*held_out), options);
}

}  // namespace hourglass
