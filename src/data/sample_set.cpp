#include "data/sample_set.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/assert.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Larger numbers could exceed floats where two are subtracted.
constexpr float kLargestNumber = 1e37f;

std::string text_of(const Shape& shape) {
  return std::to_string(shape.height) + " x " + std::to_string(shape.width) + " x " + std::to_string(shape.channels);
}

Status check_labels(const SamplePart& part) {
  if (part.labels.empty()) return Done{};
  if (part.labels.size() != part.samples.count) {
    return Error{"data-count-mismatch", part.labels_source, "",
                 std::to_string(part.samples.count) + " labels for the samples of " + part.source,
                 std::to_string(part.labels.size())};
  }
  for (int label : part.labels) {
    if (label < kNoLabel || label > kLargestLabel) {
      return Error{"data-bad-label", part.labels_source, "", "labels from 0 to " + std::to_string(kLargestLabel),
                   std::to_string(label)};
    }
  }
  return Done{};
}

/// Only a table's cells may be missing.
bool is_sound(float number, DataKind kind) {
  return std::isnan(number) ? kind == DataKind::kTable : std::abs(number) <= kLargestNumber;
}

Status check_part(const SamplePart& part, DataKind kind) {
  const StoredSamples& samples = part.samples;
  HG_ASSERT((samples.bytes.empty() ? samples.numbers.size() : samples.bytes.size()) ==
                std::size_t{samples.count} * static_cast<std::size_t>(samples.shape.features()),
            "a part has another number of values than its count and shape say");
  for (std::size_t i = 0; i < samples.numbers.size(); ++i) {
    const float number = samples.numbers[i];
    if (is_sound(number, kind)) continue;
    const std::size_t sample = i / static_cast<std::size_t>(samples.shape.features());
    return Error{"array-not-finite", part.source, "sample " + std::to_string(sample + 1), "numbers up to 1e37",
                 std::isnan(number)   ? "no number (NaN)"
                 : std::isinf(number) ? "infinity"
                                      : "a larger one"};
  }
  return check_labels(part);
}

Status check_held_out(const SamplePart& training, const SamplePart& held_out, DataKind kind) {
  if (held_out.samples.shape != training.samples.shape) {
    return Error{"data-split-mismatch", held_out.source, "", "samples of " + text_of(training.samples.shape),
                 text_of(held_out.samples.shape)};
  }
  if (held_out.samples.bytes.empty() != training.samples.bytes.empty()) {
    const char* kinds[] = {"numbers", "bytes"};
    const bool bytes = !training.samples.bytes.empty();
    return Error{"data-split-mismatch", held_out.source, "", std::string(kinds[bytes]) + " as in " + training.source,
                 kinds[!bytes]};
  }
  return check_part(held_out, kind);
}

/// The labels of both parts, ascending and without duplicates.
std::vector<int> labels_of(const GivenSet& given) {
  std::vector<bool> occurs(kLargestLabel + 1);
  const auto mark = [&](const SamplePart& part) {
    for (int label : part.labels) {
      if (label != kNoLabel) occurs[static_cast<std::size_t>(label)] = true;
    }
  };
  mark(given.training);
  if (given.held_out) mark(*given.held_out);
  std::vector<int> labels;
  for (int label = 0; label <= kLargestLabel; ++label) {
    if (occurs[static_cast<std::size_t>(label)]) labels.push_back(label);
  }
  return labels;
}

bool lacks_values(const StoredSamples& samples) {
  return std::any_of(samples.numbers.begin(), samples.numbers.end(), [](float number) { return std::isnan(number); });
}

/// The mean of a feature over these samples, without missing values; `otherwise` where all are missing.
float mean_of(const StoredSamples& samples, const std::vector<std::uint32_t>& indices, std::size_t feature,
              float otherwise) {
  const auto features = static_cast<std::size_t>(samples.shape.features());
  double sum = 0, count = 0;
  for (const std::uint32_t index : indices) {
    const float value = samples.numbers[index * features + feature];
    if (std::isnan(value)) continue;
    sum += static_cast<double>(value);
    ++count;
  }
  return count > 0 ? static_cast<float>(sum / count) : otherwise;
}

}  // namespace

