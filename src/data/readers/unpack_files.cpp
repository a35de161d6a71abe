#include "data/readers/unpack_files.h"

#include <string_view>
#include <utility>

#include "data/gzip.h"
#include "data/readers/names.h"
#include "data/readers/unpack.h"
#include "data/readers/zip.h"

namespace hourglass {
namespace {

std::string without_gz(const std::string& name) {
  return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

/// Files that systems leave in folders and archives; they are no data.
bool is_hidden(std::string_view name) {
  return file_part(name).starts_with('.') || name.starts_with("__MACOSX/") || name.find("/.") != std::string_view::npos;
}

class Unpacker {
 public:
  explicit Unpacker(const MemoryBudget& budget) : budget_(budget), left_(budget.bytes) {}

  Status add(GivenFile file) {
    if (is_zip(file.bytes)) return add_archive(file);
    if (!is_gzip(file.bytes)) return add_plain(std::move(file));
    auto content = gunzipped(file.bytes, file.name, {left_});
    if (!content) return content.error();
    file = {without_gz(file.name), std::move(*content)};
    if (is_gzip(file.bytes)) return add_plain(std::move(file));  // gzip in gzip is refused by its name
    return is_zip(file.bytes) ? add_archive(file) : add_plain(std::move(file));
  }

  UnpackedFiles finish() { return std::move(unpacked_); }

 private:
  Status add_plain(GivenFile file) {
    if (file.bytes.size() > left_) {
      return Error{"file-over-budget", file.name, "",
                   "at most " + std::to_string(budget_.bytes) + " bytes in all files", "more"};
    }
    left_ -= file.bytes.size();
    unpacked_.files.push_back(std::move(file));
    return Done{};
  }

  Status add_archive(const GivenFile& archive) {
    const auto entries = zip_entries(archive.bytes, archive.name);
    if (!entries) return entries.error();
    const bool is_npz = archive.name.ends_with(".npz");
    for (const ZipEntry& entry : *entries) {
      if (is_hidden(entry.name)) continue;
      auto content = zip_content(archive.bytes, entry, archive.name, {left_});
      if (!content) return content.error();
      if (is_zip(*content) && !is_npz) {
        unpacked_.ignored.push_back(entry.name + ": a zip archive inside a zip archive");
      } else if (const Status added = add_entry({entry.name, std::move(*content)}); !added) {
        return added.error();
      }
    }
    return Done{};
  }

  Status add_entry(GivenFile file) {
    if (!is_gzip(file.bytes)) return add_plain(std::move(file));
    auto content = gunzipped(file.bytes, file.name, {left_});
    if (!content) return content.error();
    return add_plain({without_gz(file.name), std::move(*content)});
  }

  const MemoryBudget budget_;
  std::uint64_t left_;
  UnpackedFiles unpacked_;
};

}  // namespace

Result<UnpackedFiles> unpack_files(std::vector<GivenFile> files, const MemoryBudget& budget) {
  Unpacker unpacker(budget);
  for (GivenFile& file : files) {
    if (const Status added = unpacker.add(std::move(file)); !added) return added.error();
  }
  return unpacker.finish();
}

}  // namespace hourglass
