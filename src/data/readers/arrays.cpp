#include "data/readers/arrays.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <optional>

#include "core/excerpt.h"
#include "data/channels.h"
#include "data/idx.h"
#include "data/readers/binary.h"
#include "data/readers/names.h"
#include "data/readers/npy.h"

namespace hourglass {
namespace {

/// A file of samples or of labels.
struct Item {
  std::string source;
  FileRole role = FileRole::kImages;
  std::optional<NamedSplit> split;
  StoredSamples samples = {};
  std::vector<int> labels = {};
};

/// A file's item, or why it is not used.
struct Taken {
  std::optional<Item> item;
  std::string ignored = {};
  std::optional<Error> error = {};  ///< the same as an error, where there is nothing else
};

Result<Item> read_idx(const GivenFile& file, const OpenOptions& options) {
  const auto kind = idx_kind(file.bytes, file.name);
  if (!kind) return kind.error();
  Item item{file.name, *kind == IdxKind::kLabels ? FileRole::kLabels : FileRole::kImages, role_of(file.name).split};
  if (item.role == FileRole::kLabels) {
    auto labels = parse_idx_labels(file.bytes, file.name, options.budget);
    if (!labels) return labels.error();
    item.labels = std::move(*labels);
  } else {
    auto samples = parse_idx_samples(file.bytes, file.name, options.budget);
    if (!samples) return samples.error();
    item.samples = std::move(*samples);
  }
  return item;
}

float value_at(const Array& array, std::size_t i) {
  return array.bytes.empty() ? array.numbers[i] : static_cast<float>(array.bytes[i]);
}

std::size_t values_in(const Array& array) { return std::max(array.bytes.size(), array.numbers.size()); }

/// Whether each row of a table has a single 1 and otherwise zeros.
bool is_one_hot(const Array& array, std::size_t width) {
  for (std::size_t at = 0; at < values_in(array); at += width) {
    int ones = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const float value = value_at(array, at + i);
      if (value != 0 && value != 1) return false;
      ones += value == 1;
    }
    if (ones != 1) return false;
  }
  return true;
}

/// The labels of an array: its values, the only column of a table, or the place of the 1 in each of its rows. Nothing
/// where they are other numbers, such as those of a regression.
std::optional<std::vector<int>> labels_of(const Array& array) {
  const std::size_t width = array.dimensions.size() == 1 ? 1 : array.dimensions[1];
  if (array.dimensions.size() > 2 || (width > 1 && !is_one_hot(array, width))) return std::nullopt;
  std::vector<int> labels;
  labels.reserve(array.dimensions[0]);
  for (std::size_t at = 0; at < values_in(array); at += width) {
    float label = value_at(array, at);
    for (std::size_t i = 0; width > 1 && i < width; ++i) {
      if (value_at(array, at + i) == 1) label = static_cast<float>(i);
    }
    if (!(label >= 0 && label <= kLargestLabel) || label != std::floor(label)) return std::nullopt;
    labels.push_back(static_cast<int>(label));
  }
  return labels;
}

/// Whether the second dimension is the channels.
bool has_channels_first(const std::vector<std::uint32_t>& d) { return d.size() == 4 && are_channels_first(d); }

/// The shape of the samples of an array with a first dimension of samples.
Shape shape_of(const Array& array) {
  constexpr int kMnistFeatures = 784;
  const auto& d = array.dimensions;
  const auto side = [&](std::size_t i) { return i < d.size() ? static_cast<int>(d[i]) : 1; };
  if (d.size() == 2 && side(1) == kMnistFeatures && !array.bytes.empty()) return {28, 28, 1};
  if (d.size() <= 2) return flat(side(1));
  if (has_channels_first(d)) return {side(2), side(3), side(1)};
  return {side(1), side(2), side(3)};
}

Result<StoredSamples> samples_of(Array array, const std::string& source) {
  std::uint64_t features = 1;
  for (std::size_t i = 1; i < array.dimensions.size(); ++i) features *= array.dimensions[i];
  if (features > INT_MAX) {
    return Error{"file-over-budget", source, "byte 10", "fewer values per sample", std::to_string(features)};
  }
  StoredSamples samples{shape_of(array), array.dimensions[0], std::move(array.bytes), std::move(array.numbers)};
  const bool is_table = samples.shape.height == 1 && samples.shape.width == 1;
  if (is_table && !samples.bytes.empty()) {
    samples.numbers.assign(samples.bytes.begin(), samples.bytes.end());
    samples.bytes.clear();
  }
  if (array.is_boolean) {
    for (std::uint8_t& byte : samples.bytes) byte = byte != 0 ? 255 : 0;
  }
  if (has_channels_first(array.dimensions)) {
    move_channels_last(samples.shape, samples.bytes);
    move_channels_last(samples.shape, samples.numbers);
  }
  return samples;
}

Result<Taken> read_npy(const GivenFile& file, const OpenOptions& options) {
  const NamedRole named = role_of(stem_of(file.name));
  auto array = parse_npy(file.bytes, file.name, options.budget);
  if (!array) {
    const bool needed = named.role == FileRole::kImages || array.error().code.name() != "file-unsupported";
    if (needed) return array.error();
    return Taken{{}, file.name + ": " + array.error().found, array.error()};
  }
  const bool looks_like_labels = array->dimensions.size() == 1 && array->is_whole;
  Item item{file.name, named.role.value_or(looks_like_labels ? FileRole::kLabels : FileRole::kImages), named.split};
  if (item.role == FileRole::kImages) {
    auto samples = samples_of(std::move(*array), file.name);
    if (!samples) return samples.error();
    item.samples = std::move(*samples);
    return Taken{std::move(item)};
  }
  auto labels = labels_of(*array);
  if (!labels && array->is_whole) {
    return Error{"data-bad-label", file.name, "", "labels from 0 to " + std::to_string(kLargestLabel),
                 "negative or larger ones, or several per sample"};
  }
  if (!labels) return Taken{{}, file.name + ": not whole numbers, so no labels"};
  item.labels = std::move(*labels);
  return Taken{std::move(item)};
}

Result<Taken> read_item(const GivenFile& file, const OpenOptions& options) {
  if (is_npy(file.bytes)) return read_npy(file, options);
  auto item = read_idx(file, options);
  if (!item) return item.error();
  return Taken{std::move(*item)};
}

/// Whether each role occurs at most once: then all items belong to one split, whatever their names.
bool is_one_split(const std::vector<Item>& items) {
  const auto labels =
      std::count_if(items.begin(), items.end(), [](const Item& item) { return item.role == FileRole::kLabels; });
  return labels <= 1 && items.size() - static_cast<std::size_t>(labels) <= 1;
}

std::string names_of(const std::vector<Item>& items) {
  std::string names;
  for (const Item& item : items) names += (names.empty() ? "" : ", ") + std::string(file_part(item.source));
  return names.empty() ? "none" : excerpt(names, 200);
}

/// Moves the items of one split (of all, without `split`) into a part; nothing where it has none. Refuses two items of
/// one role.
Result<std::optional<SamplePart>> part_of(std::vector<Item>& items, std::optional<NamedSplit> split) {
  Item* roles[2] = {};
  for (Item& item : items) {
    if (split && item.split.value_or(NamedSplit::kTraining) != *split) continue;
    Item*& role = roles[item.role == FileRole::kLabels ? 1 : 0];
    if (role != nullptr) {
      return Error{"data-several-sets", item.source, "", "one array of samples and at most one of labels in a split",
                   "a second one beside " + excerpt(role->source)};
    }
    role = &item;
  }
  if (roles[0] == nullptr && roles[1] == nullptr) return std::optional<SamplePart>();
  if (roles[0] == nullptr) {
    return Error{"data-no-samples", roles[1]->source, "", "an array of samples", names_of(items)};
  }
  SamplePart part{std::move(roles[0]->samples), {}, roles[0]->source};
  if (roles[1] != nullptr) {
    part.labels = std::move(roles[1]->labels);
    part.labels_source = roles[1]->source;
  }
  return std::optional(std::move(part));
}

}  // namespace

