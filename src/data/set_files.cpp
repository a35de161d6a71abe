#include "data/set_files.h"

#include <algorithm>
#include <string>

#include "data/description_text.h"
#include "data/given_set.h"
#include "data/idx_writer.h"

namespace hourglass {
namespace {

/// All samples of a split: bytes where that loses nothing, else numbers.
StoredSamples stored(const Dataset& set, Split split) {
  StoredSamples samples{flat(set.shape().features()), set.count(split)};
  const auto features = static_cast<std::size_t>(set.shape().features());
  bool whole = set.description().kind == DataKind::kImage && set.description().scaling.empty();
  std::vector<float> values(features);
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    set.read(split, n, values.data());
    for (std::size_t i = 0; i < features && whole; ++i) {
      const float level = values[i] * 255;
      const auto byte = static_cast<std::uint8_t>(std::clamp(level + 0.5f, 0.0f, 255.0f));
      whole = static_cast<float>(byte) / 255.0f == values[i];
      samples.bytes.push_back(byte);
    }
    if (!whole) break;
  }
  if (whole) return samples;
  samples.bytes.clear();
  samples.numbers.resize(features * samples.count);
  for (std::uint32_t n = 0; n < samples.count; ++n) set.read(split, n, samples.numbers.data() + n * features);
  return samples;
}

std::vector<int> labels_of(const Dataset& set, Split split) {
  std::vector<int> labels;
  for (std::uint32_t n = 0; n < set.count(split); ++n) labels.push_back(set.label(split, n));
  const bool none = std::all_of(labels.begin(), labels.end(), [](int label) { return label == kNoLabel; });
  return none ? std::vector<int>() : labels;
}

}  // namespace

std::vector<GivenFile> set_files(const Dataset& set) {
  std::vector<GivenFile> files;
  const auto text = to_description_text({set.description(), set.name(), set.shape()});
  const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
  files.push_back({std::string(set_file::kDescription), {bytes, bytes + text.size()}});
  for (const Split split : {Split::kTraining, Split::kHeldOut}) {
    const std::string part(split == Split::kHeldOut ? set_file::kHeldOut : set_file::kTraining);
    files.push_back({part + std::string(set_file::kSamples), idx_rows_of(stored(set, split))});
    const std::vector<int> labels = labels_of(set, split);
    if (!labels.empty()) files.push_back({part + std::string(set_file::kLabels), idx_file_of(labels)});
  }
  return files;
}

bool is_set_description(std::span<const std::byte> bytes) {
  constexpr std::string_view kBegin = "[[\"kind\"";
  return bytes.size() > kBegin.size() &&
         std::equal(kBegin.begin(), kBegin.end(), bytes.begin(), [](char c, std::byte b) { return std::byte(c) == b; });
}

}  // namespace hourglass
