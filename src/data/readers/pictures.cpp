#include "data/readers/pictures.h"

#include <algorithm>
#include <climits>
#include <map>

#include "data/readers/classes.h"
#include "data/readers/picture.h"
#include "data/readers/resize.h"

namespace hourglass {
namespace {

Result<Picture> decode(const GivenFile& file, const MemoryBudget& budget) {
  if (is_png(file.bytes)) return decode_png(file.bytes, file.name, budget);
  return is_ppm(file.bytes) ? decode_ppm(file.bytes, file.name, budget) : decode_jpeg(file.bytes, file.name, budget);
}

Result<Shape> shape_of(const GivenFile& file) {
  if (is_png(file.bytes)) return png_shape(file.bytes, file.name);
  return is_ppm(file.bytes) ? ppm_shape(file.bytes, file.name) : jpeg_shape(file.bytes, file.name);
}

struct Size {
  int height, width;
  auto operator<=>(const Size&) const = default;
};

/// The size that most pictures have; of those that equally many have, the smallest.
Result<Size> common_size(const GivenFiles& files) {
  std::map<Size, int> counts;
  for (const GivenFile& file : files) {
    const auto shape = shape_of(file);
    if (!shape) return shape.error();
    ++counts[{shape->height, shape->width}];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

bool is_grey(const Picture& picture) {
  const auto& p = picture.pixels;
  for (std::size_t i = 0; picture.shape.channels == 3 && i < p.size(); i += 3) {
    if (p[i] != p[i + 1] || p[i] != p[i + 2]) return false;
  }
  return true;
}

/// Collects pictures of one size: grey until one with colour comes.
class PictureList {
 public:
  explicit PictureList(Size size) : samples_{Shape{size.height, size.width, 1}} {}

  void add(const Picture& picture) {
    if (!is_grey(picture)) make_coloured();
    const auto step = static_cast<std::size_t>(picture.shape.channels);
    for (std::size_t i = 0; i < picture.pixels.size(); i += step) {
      for (int c = 0; c < samples_.shape.channels; ++c) {
        samples_.bytes.push_back(picture.pixels[step == 1 ? i : i + static_cast<std::size_t>(c)]);
      }
    }
    ++samples_.count;
  }

  void make_coloured() {
    if (samples_.shape.channels == 3) return;
    samples_.shape.channels = 3;
    std::vector<std::uint8_t> coloured;
    coloured.reserve(3 * samples_.bytes.size());
    for (std::uint8_t grey : samples_.bytes) coloured.insert(coloured.end(), 3, grey);
    samples_.bytes = std::move(coloured);
  }

  bool is_coloured() const { return samples_.shape.channels == 3; }
  std::size_t size_in_memory() const { return samples_.bytes.size(); }
  StoredSamples take() { return std::move(samples_); }

 private:
  StoredSamples samples_;
};

/// The pictures of one split with their labels.
struct PictureSplit {
  PictureList pictures;
  std::vector<int> labels = {};
  std::string source = {};

  SamplePart part(bool has_labels) {
    if (!has_labels) labels.clear();
    return {pictures.take(), std::move(labels), source, source};
  }
};

Status add_file(GivenFile& file, Size size, int label, const MemoryBudget& budget, PictureSplit& split) {
  const std::uint64_t largest =
      std::uint64_t{3} * static_cast<std::uint64_t>(size.height) * static_cast<std::uint64_t>(size.width);
  if (largest > INT_MAX || split.pictures.size_in_memory() + largest > budget.bytes) {
    return Error{"file-over-budget", file.name, "",
                 "pictures of at most " + std::to_string(budget.bytes) + " bytes together", "more"};
  }
  const auto picture = decode(file, budget);
  if (!picture) return picture.error();
  split.pictures.add(resized(*picture, size.height, size.width));
  split.labels.push_back(label);
  if (split.source.empty()) split.source = file.name;
  file.bytes = {};
  return Done{};
}

}  // namespace

bool is_png(std::span<const std::byte> bytes) {
  return bytes.size() >= 4 && bytes[0] == std::byte{0x89} && bytes[1] == std::byte{'P'} && bytes[2] == std::byte{'N'} &&
         bytes[3] == std::byte{'G'};
}

bool is_jpeg(std::span<const std::byte> bytes) {
  return bytes.size() >= 3 && bytes[0] == std::byte{0xff} && bytes[1] == std::byte{0xd8} && bytes[2] == std::byte{0xff};
}

Result<GivenSet> read_pictures(GivenFiles& files, const OpenOptions& options) {
  GivenSet given;
  Result<Size> size = Size{options.image_size, options.image_size};
  if (options.image_size == 0) size = common_size(files);
  if (!size) return size.error();
  Memberships memberships = memberships_of(files);
  PictureSplit training{PictureList(*size)}, held_out{PictureList(*size)};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Membership& membership = memberships.files[i];
    if (membership.split == NamedSplit::kValidation) {
      given.ignored.push_back(files[i].name + ": a validation split");
      continue;
    }
    PictureSplit& split = membership.split == NamedSplit::kHeldOut ? held_out : training;
    if (const Status added = add_file(files[i], *size, membership.label, options.budget, split); !added) {
      return added.error();
    }
  }
  if (training.pictures.is_coloured()) held_out.pictures.make_coloured();
  if (held_out.pictures.is_coloured()) training.pictures.make_coloured();
  given.description.label_names = std::move(memberships.class_names);
  const bool has_labels = !given.description.label_names.empty();
  given.training = training.part(has_labels);
  if (!held_out.labels.empty()) given.held_out = held_out.part(has_labels);
  return given;
}

}  // namespace hourglass
