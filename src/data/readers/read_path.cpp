#include "data/readers/read_path.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <tuple>

#include "core/file.h"
#include "data/file_names.h"
#include "data/gzip.h"
#include "data/open_parts.h"
#include "data/readers/arrays.h"
#include "data/readers/readers.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;

/// Folders inside folders that are searched.
constexpr int kMostDepth = 8;

/// A file that may hold data.
struct Entry {
  fs::path path;
  std::string name;  ///< below the folder that is read, with "/" between folders
  bool is_packed = false;
  bool is_array = false;  ///< whether it is, or may hold, an IDX or NumPy file
  IdxFileName words;
};

struct Listing {
  std::vector<Entry> entries;
  std::vector<std::string> ignored;
};

/// The first bytes of a file; none if it cannot be read.
std::vector<std::byte> prefix_of(const fs::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.string().c_str(), "rb"), std::fclose);
  std::vector<std::byte> prefix(kFormatPrefix);
  prefix.resize(file ? std::fread(prefix.data(), 1, prefix.size(), file.get()) : 0);
  return prefix;
}

void list_file(const fs::path& path, std::string name, Listing& listing) {
  const std::vector<std::byte> prefix = prefix_of(path);
  if (!may_hold_data(name, prefix)) {
    listing.ignored.push_back(ignored_file(name, prefix));
    return;
  }
  const DataFormat* format = find_format(name, prefix);
  const bool is_packed = is_gzip(prefix);
  IdxFileName words = parse_idx_file_name(path.filename().string());
  listing.entries.push_back({path, std::move(name), is_packed,
                             is_packed || (format != nullptr && format->read == read_arrays), std::move(words)});
}

/// The files of a folder and of those in it. Files that are not gzipped come first, then all go by name.
Listing list_folder(const fs::path& folder, int depth) {
  Listing listing;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    const bool is_hidden = it->path().filename().string().starts_with('.');
    if (is_hidden || it.depth() >= depth) it.disable_recursion_pending();
    if (is_hidden || !it->is_regular_file(ignored)) continue;
    list_file(it->path(), it->path().lexically_relative(folder).generic_string(), listing);
  }
  std::sort(listing.entries.begin(), listing.entries.end(),
            [](const Entry& a, const Entry& b) { return a.is_packed != b.is_packed ? b.is_packed : a.name < b.name; });
  std::sort(listing.ignored.begin(), listing.ignored.end());
  return listing;
}

bool has_role(const Entry& entry) { return entry.is_array && entry.words.role.has_value(); }

/// The names of the sets that have training images, in alphabetical order.
std::set<std::string> sets_of(const std::vector<Entry>& entries) {
  std::set<std::string> sets;
  for (const Entry& entry : entries) {
    if (has_role(entry) && entry.words.role == FileRole::kImages && entry.words.says_training) {
      sets.insert(entry.words.set);
    }
  }
  return sets;
}

/// Keeps, of the files that have a role by their names, the first of each role in the set `set`.
void keep_set(const std::string& set, Listing& listing) {
  std::set<std::tuple<Split, FileRole>> seen;
  std::erase_if(listing.entries, [&](const Entry& entry) {
    if (!has_role(entry)) return false;
    const bool is_kept = entry.words.set == set && seen.insert({entry.words.split, *entry.words.role}).second;
    if (!is_kept) listing.ignored.push_back(entry.name + ": of another set");
    return !is_kept;
  });
}

