#include "autoencoder/corruption.h"

#include <algorithm>

#include "core/assert.h"
#include "core/enum_table.h"
#include "core/parallel.h"
#include "core/random_fill.h"
#include "nn/layer_spec.h"

namespace hourglass {
namespace {

/// Pixels of one task: about ten microseconds of random draws.
constexpr std::ptrdiff_t kPixelsPerPart = 4096;

std::size_t batch_reals(const CorruptionInput& in) {
  return static_cast<std::size_t>(in.image.features()) * static_cast<std::size_t>(in.batch);
}

void add_gaussian(const CorruptionInput& in, Real* corrupted) {
  const Real deviation = static_cast<Real>(in.strength);
  for_each_part(
      in.compute, batch_reals(in),
      [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
        fill_normal_in_task(in.compute, in.key, begin, count, corrupted + begin);
        for (std::ptrdiff_t i = begin; i < begin + count; ++i) corrupted[i] = in.pixels[i] + deviation * corrupted[i];
      },
      kPixelsPerPart);
}

/// Replaces each value with probability `strength` by value(word): the word's low 8 bits took no part in the choice.
template <class Value>
void replace_some(const CorruptionInput& in, Real* corrupted, const Value& value) {
  const float share = static_cast<float>(in.strength);
  for_each_part(
      in.compute, batch_reals(in),
      [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
        for_each_word(in.key, begin, count, [&](std::ptrdiff_t i, std::uint32_t word) {
          corrupted[i] = uniform_from_bits(word) < share ? value(word) : in.pixels[i];
        });
      },
      kPixelsPerPart);
}

/// Uniform in [0, count), by one word: the bias is below count / 2^32.
int place(std::uint32_t word, int count) {
  return static_cast<int>(std::uint64_t{word} * static_cast<std::uint64_t>(count) >> 32);
}

/// The word at a position of the sequence of draws.
std::uint32_t word_at(const RandomKey& key, std::ptrdiff_t position) {
  return philox(key, static_cast<std::uint32_t>(position / 4))[static_cast<std::size_t>(position % 4)];
}

/// Gives each group with probability `strength` any of its categories, all equally probable. A group's draws are those
/// that replace_some makes for its first two features.
void change_categories(const CorruptionInput& in, Real* corrupted) {
  const float share = static_cast<float>(in.strength);
  for (int n = 0; n < in.batch; ++n) {
    for (const CategoryGroup& group : in.groups) {
      const std::ptrdiff_t at = std::ptrdiff_t{n} * in.image.features() + group.begin;
      if (uniform_from_bits(word_at(in.key, at)) < share) {
        std::fill_n(corrupted + at, group.count, Real(0));
        corrupted[at + place(word_at(in.key, at + 1), group.count)] = 1;
      } else {
        std::copy_n(in.pixels + at, group.count, corrupted + at);
      }
    }
  }
}

/// Of a group one feature alone is not 0, so it loses its category with the same probability, without a rule of its
/// own.
void mask(const CorruptionInput& in, Real* corrupted) {
  replace_some(in, corrupted, [](std::uint32_t) { return Real(0); });
}

void salt_and_pepper(const CorruptionInput& in, Real* corrupted) {
  replace_some(in, corrupted, [](std::uint32_t word) { return static_cast<Real>(word & 1); });
  change_categories(in, corrupted);
}

/// The covered square is as high and wide as a share of the shorter side; of an image one pixel high or wide, a share
/// of its length is covered.
void occlude(const CorruptionInput& in, Real* corrupted) {
  const Shape& image = in.image;
  std::copy_n(in.pixels, batch_reals(in), corrupted);
  const bool is_line = sides_of(image) != WindowSides::kBoth;
  const int length = is_line ? std::max(image.height, image.width) : std::min(image.height, image.width);
  const int side = std::clamp(static_cast<int>(in.strength * length + 0.5), 0, length);
  const int height = std::min(side, image.height), width = std::min(side, image.width);
  for (int n = 0; n < in.batch; ++n) {
    const auto words = philox(in.key, static_cast<std::uint32_t>(n));
    const int top = place(words[0], image.height - height + 1), left = place(words[1], image.width - width + 1);
    for (int y = top; y < top + height; ++y) {
      const std::ptrdiff_t row = (std::ptrdiff_t{n} * image.height + y) * image.width + left;
      std::fill_n(corrupted + row * image.channels, width * image.channels, Real(0));
    }
  }
}

constexpr Corruption kCorruptions[] = {
    {CorruptionKind::kNone, "none", "the input as it is", nullptr},
    {CorruptionKind::kGaussian, "gaussian", "adds noise of this deviation", add_gaussian},
    {CorruptionKind::kMasking, "masking",
     "sets this share of the pixels to 0; of columns and symbols, takes the category away", mask},
    {CorruptionKind::kSaltAndPepper, "salt-and-pepper",
     "sets this share of the pixels to 0 or 1; of columns and symbols, to any category", salt_and_pepper},
    {CorruptionKind::kOcclusion, "occlusion",
     "covers a square of this share of the image's side, or this share of a signal's or text's length", occlude},
};
static_assert(in_enum_order(kCorruptions));

}  // namespace

std::span<const Corruption> corruptions() { return kCorruptions; }

const Corruption& corruption_row(CorruptionKind kind) { return kCorruptions[static_cast<int>(kind)]; }

std::vector<Real> corrupt(const Compute& compute, std::span<const Real> images, Shape image, CorruptionKind kind,
                          double strength, std::uint64_t seed, std::uint64_t first,
                          std::span<const CategoryGroup> groups) {
  const std::size_t features = static_cast<std::size_t>(image.features());
  HG_ASSERT(images.size() % features == 0, "the array must hold whole images");
  std::vector<Real> corrupted(images.begin(), images.end());
  const Corruption& row = corruption_row(kind);
  if (!row.apply) return corrupted;
  for (std::size_t i = 0; i < images.size() / features; ++i) {
    const RandomKey key{seed, Stream::kGivenImages, first + i};
    row.apply({compute, image, 1, strength, key, images.data() + i * features, groups},
              corrupted.data() + i * features);
  }
  return corrupted;
}

}  // namespace hourglass
