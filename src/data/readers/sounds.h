// Makes a set of sounds, cut into windows of one length.
#pragma once

#include "data/readers/readers.h"

namespace hourglass {

/// Reads WAV files. A sample is `options.window` values of each channel; the next begins `options.hop` values later
/// (`window`, if that is 0). What is left at a file's end, and files shorter than a window, are ignored. Folders are
/// classes and splits as for pictures. All sounds have the channels and the values per second of the first. Error
/// codes: those of parse_wav, file-unsupported (other channels or rate), file-empty (no window), file-over-budget.
Result<GivenSet> read_sounds(GivenFiles& files, const OpenOptions& options);

}  // namespace hourglass