/// Keeps the file `name` and the files beside it that its name goes with: its labels and, if it is for training, the
/// held-out images with theirs.
void keep_companions(const std::string& name, std::vector<Entry>& entries) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.name == name; });
  if (found == entries.end()) return;
  const Entry self = *found;
  const bool has_companions = has_role(self) && self.words.role == FileRole::kImages;
  bool has_held_out = false;
  for (const Entry& entry : entries) {
    has_held_out |= has_role(entry) && entry.words.set == self.words.set && entry.words.role == FileRole::kImages &&
                    entry.words.split == Split::kHeldOut;
  }
  std::set<std::tuple<Split, FileRole>> seen = {{self.words.split, FileRole::kImages}};
  std::erase_if(entries, [&](const Entry& entry) {
    if (entry.name == name) return false;
    if (!has_companions || !has_role(entry) || entry.words.set != self.words.set) return true;
    const bool same_split = entry.words.split == self.words.split;
    const bool is_held_out = self.words.says_training && has_held_out && entry.words.split == Split::kHeldOut;
    return !(same_split || is_held_out) || !seen.insert({entry.words.split, *entry.words.role}).second;
  });
}

/// Reads the files of a listing. An error about one of them names its path.
Result<GivenSet> read_listing(Listing listing, std::string name, const OpenOptions& options) {
  GivenFiles files;
  MemoryBudget left = options.budget;
  for (const Entry& entry : listing.entries) {
    auto bytes = read_file(entry.path.string(), left);
    if (!bytes) return bytes.error();
    left.bytes -= bytes->size();
    files.push_back({entry.name, std::move(*bytes)});
  }
  auto given = read_files(std::move(files), std::move(name), options);
  if (given) {
    given->ignored.insert(given->ignored.begin(), listing.ignored.begin(), listing.ignored.end());
    return given;
  }
  Error error = given.error();
  for (const Entry& entry : listing.entries) {
    if (entry.name == error.source) error.source = entry.path.string();
  }
  return error;
}

/// The folder's own name, even if `path` is "data/" or ".".
std::string folder_name(const std::string& path) {
  std::error_code error;
  const fs::path full = fs::weakly_canonical(path, error);
  return error || full.filename().empty() ? path : full.filename().string();
}

Result<GivenSet> read_folder(const std::string& path, const OpenOptions& options) {
  Listing listing = list_folder(path, kMostDepth);
  const std::set<std::string> sets = sets_of(listing.entries);
  // Prefer the set "": files with MNIST's plain names.
  if (sets.size() > 1 && !sets.contains("")) {
    std::string names;
    for (const std::string& set : sets) names += (names.empty() ? "" : ", ") + set;
    return Error{"data-several-sets", path, "", "a folder with the files of one set", names};
  }
  if (!sets.empty()) keep_set(*sets.begin(), listing);
  auto given = read_listing(std::move(listing), folder_name(path), options);
  if (given || given.error().source != folder_name(path)) return given;
  Error error = given.error();
  error.source = path;
  return error;
}

Result<GivenSet> read_one(const std::string& path, const OpenOptions& options) {
  const fs::path file(path);
  const std::string name = file.filename().string();
  Listing listing;
  // Of a file that is nothing known, the whole content decides what the error says.
  const IdxFileName words = parse_idx_file_name(name);
  if (words.role == FileRole::kImages) listing = list_folder(file.has_parent_path() ? file.parent_path() : ".", 0);
  listing.ignored.clear();
  keep_companions(name, listing.entries);
  const bool is_listed = std::any_of(listing.entries.begin(), listing.entries.end(),
                                     [&](const Entry& entry) { return entry.name == name; });
  if (!is_listed) listing.entries = {{file, name, false, false, words}};
  return read_listing(std::move(listing), name, options);
}

}  // namespace

Result<GivenSet> read_path(const std::string& path, const OpenOptions& options) {
  std::error_code ignored;
  const fs::file_type type = fs::status(path, ignored).type();
  if (type == fs::file_type::not_found) return no_data_set(path);
  if (type == fs::file_type::directory) return read_folder(path, options);
  return read_one(path, options);
}

Result<std::shared_ptr<const Dataset>> open_path(const std::string& path, const OpenOptions& options) {
  auto given = read_path(path, options);
  if (!given) return given.error();
  return SampleSet::make(std::move(*given), options.seed, options.scale);
}

}  // namespace hourglass
