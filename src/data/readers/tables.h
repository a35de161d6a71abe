// Makes a set of files of comma-separated values: a table of numbers and categories, or images by their pixels.
#pragma once

#include "data/readers/readers.h"

namespace hourglass {

/// Whether the file is text whose first rows have equally many fields, at least two, and numbers; or text whose name
/// ends in .csv, .tsv or .tab.
bool is_table(std::string_view name, std::span<const std::byte> prefix);

/// Reads tables. Separator, decimal sign and header are found out (data/readers/csv.h). Where there are several files,
/// the word `test` in a name tells the splits apart, and files of one split are joined; all have the same columns.
///
/// - The labels are the column `options.label_column`, else the one called label, class or target, if its values are
///   whole numbers from 0 on or at most 1024 different texts; these become label names in alphabetical order.
/// - A column of numbers is one feature. Empty fields and "NA", "?" and the like are missing (NaN).
/// - Another column with at most 64 values and fewer than half as many as there are rows, or one that
///   `options.categorical` names, has one feature per value. A missing value makes all of them missing. In a column
///   that `options.numeric` names texts are missing numbers instead.
/// - Other columns are ignored. One that is mostly numbers is refused instead (data-bad-value).
/// - 784 columns of whole numbers from 0 to 255, with a label before or behind them, are images of 28 x 28: MNIST as
///   it is passed around, where a first column of 785 without a name is the label.
///
/// Error codes: setting-does-not-fit (a column in both lists), data-bad-row, data-bad-value, data-bad-label,
/// data-no-such-column, data-split-mismatch (files of other columns), file-empty, file-over-budget.
Result<GivenSet> read_tables(GivenFiles& files, const OpenOptions& options);

}  // namespace hourglass
