// Opens data sets by path. Separate from open.cpp so that builds without a file system need not link it.
#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include "core/file.h"
#include "data/file_names.h"
#include "data/open_parts.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;
using Opened = Result<std::shared_ptr<const Dataset>>;

/// A file in a folder.
struct Entry {
  fs::path path;
  IdxFileName name;
  bool is_packed;
};

/// The regular files of a folder whose names say images or labels, in order of preference: first those that are not
/// gzipped, then by name.
std::vector<Entry> list_folder(const fs::path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (!it->is_regular_file(ignored)) continue;
    const std::string name = it->path().filename().string();
    IdxFileName parsed = parse_idx_file_name(name);
    if (parsed.role) entries.push_back({it->path(), std::move(parsed), name.ends_with(".gz")});
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.is_packed != b.is_packed ? b.is_packed : a.path < b.path; });
  return entries;
}

/// The path of the first file of this set, split and role, or "".
std::string find_file(const std::vector<Entry>& entries, const std::string& set, Split split, FileRole role) {
  for (const Entry& entry : entries) {
    if (entry.name.set == set && entry.name.split == split && entry.name.role == role) return entry.path.string();
  }
  return "";
}

/// Reads the images at `path` and, if `labels_path` is not empty, their labels.
Result<LabelledImages> read_part(const std::string& path, const std::string& labels_path, const MemoryBudget& budget) {
  const auto images = read_file(path, budget);
  if (!images) return images.error();
  if (labels_path.empty()) return parse_part({path, *images}, nullptr, budget);
  const auto labels = read_file(labels_path, budget);
  if (!labels) return labels.error();
  const NamedBytes named_labels{labels_path, *labels};
  return parse_part({path, *images}, &named_labels, budget);
}

/// Opens the images at `path` with the files of `entries` that belong to the same set.
Opened open_images(std::string name, const std::string& path, const std::vector<Entry>& entries,
                   const OpenOptions& options) {
  const IdxFileName words = parse_idx_file_name(fs::path(path).filename().string());
  const auto find = [&](Split split, FileRole role) {
    return words.role == FileRole::kImages ? find_file(entries, words.set, split, role) : "";
  };
  auto training = read_part(path, find(words.split, FileRole::kLabels), options.budget);
  if (!training) return training.error();
  const std::string held_out_path = words.says_training ? find(Split::kHeldOut, FileRole::kImages) : "";
  if (held_out_path.empty()) return to_dataset(std::move(name), std::move(*training), {}, options);
  auto held_out = read_part(held_out_path, find(Split::kHeldOut, FileRole::kLabels), options.budget);
  if (!held_out) return held_out.error();
  return to_dataset(std::move(name), std::move(*training), std::move(*held_out), options);
}

/// The folder's own name, even if `path` is "data/" or ".".
std::string folder_name(const std::string& path) {
  std::error_code error;
  const fs::path full = fs::weakly_canonical(path, error);
  return error || full.filename().empty() ? path : full.filename().string();
}

/// The names of the sets that have training images, in alphabetical order.
std::set<std::string> sets_of(const std::vector<Entry>& entries) {
  std::set<std::string> sets;
  for (const Entry& entry : entries) {
    if (entry.name.role == FileRole::kImages && entry.name.says_training) sets.insert(entry.name.set);
  }
  return sets;
}

Opened open_folder(const std::string& path, const OpenOptions& options) {
  const std::vector<Entry> entries = list_folder(path);
  const std::set<std::string> sets = sets_of(entries);
  if (sets.empty()) {
    return Error{"file-unknown-format", path, "", "a folder with train-images-idx3-ubyte or train-images-idx3-ubyte.gz",
                 "no such file in it"};
  }
  // Prefer the set "": files with MNIST's plain names.
  if (sets.size() > 1 && !sets.contains("")) {
    std::string names;
    for (const std::string& set : sets) names += (names.empty() ? "" : ", ") + set;
    return Error{"data-several-sets", path, "", "a folder with the files of one set", names};
  }
  return open_images(folder_name(path), find_file(entries, *sets.begin(), Split::kTraining, FileRole::kImages), entries,
                     options);
}

}  // namespace

Opened open_path(const std::string& path, const OpenOptions& options) {
  std::error_code ignored;
  const fs::file_type type = fs::status(path, ignored).type();
  if (type == fs::file_type::not_found) return no_data_set(path);
  if (type == fs::file_type::directory) return open_folder(path, options);
  const fs::path file(path);
  return open_images(file.filename().string(), path, list_folder(file.has_parent_path() ? file.parent_path() : "."),
                     options);
}

}  // namespace hourglass
