#include "data/readers/classes.h"

#include <algorithm>
#include <set>

namespace hourglass {
namespace {

struct Folders {
  NamedSplit split = NamedSplit::kTraining;
  std::string class_name;
};

Folders folders_of(std::string_view name) {
  Folders folders;
  for (std::string_view rest = folder_part(name); !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
    if (const auto split = split_folder(folder)) folders.split = *split;
    else folders.class_name = folder;
  }
  return folders;
}

}  // namespace

Memberships memberships_of(const GivenFiles& files) {
  std::vector<Folders> all;
  std::set<std::string> names;
  bool has_training = false;
  for (const GivenFile& file : files) {
    all.push_back(folders_of(file.name));
    has_training |= all.back().split == NamedSplit::kTraining;
    if (!all.back().class_name.empty()) names.insert(all.back().class_name);
  }
  Memberships memberships;
  if (names.size() > 1) memberships.class_names.assign(names.begin(), names.end());
  for (const Folders& folders : all) {
    const auto& classes = memberships.class_names;
    const auto found = std::find(classes.begin(), classes.end(), folders.class_name);
    const int label = found == classes.end() ? kNoLabel : static_cast<int>(found - classes.begin());
    memberships.files.push_back({has_training ? folders.split : NamedSplit::kTraining, label});
  }
  return memberships;
}

std::vector<bool> held_out_by_name(const GivenFiles& files) {
  std::vector<bool> held_out;
  for (const GivenFile& file : files) held_out.push_back(role_of(file_part(file.name)).split == NamedSplit::kHeldOut);
  const bool all = std::find(held_out.begin(), held_out.end(), false) == held_out.end();
  return all ? std::vector<bool>(files.size()) : held_out;
}

}  // namespace hourglass
