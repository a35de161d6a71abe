// What a reader makes of files: samples, labels and a description, before they become a data set.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// Samples one after the other, each of `shape`. Exactly one of the two lists is filled.
struct StoredSamples {
  Shape shape;
  std::uint32_t count = 0;
  std::vector<std::uint8_t> bytes = {};  ///< a byte b reads as b / 255
  std::vector<float> numbers = {};       ///< finite, or NaN where a value is missing
};

/// The samples of one split.
struct SamplePart {
  StoredSamples samples;
  std::vector<int> labels = {};    ///< empty, or one per sample (kNoLabel for a sample without one)
  std::string source = {};         ///< the file of the samples, for errors
  std::string labels_source = {};  ///< the file of the labels
};

struct GivenSet {
  std::string name;
  DataDescription description = {};
  SamplePart training;
  std::optional<SamplePart> held_out = {};
  /// What was not read, and what it is: "notes.txt: a text file".
  std::vector<std::string> ignored = {};
};

/// The description of samples that only a list of values describes: numbers of shape 1 x 1 x features are a table with
/// numbered columns, all others are images.
DataDescription description_of(const StoredSamples& samples);

}  // namespace hourglass