Result<std::shared_ptr<const Dataset>> SampleSet::make(GivenSet given, std::uint64_t seed, Scale scale) {
  const SamplePart& training = given.training;
  if (const Status sound = check_part(training, given.description.kind); !sound) return sound.error();
  if (given.held_out) {
    if (const Status fits = check_held_out(training, *given.held_out, given.description.kind); !fits)
      return fits.error();
  } else if (training.samples.count < 2) {
    return Error{"data-too-few", training.source, "", "at least 2 samples, one of them to be held out",
                 std::to_string(training.samples.count)};
  }
  // Not make_shared: the constructor is private.
  std::shared_ptr<SampleSet> set(new SampleSet(std::move(given)));
  if (!set->given_.held_out) set->hold_out_by_seed(seed);
  set->scale_numbers(scale);
  set->describe_missing();
  return std::shared_ptr<const Dataset>(std::move(set));
}

SampleSet::SampleSet(GivenSet given) : given_(std::move(given)), labels_(labels_of(given_)) {}

void SampleSet::hold_out_by_seed(std::uint64_t seed) {
  order_.resize(given_.training.samples.count);
  shuffled_indices({seed, Stream::kSplit, 0}, order_);
  held_out_count_ = std::max(1u, given_.training.samples.count / 7);
}

std::vector<std::uint32_t> SampleSet::training_order() const {
  if (!given_.held_out) return {order_.begin() + held_out_count_, order_.end()};
  std::vector<std::uint32_t> training(given_.training.samples.count);
  std::iota(training.begin(), training.end(), 0u);
  return training;
}

void SampleSet::scale_numbers(Scale scale) {
  // A description with a scaling says that the numbers are features already.
  if (given_.training.samples.numbers.empty() || !given_.description.scaling.empty()) return;
  given_.description.scaling = fit_scaling(given_.training.samples, training_order(), given_.description, scale);
  apply_scaling(given_.description.scaling, given_.training.samples);
  if (given_.held_out) apply_scaling(given_.description.scaling, given_.held_out->samples);
}

void SampleSet::describe_missing() {
  DataDescription& description = given_.description;
  if (description.kind != DataKind::kTable || description.has_missing) return;
  description.has_missing =
      lacks_values(given_.training.samples) || (given_.held_out && lacks_values(given_.held_out->samples));
  if (!description.has_missing) return;
  const std::vector<std::uint32_t> training = training_order();
  std::size_t feature = 0;
  for (Column& column : description.columns) {
    if (column.categories.empty()) column.mean = mean_of(given_.training.samples, training, feature, column.mean);
    feature += static_cast<std::size_t>(column.width());
  }
}

std::uint32_t SampleSet::count(Split split) const {
  if (split == Split::kHeldOut) return given_.held_out ? given_.held_out->samples.count : held_out_count_;
  return given_.training.samples.count - held_out_count_;
}

SampleSet::Place SampleSet::place(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "a sample's index lies beyond its split");
  if (given_.held_out) return {split == Split::kHeldOut ? *given_.held_out : given_.training, index};
  return {given_.training, order_[split == Split::kHeldOut ? index : held_out_count_ + index]};
}

void SampleSet::read(Split split, std::uint32_t index, float* values) const {
  const Place at = place(split, index);
  const StoredSamples& samples = at.part.samples;
  const auto size = static_cast<std::size_t>(samples.shape.features());
  if (samples.bytes.empty()) {
    std::copy_n(samples.numbers.data() + at.index * size, size, values);
    return;
  }
  const std::uint8_t* bytes = samples.bytes.data() + at.index * size;
  for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<float>(bytes[i]) / 255.0f;
}

int SampleSet::label(Split split, std::uint32_t index) const {
  const Place at = place(split, index);
  return at.part.labels.empty() ? kNoLabel : at.part.labels[at.index];
}

}  // namespace hourglass
