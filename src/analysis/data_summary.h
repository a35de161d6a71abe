// What a data set holds, in numbers: counts, ranges, classes, duplicates.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace hourglass {

/// Values that are not missing. Everything is 0 where there are none.
struct ValueSummary {
  std::uint64_t count = 0, missing = 0;
  double smallest = 0, largest = 0, mean = 0, deviation = 0;  ///< the deviation is the population's
};

/// A column of a table, a channel of a signal; in the units of the file, not scaled.
struct ColumnSummary {
  std::string name;
  std::uint64_t categories = 0;  ///< 0 for numbers
  std::uint64_t missing = 0;     ///< values
  ValueSummary values;           ///< of numbers
};

struct DataSummary {
  std::uint32_t count = 0;
  ValueSummary features;                ///< of all features as the network gets them
  std::map<int, std::uint32_t> labels;  ///< samples per label; kNoLabel among them
  std::uint32_t duplicates = 0;         ///< samples equal to one before them
  std::uint32_t shared = 0;             ///< samples equal to one of the other split
  std::uint32_t constant_features = 0;  ///< features with one value, or none, in all samples
  std::uint32_t samples_with_missing = 0;
  std::vector<ColumnSummary> columns;  ///< of tables and signals
};

/// Reads all samples of a split, and those of the other one to compare.
DataSummary summarise(const Dataset& data, Split split);

}  // namespace hourglass
