#include "data/open.h"

#include <filesystem>
#include <optional>
#include <vector>

#include "core/file.h"
#include "data/digits.h"
#include "data/idx.h"
#include "data/image_set.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;
using Opened = Result<std::shared_ptr<const Dataset>>;

std::shared_ptr<const Dataset> make_digits(const OpenOptions& options) {
  return std::make_shared<Digits>(
      DigitsOptions{options.seed, options.digits_training, options.digits_held_out});
}

constexpr BuiltInSet kBuiltInSets[] = {
    {"digits", "handwritten digits, drawn by the program: 28x28, ten classes", make_digits},
};

/// The text with the last `from` in it replaced; empty where there is none.
std::string replaced(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.rfind(from);
  return at == std::string::npos ? "" : std::string(text).replace(at, from.size(), to);
}

std::string without_gz(const std::string& name) {
  return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

/// The path of the first file of these names in the folder, each with or without `.gz`; empty where there is
/// none.
std::string find_file(const fs::path& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    for (const char* ending : {"", ".gz"}) {
      std::error_code ignored;
      const fs::path path = folder / (name + ending);
      if (!name.empty() && fs::is_regular_file(path, ignored)) return path.string();
    }
  }
  return "";
}

std::string find_labels(const fs::path& images) {
  const std::string labels = replaced(without_gz(images.filename().string()), "images", "labels");
  return find_file(images.parent_path(), {replaced(labels, "idx3", "idx1"), labels});
}

std::string find_held_out(const fs::path& images) {
  const std::string name = without_gz(images.filename().string());
  return find_file(images.parent_path(), {replaced(name, "train", "t10k"), replaced(name, "train", "test")});
}

Result<LabelledImages> parse_part(const NamedBytes& images, const NamedBytes* labels,
                                  const MemoryBudget& budget) {
  auto parsed = parse_idx_images(images.bytes, images.name, budget);
  if (!parsed) return parsed.error();
  LabelledImages part{std::move(*parsed), std::nullopt, images.name};
  if (labels == nullptr) return part;
  auto parsed_labels = parse_idx_labels(labels->bytes, labels->name, budget);
  if (!parsed_labels) return parsed_labels.error();
  part.labels = std::move(*parsed_labels);
  part.labels_source = labels->name;
  return part;
}

/// The images at `path` and the labels beside them.
Result<LabelledImages> read_part(const std::string& path, const MemoryBudget& budget) {
  const auto images = read_file(path, budget);
  if (!images) return images.error();
  const std::string labels_path = find_labels(path);
  if (labels_path.empty()) return parse_part({path, *images}, nullptr, budget);
  const auto labels = read_file(labels_path, budget);
  if (!labels) return labels.error();
  const NamedBytes named_labels{labels_path, *labels};
  return parse_part({path, *images}, &named_labels, budget);
}

Opened finish(std::string name, LabelledImages training, std::optional<LabelledImages> held_out,
              const OpenOptions& options) {
  auto set = ImageSet::make(std::move(name), std::move(training), std::move(held_out), options.seed);
  if (!set) return set.error();
  return std::shared_ptr<const Dataset>(std::move(*set));
}

Opened open_images(std::string name, const std::string& path, const OpenOptions& options) {
  auto training = read_part(path, options.budget);
  if (!training) return training.error();
  const std::string held_out_path = find_held_out(path);
  if (held_out_path.empty()) return finish(std::move(name), std::move(*training), {}, options);
  auto held_out = read_part(held_out_path, options.budget);
  if (!held_out) return held_out.error();
  return finish(std::move(name), std::move(*training), std::move(*held_out), options);
}

/// The folder's own name, also for "data/" and ".".
std::string folder_name(const std::string& path) {
  std::error_code error;
  const fs::path full = fs::weakly_canonical(path, error);
  return error || full.filename().empty() ? path : full.filename().string();
}

Opened open_folder(const std::string& path, const OpenOptions& options) {
  const std::string images = find_file(path, {"train-images-idx3-ubyte", "train-images.idx3-ubyte"});
  if (images.empty()) {
    return Error{"file-unknown-format", path, "",
                 "a folder with train-images-idx3-ubyte or train-images-idx3-ubyte.gz", "no such file in it"};
  }
  return open_images(folder_name(path), images, options);
}

Error nothing_of_this_name(const std::string& text) {
  std::string names;
  for (const BuiltInSet& set : kBuiltInSets) names += (names.empty() ? "" : ", ") + std::string(set.name);
  return {"file-not-found", text, "",
          "a built-in set (" + names + "), an IDX file, or a folder of MNIST files", "nothing of this name"};
}

/// What the files are for.
struct Roles {
  const NamedBytes* images = nullptr;
  const NamedBytes* labels = nullptr;
};

Error refused(const std::string& name, std::string expected, std::string found) {
  return {"file-unknown-format", name, "", std::move(expected), std::move(found)};
}

/// Tells images from labels by content. Refuses two of a kind, and labels without images.
Result<Roles> assign_roles(const std::vector<const NamedBytes*>& files) {
  Roles roles;
  for (const NamedBytes* file : files) {
    const auto kind = idx_kind(file->bytes, file->name);
    if (!kind) return kind.error();
    const NamedBytes*& role = *kind == IdxKind::kImages ? roles.images : roles.labels;
    if (role != nullptr) {
      return refused(file->name, "one file of images and at most one of labels",
                     "a second one beside " + role->name);
    }
    role = file;
  }
  if (roles.images != nullptr) return roles;
  return refused(files.empty() ? "" : files[0]->name, "a file of images",
                 files.empty() ? "none" : "labels alone");
}

bool is_test_file(const NamedBytes& file) {
  return file.name.find("t10k") != std::string::npos || file.name.find("test") != std::string::npos;
}

Result<LabelledImages> part_from(const std::vector<const NamedBytes*>& files, const MemoryBudget& budget) {
  const auto roles = assign_roles(files);
  if (!roles) return roles.error();
  return parse_part(*roles->images, roles->labels, budget);
}

}  // namespace

std::span<const BuiltInSet> built_in_sets() {
  return kBuiltInSets;
}

Result<std::shared_ptr<const Dataset>> open_dataset(std::string_view text, const OpenOptions& options) {
  for (const BuiltInSet& set : kBuiltInSets) {
    if (text == set.name) return set.make(options);
  }
  const std::string path(text);
  std::error_code ignored;
  const fs::file_type type = fs::status(path, ignored).type();
  if (type == fs::file_type::not_found) return nothing_of_this_name(path);
  if (type == fs::file_type::directory) return open_folder(path, options);
  return open_images(fs::path(path).filename().string(), path, options);
}

Result<std::shared_ptr<const Dataset>> dataset_from_bytes(std::span<const NamedBytes> files,
                                                          const OpenOptions& options) {
  // Up to two files are one part, whatever their names.
  std::vector<const NamedBytes*> training_files, test_files;
  for (const NamedBytes& file : files) {
    (files.size() > 2 && is_test_file(file) ? test_files : training_files).push_back(&file);
  }
  auto training = part_from(training_files, options.budget);
  if (!training) return training.error();
  std::string name = training->source;
  if (test_files.empty()) return finish(std::move(name), std::move(*training), {}, options);
  auto held_out = part_from(test_files, options.budget);
  if (!held_out) return held_out.error();
  return finish(std::move(name), std::move(*training), std::move(*held_out), options);
}

}  // namespace hourglass
