// Opens data sets by path. A file of its own, so that a program without files can leave all of it out.
#include <filesystem>
#include <optional>
#include <vector>

#include "core/file.h"
#include "data/open_parts.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;
using Opened = Result<std::shared_ptr<const Dataset>>;

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

Opened open_images(std::string name, const std::string& path, const OpenOptions& options) {
  auto training = read_part(path, options.budget);
  if (!training) return training.error();
  const std::string held_out_path = find_held_out(path);
  if (held_out_path.empty()) return to_dataset(std::move(name), std::move(*training), {}, options);
  auto held_out = read_part(held_out_path, options.budget);
  if (!held_out) return held_out.error();
  return to_dataset(std::move(name), std::move(*training), std::move(*held_out), options);
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
    return Error{"file-unknown-format", path, "", "a folder with train-images-idx3-ubyte or train-images-idx3-ubyte.gz",
                 "no such file in it"};
  }
  return open_images(folder_name(path), images, options);
}

}  // namespace

Opened open_path(const std::string& path, const OpenOptions& options) {
  std::error_code ignored;
  const fs::file_type type = fs::status(path, ignored).type();
  if (type == fs::file_type::not_found) return no_data_set(path);
  if (type == fs::file_type::directory) return open_folder(path, options);
  return open_images(fs::path(path).filename().string(), path, options);
}

}  // namespace hourglass
