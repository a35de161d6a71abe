#include "data/readers/names.h"

#include "core/find_by.h"

namespace hourglass {
namespace {

struct Word {
  std::string_view text;
  NamedRole meaning;
};

constexpr Word kWords[] = {
    {"x", {FileRole::kImages, {}}},
    {"images", {FileRole::kImages, {}}},
    {"image", {FileRole::kImages, {}}},
    {"imgs", {FileRole::kImages, {}}},
    {"data", {FileRole::kImages, {}}},
    {"samples", {FileRole::kImages, {}}},
    {"features", {FileRole::kImages, {}}},
    {"y", {FileRole::kLabels, {}}},
    {"labels", {FileRole::kLabels, {}}},
    {"label", {FileRole::kLabels, {}}},
    {"target", {FileRole::kLabels, {}}},
    {"targets", {FileRole::kLabels, {}}},
    {"train", {{}, NamedSplit::kTraining}},
    {"training", {{}, NamedSplit::kTraining}},
    {"test", {{}, NamedSplit::kHeldOut}},
    {"t10k", {{}, NamedSplit::kHeldOut}},
    {"val", {{}, NamedSplit::kValidation}},
    {"valid", {{}, NamedSplit::kValidation}},
    {"validation", {{}, NamedSplit::kValidation}},
};

}  // namespace

std::string_view file_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

std::string_view folder_part(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(0, slash);
}

std::string_view stem_of(std::string_view name) {
  name = file_part(name);
  const std::size_t dot = name.rfind('.');
  return dot == 0 || dot == std::string_view::npos ? name : name.substr(0, dot);
}

NamedRole role_of(std::string_view name) {
  NamedRole role;
  for (const std::string& word : words_of(name)) {
    const Word* row = find_by(kWords, &Word::text, std::string_view(word));
    if (row == nullptr) continue;
    if (row->meaning.role) role.role = row->meaning.role;
    if (row->meaning.split) role.split = row->meaning.split;
  }
  return role;
}

std::optional<NamedSplit> split_folder(std::string_view name) {
  const auto words = words_of(name);
  if (words.size() != 1) return std::nullopt;
  return role_of(words[0]).split;
}

}  // namespace hourglass
