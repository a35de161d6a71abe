// The split of files by their names, and labels from the folders that they lie in.
#pragma once

#include <string>
#include <vector>

#include "data/given_set.h"
#include "data/readers/names.h"
#include "data/readers/readers.h"

namespace hourglass {

/// Where a file belongs by its folders.
struct Membership {
  NamedSplit split = NamedSplit::kTraining;
  int label = kNoLabel;
};

struct Memberships {
  std::vector<Membership> files;         ///< one per file
  std::vector<std::string> class_names;  ///< by label, in alphabetical order; empty where there are no classes
};

/// The memberships of files named like "test/cats/1.png". The last folder that is not a split's is the class; if fewer
/// than two classes occur, nothing has a label. If no file is for training, all are.
Memberships memberships_of(const GivenFiles& files);

/// Which files are for the held-out split by their own names. If all are, none is: they are the training split.
std::vector<bool> held_out_by_name(const GivenFiles& files);

}  // namespace hourglass
