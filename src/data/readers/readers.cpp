#include "data/readers/readers.h"

#include <algorithm>

#include "core/excerpt.h"
#include "core/file_kind.h"
#include "data/gzip.h"
#include "data/readers/arrays.h"
#include "data/readers/cifar.h"
#include "data/readers/names.h"
#include "data/readers/npy.h"
#include "data/readers/picture.h"
#include "data/readers/pictures.h"
#include "data/readers/sounds.h"
#include "data/readers/tables.h"
#include "data/readers/unpack_files.h"
#include "data/readers/wav.h"
#include "data/readers/words.h"
#include "data/readers/zip.h"

namespace hourglass {
namespace {

using Prefix = std::span<const std::byte>;

template <bool (*recognises)(Prefix)>
bool by_content(std::string_view, Prefix prefix) {
  return recognises(prefix);
}

constexpr DataFormat kFormats[] = {
    {"an IDX file", is_idx, read_arrays},
    {"a NumPy array", by_content<is_npy>, read_arrays},
    {"a PNG picture", by_content<is_png>, read_pictures},
    {"a JPEG picture", by_content<is_jpeg>, read_pictures},
    {"a PPM picture", by_content<is_ppm>, read_pictures},
    {"a WAV sound", by_content<is_wav>, read_sounds},
    {"a CIFAR batch", is_cifar, read_cifar},
    {"a table (CSV)", is_table, read_tables},
    {"a text file", is_words, read_words},
};

Prefix prefix_of(const std::vector<std::byte>& bytes) {
  return Prefix(bytes).first(std::min(bytes.size(), kFormatPrefix));
}

std::string known_formats() {
  std::string names;
  for (const DataFormat& format : kFormats) names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

/// The error where no file has a known format: names the first one that has a name of its own.
Error none_known(const GivenFiles& files, const std::string& name) {
  for (const GivenFile& file : files) {
    if (const FileKind* kind = recognise_file(prefix_of(file.bytes))) {
      return {kind->code, file.name, "byte 0", known_formats(), std::string(kind->name)};
    }
  }
  if (files.size() == 1 && files[0].bytes.empty()) {
    return {"file-empty", files[0].name, "byte 0", known_formats(), "an empty file"};
  }
  if (files.size() != 1) {
    return {"file-unknown-format", name, "", known_formats(), files.empty() ? "no files" : "other files"};
  }
  const auto prefix = prefix_of(files[0].bytes);
  const std::string_view text(reinterpret_cast<const char*>(prefix.data()), prefix.size());
  return {"file-unknown-format", files[0].name, "byte 0", known_formats(), excerpt(text, 20)};
}

/// The files of the preferred format's reader; all others are added to `ignored`.
GivenFiles choose_files(GivenFiles& files, const DataFormat& format, std::vector<std::string>& ignored) {
  GivenFiles chosen;
  for (GivenFile& file : files) {
    const DataFormat* own = find_format(file.name, prefix_of(file.bytes));
    if (own != nullptr && own->read == format.read) chosen.push_back(std::move(file));
    else ignored.push_back(ignored_file(file.name, prefix_of(file.bytes)));
  }
  return chosen;
}

const DataFormat* preferred_format(const GivenFiles& files) {
  const DataFormat* preferred = nullptr;
  for (const GivenFile& file : files) {
    const DataFormat* format = find_format(file.name, prefix_of(file.bytes));
    if (format != nullptr && (preferred == nullptr || format < preferred)) preferred = format;
  }
  return preferred;
}

}  // namespace

std::span<const DataFormat> data_formats() { return kFormats; }

const DataFormat* find_format(std::string_view name, Prefix prefix) {
  for (const DataFormat& format : kFormats) {
    if (format.recognises(name, prefix)) return &format;
  }
  return nullptr;
}

bool may_hold_data(std::string_view name, Prefix prefix) {
  return is_gzip(prefix) || is_zip(prefix) || find_format(name, prefix) != nullptr;
}

std::string ignored_file(std::string_view name, Prefix prefix) {
  const DataFormat* format = find_format(name, prefix);
  const FileKind* kind = recognise_file(prefix);
  const std::string_view is = format != nullptr ? format->name
                              : kind != nullptr ? kind->name
                              : prefix.empty()  ? "an empty file"
                                                : "an unknown format";
  return std::string(name) + ": " + std::string(is);
}

Result<GivenSet> read_files(GivenFiles files, std::string name, const OpenOptions& options) {
  auto unpacked = unpack_files(std::move(files), options.budget);
  if (!unpacked) return unpacked.error();
  const DataFormat* format = preferred_format(unpacked->files);
  if (format == nullptr) return none_known(unpacked->files, name);
  GivenFiles chosen = choose_files(unpacked->files, *format, unpacked->ignored);
  // The order of a folder or archive is no part of the data.
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const GivenFile& a, const GivenFile& b) { return a.name < b.name; });
  unpacked->files.clear();
  auto given = format->read(chosen, options);
  if (!given) return given.error();
  given->name = std::move(name);
  given->ignored.insert(given->ignored.begin(), unpacked->ignored.begin(), unpacked->ignored.end());
  return given;
}

}  // namespace hourglass
