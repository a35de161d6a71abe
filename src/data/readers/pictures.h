// Makes a set of pictures: one folder per class, or all in one.
#pragma once

#include "data/readers/readers.h"

namespace hourglass {

/// Reads PNG and JPEG pictures. The folder that a picture lies in is its class; labels number the folders by name. Two
/// or more folders are needed for labels. Folders called `train` and `test` (or `training`, `t10k`) above them are the
/// two splits; those of a validation split are ignored. All pictures get the size `options.image_size`, else the one
/// that most of them have, stretched where they have another shape. If one has colour, all have three channels. Error
/// codes: those of decode_png, file-over-budget, data-no-samples (test pictures alone).
Result<GivenSet> read_pictures(GivenFiles& files, const OpenOptions& options);

}  // namespace hourglass
