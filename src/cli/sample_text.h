// Draws samples as text for a terminal.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "core/shape.h"
#include "data/description.h"
#include "data/writers/written_samples.h"

namespace hourglass {

/// The lines that show one sample:
/// - an image: shades of grey in block characters, each for two rows of pixels, at most 32 columns wide;
/// - a signal: one line of bars of eight heights per channel, at most 64 wide, from its smallest to its largest value;
/// - a text: its most probable symbols up to its end;
/// - a row of a table: its numbers in the file's units and its most probable categories, under the columns' names
/// (table_header).
std::vector<std::string> sample_lines(const DataDescription& description, const Shape& shape,
                                      std::span<const float> sample);

/// The columns' names, as wide as the fields of rows.
std::string table_header(const DataDescription& description);

/// Blocks of lines beside each other, with two blanks between. Blocks of `width` characters each.
std::vector<std::string> side_by_side(const std::vector<std::vector<std::string>>& blocks);

/// Prints samples with their labels: images beside each other, four in a row, all others beneath each other, a table
/// under its header.
void print_samples(const Output& output, const WrittenSamples& samples);

/// Text from a file, made safe for a terminal.
std::string shown(std::string_view text);

}  // namespace hourglass
