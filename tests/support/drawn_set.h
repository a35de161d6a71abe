// Small data sets that are no images, for tests whose golden hashes depend on the arithmetic alone.
#pragma once

#include <algorithm>
#include <limits>
#include <string>

#include "core/random.h"
#include "data/dataset.h"

namespace hourglass {

/// Signals (two channels of 33 values: triangular waves), rows of a table (two numbers, of which one may be missing,
/// and two columns of categories) or words (up to 7 of 3 letters).
class DrawnSet : public Dataset {
 public:
  explicit DrawnSet(DataKind kind) : name_(data_kind_row(kind).name), description_(described(kind)) {}

  const std::string& name() const override { return name_; }
  const DataDescription& description() const override { return description_; }
  Shape shape() const override {
    switch (description_.kind) {
      case DataKind::kSignal: return {1, 33, 2};
      case DataKind::kTable: return flat(7);
      default: return {1, 7, 4};
    }
  }
  std::uint32_t count(Split split) const override { return split == Split::kTraining ? 300 : 40; }
  const std::vector<int>& labels() const override { return labels_; }
  int label(Split, std::uint32_t index) const override { return static_cast<int>(index % 2); }

  void read(Split split, std::uint32_t index, float* values) const override {
    Random random({split == Split::kTraining ? 3u : 4u, Stream::kTest, index});
    std::fill_n(values, shape().features(), 0.0f);
    switch (description_.kind) {
      case DataKind::kSignal: return draw_waves(random, values);
      case DataKind::kTable: return draw_row(random, values);
      default: return draw_word(random, values);
    }
  }

 private:
  static DataDescription described(DataKind kind) {
    DataDescription description{.kind = kind};
    if (kind == DataKind::kSignal) description.columns = {{.name = "left"}, {.name = "right"}};
    if (kind == DataKind::kTable) {
      description.columns = {{.name = "amount"},
                             {.name = "hour", .mean = 0.25f},
                             {.name = "shop", .categories = {"book", "food", "shoe"}},
                             {.name = "card", .categories = {"no", "yes"}}};
      description.has_missing = true;
    }
    if (kind == DataKind::kText) description.alphabet = {" ", "a", "b", "c"};
    return description;
  }

  static void draw_waves(Random& random, float* values) {
    const float frequency = random.uniform(0.02f, 0.2f), phase = random.uniform();
    for (int i = 0; i < 33; ++i) {
      const float turns = frequency * static_cast<float>(i) + phase, place = turns - static_cast<float>(int(turns));
      values[2 * i] = place < 0.5f ? 2 * place : 2 - 2 * place;
      values[2 * i + 1] = 1 - values[2 * i] * values[2 * i];
    }
  }

  static void draw_row(Random& random, float* values) {
    values[0] = random.uniform();
    values[1] = random.below(5) == 0 ? std::numeric_limits<float>::quiet_NaN() : values[0] * random.uniform();
    values[2 + random.below(values[0] < 0.5f ? 2u : 3u)] = 1;
    values[5 + random.below(2)] = 1;
  }

  static void draw_word(Random& random, float* values) {
    const std::uint32_t length = 2 + random.below(6);
    std::uint32_t letter = random.below(3);
    for (std::uint32_t place = 0; place < 7; ++place) {
      values[4 * place + (place < length ? 1 + letter : 0)] = 1;
      letter = (letter + 1 + random.below(2)) % 3;
    }
  }

  std::string name_;
  DataDescription description_;
  std::vector<int> labels_ = {0, 1};
};

}  // namespace hourglass
