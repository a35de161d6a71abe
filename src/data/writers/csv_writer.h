// Writes comma-separated values.
//
// Format: RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", with line feeds alone.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/writers/written_samples.h"

namespace hourglass {

/// A field as it stands in the file: in quotes where it has commas, quotes, line ends, or blanks at its ends.
std::string csv_field(const std::string& text);

/// A header and one row per sample. Numbers are unscaled, with as few digits as read back the same; missing values are
/// empty.
/// - A table: its columns by their names, categories by theirs. Samples with labels have the last column, "label".
/// - A signal: one column per value, time by time, named by channel and time from 1 on ("left 1", "right 1", "left 2").
/// - All else: one column per feature, "value 1" and so on.
std::vector<std::byte> csv_file_of(const WrittenSamples& samples);

}  // namespace hourglass