bool is_idx(std::string_view, std::span<const std::byte> prefix) {
  if (prefix.size() < 4 || big_endian(prefix, 0, 2) != 0) return false;
  const auto type = std::to_integer<int>(prefix[2]), rank = std::to_integer<int>(prefix[3]);
  return (type == 8 || type == 9 || (type >= 0xb && type <= 0xe)) && rank >= 1 && rank <= 4;
}

Result<GivenSet> read_arrays(GivenFiles& files, const OpenOptions& options) {
  GivenSet given;
  std::vector<Item> items;
  std::optional<Error> unusable;
  for (GivenFile& file : files) {
    auto taken = read_item(file, options);
    if (!taken) return taken.error();
    file.bytes = {};
    if (taken->error) unusable = taken->error;
    if (!taken->item) given.ignored.push_back(taken->ignored);
    else if (taken->item->split == NamedSplit::kValidation) given.ignored.push_back(file.name + ": a validation split");
    else items.push_back(std::move(*taken->item));
  }
  if (items.empty() && unusable) return *unusable;
  const bool one_split = is_one_split(items);
  auto training = part_of(items, one_split ? std::nullopt : std::optional(NamedSplit::kTraining));
  if (!training) return training.error();
  if (!*training) {
    return Error{"data-no-samples", files.empty() ? "" : files[0].name, "", "an array of training samples",
                 names_of(items)};
  }
  given.training = std::move(**training);
  given.description = description_of(given.training.samples);
  if (one_split) return given;
  auto held_out = part_of(items, NamedSplit::kHeldOut);
  if (!held_out) return held_out.error();
  given.held_out = std::move(*held_out);
  return given;
}

}  // namespace hourglass
