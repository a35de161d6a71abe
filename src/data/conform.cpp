#include "data/conform.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/excerpt.h"
#include "core/find_by.h"

namespace hourglass {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// The numbers of a file's samples, whether stored as bytes or as numbers.
class Numbers {
 public:
  Numbers(const StoredSamples& samples, const Scaling& scaling)
      : samples_(samples), scaling_(scaling), size_(static_cast<std::size_t>(samples.shape.features())) {}

  float at(std::size_t sample, std::size_t feature) const {
    const std::size_t index = sample * size_ + feature;
    const float value =
        samples_.bytes.empty() ? samples_.numbers[index] : static_cast<float>(samples_.bytes[index]) / 255.0f;
    return scaling_.number(value, feature);
  }
  /// The largest of `count` neighbouring features; nothing where the first is missing.
  std::optional<std::size_t> largest(std::size_t sample, std::size_t begin, std::size_t count) const {
    if (std::isnan(at(sample, begin))) return {};
    std::size_t best = 0;
    for (std::size_t i = 1; i < count; ++i) {
      if (at(sample, begin + i) > at(sample, begin + best)) best = i;
    }
    return best;
  }

 private:
  const StoredSamples& samples_;
  const Scaling& scaling_;
  std::size_t size_;
};

/// Where `name` stands in `names`; their size where it is none of them.
std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

Error other_shape(const SamplePart& part, const DataDescription& own, const DataDescription& wanted,
                  const Shape& shape) {
  const auto text = [](const DataDescription& description, const Shape& s) {
    return std::string(data_kind_row(description.kind).samples) + " of " + std::to_string(s.height) + " x " +
           std::to_string(s.width) + " x " + std::to_string(s.channels);
  };
  return {"data-shape-mismatch", part.source, "", text(wanted, shape), text(own, part.samples.shape)};
}

/// A column of the model's table and the column of the file that holds its values.
struct ColumnPair {
  const Column *wanted, *own;
  std::size_t to, from;            ///< their first features
  std::vector<std::size_t> known;  ///< for each of the file's categories: its number in the model
};

Result<ColumnPair> pair_columns(const SamplePart& part, const DataDescription& own, const Column& wanted,
                                std::size_t to) {
  ColumnPair pair{&wanted, nullptr, to, 0, {}};
  for (const Column& column : own.columns) {
    if (column.name == wanted.name) {
      pair.own = &column;
      break;
    }
    pair.from += static_cast<std::size_t>(column.width());
  }
  const std::string where = "column " + excerpt(wanted.name);
  if (!pair.own) return Error{"data-no-such-column", part.source, "", where, "none of this name"};
  if (pair.own->categories.empty() != wanted.categories.empty()) {
    return Error{"data-bad-value", part.source, where,
                 wanted.categories.empty() ? "numbers" : "one of the categories " + excerpt(wanted.categories.front()),
                 wanted.categories.empty() ? excerpt(pair.own->categories.front()) : "numbers"};
  }
  for (const std::string& category : pair.own->categories) {
    pair.known.push_back(index_of(wanted.categories, category));
    if (pair.known.back() < wanted.categories.size()) continue;
    return Error{"data-bad-value", part.source, where,
                 "one of the " + std::to_string(wanted.categories.size()) + " categories that the model learned",
                 excerpt(category)};
  }
  return pair;
}

void copy_column(const ColumnPair& pair, const Numbers& numbers, std::size_t sample, const Scaling& scaling,
                 float* features) {
  if (pair.wanted->categories.empty()) {
    features[pair.to] = scaling.feature(numbers.at(sample, pair.from), pair.to);
    return;
  }
  float* group = features + pair.to;
  const auto chosen = numbers.largest(sample, pair.from, pair.own->categories.size());
  std::fill_n(group, pair.wanted->categories.size(), chosen ? 0.0f : kMissing);
  if (chosen) group[pair.known[*chosen]] = 1;
}

Result<std::vector<float>> conform_table(const SamplePart& part, const DataDescription& own,
                                         const DataDescription& wanted, const Shape& shape) {
  std::vector<ColumnPair> pairs;
  std::size_t to = 0;
  for (const Column& column : wanted.columns) {
    auto pair = pair_columns(part, own, column, to);
    if (!pair) return pair.error();
    pairs.push_back(std::move(*pair));
    to += static_cast<std::size_t>(column.width());
  }
  const auto size = static_cast<std::size_t>(shape.features());
  std::vector<float> features(part.samples.count * size);
  const Numbers numbers(part.samples, own.scaling);
  for (std::size_t n = 0; n < part.samples.count; ++n) {
    for (const ColumnPair& pair : pairs) copy_column(pair, numbers, n, wanted.scaling, features.data() + n * size);
  }
  return features;
}

Result<std::vector<float>> conform_text(const SamplePart& part, const DataDescription& own,
                                        const DataDescription& wanted, const Shape& shape) {
  const auto places = static_cast<std::size_t>(shape.width), symbols = static_cast<std::size_t>(shape.channels);
  const auto own_symbols = static_cast<std::size_t>(part.samples.shape.channels);
  const auto own_places = static_cast<std::size_t>(part.samples.shape.width);
  const Numbers numbers(part.samples, own.scaling);
  std::vector<float> features(part.samples.count * places * symbols);
  for (std::size_t n = 0; n < part.samples.count; ++n) {
    bool ended = false;
    for (std::size_t place = 0; place < std::max(places, own_places); ++place) {
      const std::size_t symbol =
          ended || place >= own_places ? 0 : *numbers.largest(n, place * own_symbols, own_symbols);
      ended = symbol == 0;
      if (place >= places) {
        if (ended) break;
        return other_shape(part, own, wanted, shape);
      }
      // The first symbol of every alphabet is the end.
      const std::size_t known = ended ? 0 : index_of(wanted.alphabet, own.alphabet[symbol]);
      if (known == symbols) {
        return Error{"data-bad-value", part.source, "sample " + std::to_string(n + 1), "symbols that the model learned",
                     excerpt(own.alphabet[symbol])};
      }
      features[(n * places + place) * symbols + known] = 1;
    }
  }
  return features;
}

}  // namespace

Result<std::vector<float>> conform(const SamplePart& part, const DataDescription& own, const DataDescription& wanted,
                                   const Shape& shape) {
  if (own.kind != wanted.kind) return other_shape(part, own, wanted, shape);
  if (wanted.kind == DataKind::kTable && !wanted.columns.empty()) return conform_table(part, own, wanted, shape);
  if (wanted.kind == DataKind::kText && !wanted.alphabet.empty()) return conform_text(part, own, wanted, shape);
  if (part.samples.shape != shape) return other_shape(part, own, wanted, shape);
  const auto size = static_cast<std::size_t>(shape.features());
  const Numbers numbers(part.samples, own.scaling);
  std::vector<float> features(part.samples.count * size);
  for (std::size_t n = 0; n < part.samples.count; ++n) {
    for (std::size_t i = 0; i < size; ++i) features[n * size + i] = wanted.scaling.feature(numbers.at(n, i), i);
  }
  return features;
}

}  // namespace hourglass
