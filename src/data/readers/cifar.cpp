#include "data/readers/cifar.h"

#include <algorithm>

#include "data/readers/names.h"

namespace hourglass {
namespace {

constexpr std::size_t kSide = 32, kArea = kSide * kSide;

/// One of the two data sets.
struct Variant {
  std::size_t labels;  ///< bytes before the pixels; the last one is the label that counts
  int classes;
  std::size_t row() const { return labels + 3 * kArea; }
};
constexpr Variant kCifar10{1, 10}, kCifar100{2, 100};

constexpr std::string_view kClasses[] = {"airplane", "automobile", "bird",  "cat",  "deer",
                                         "dog",      "frog",       "horse", "ship", "truck"};

bool is_batch(std::string_view name) { return name.ends_with("_batch.bin") || name.starts_with("data_batch_"); }

/// Appends the rows of a file.
Status append_rows(const GivenFile& file, const Variant& variant, SamplePart& part) {
  if (file.bytes.empty() || file.bytes.size() % variant.row() != 0) {
    return Error{"file-truncated", file.name, "byte " + std::to_string(file.bytes.size()),
                 "rows of " + std::to_string(variant.row()) + " bytes", "the end of the file"};
  }
  for (std::size_t at = 0; at < file.bytes.size(); at += variant.row()) {
    const int label = std::to_integer<int>(file.bytes[at + variant.labels - 1]);
    if (label >= variant.classes) {
      return Error{"data-bad-label", file.name, "byte " + std::to_string(at + variant.labels - 1),
                   "a label from 0 to " + std::to_string(variant.classes - 1), std::to_string(label)};
    }
    part.labels.push_back(label);
    const std::byte* planes = file.bytes.data() + at + variant.labels;
    for (std::size_t i = 0; i < 3 * kArea; ++i) {
      part.samples.bytes.push_back(std::to_integer<std::uint8_t>(planes[i % 3 * kArea + i / 3]));
    }
    ++part.samples.count;
  }
  if (part.source.empty()) part.source = part.labels_source = file.name;
  return Done{};
}

}  // namespace

bool is_cifar(std::string_view name, std::span<const std::byte>) {
  name = file_part(name);
  const bool is_ten = name.ends_with(".bin") && (name.starts_with("data_batch_") || name == "test_batch.bin");
  return is_ten || name == "train.bin" || name == "test.bin";
}

Result<GivenSet> read_cifar(GivenFiles& files, const OpenOptions&) {
  const bool is_ten = is_batch(file_part(files[0].name));
  const Variant& variant = is_ten ? kCifar10 : kCifar100;
  SamplePart parts[2];
  for (SamplePart& part : parts) part.samples.shape = {kSide, kSide, 3};
  for (GivenFile& file : files) {
    if (is_batch(file_part(file.name)) != is_ten) {
      return Error{"data-several-sets", file.name, "", "the files of one of CIFAR-10 and CIFAR-100", "those of both"};
    }
    const bool is_test = file_part(file.name).starts_with("test");
    if (const Status read = append_rows(file, variant, parts[is_test]); !read) return read.error();
    file.bytes = {};
  }
  GivenSet given;
  if (is_ten) given.description.label_names.assign(std::begin(kClasses), std::end(kClasses));
  const bool has_training = parts[0].samples.count > 0;
  given.training = std::move(parts[has_training ? 0 : 1]);
  if (has_training && parts[1].samples.count > 0) given.held_out = std::move(parts[1]);
  return given;
}

}  // namespace hourglass
