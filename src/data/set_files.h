// A whole data set as files in memory: how the program that draws and reads sets for a page hands them to the engine.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "data/open.h"

namespace hourglass {

/// What the files are called: the description, and for each split its name before that of the content.
namespace set_file {
inline constexpr std::string_view kDescription = "description", kTraining = "training ", kHeldOut = "test ";
inline constexpr std::string_view kSamples = "samples", kLabels = "labels";
}  // namespace set_file

/// Five files at most: "description" (data/description_text.h, with the rows "name" and "shape" besides), and the IDX
/// files "training samples", "training labels", "test samples" and "test labels", those of labels where any sample has
/// one. Samples are flat (idx_rows_of): bytes for images whose values are whole 255ths, else numbers.
std::vector<GivenFile> set_files(const Dataset& set);

/// Whether a file is a description that set_files() wrote.
bool is_set_description(std::span<const std::byte> bytes);

/// The set of such files, in any order. Its numbers are features already. Error codes: description-*, idx-*, data-*.
Result<std::shared_ptr<const Dataset>> set_from_files(std::span<const NamedBytes> files, const OpenOptions& options);

}  // namespace hourglass
