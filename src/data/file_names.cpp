#include "data/file_names.h"

#include "core/find_by.h"

namespace hourglass {
namespace {

/// The meaning of a word in a file's name.
enum class Meaning { kImages, kLabels, kTraining, kTest, kValueType };

struct Word {
  std::string_view text;
  Meaning meaning;
};

constexpr Word kWords[] = {
    {"images", Meaning::kImages},  {"labels", Meaning::kLabels},     {"idx3", Meaning::kImages},
    {"idx4", Meaning::kImages},    {"idx1", Meaning::kLabels},       {"idx2", Meaning::kLabels},
    {"train", Meaning::kTraining}, {"training", Meaning::kTraining}, {"test", Meaning::kTest},
    {"t10k", Meaning::kTest},      {"ubyte", Meaning::kValueType},   {"int", Meaning::kValueType},
};

void add_word(IdxFileName& name, const std::string& text) {
  const Word* const word = find_by(kWords, &Word::text, std::string_view(text));
  if (word == nullptr) {
    name.set += (name.set.empty() ? "" : "-") + text;
    return;
  }
  switch (word->meaning) {
    case Meaning::kImages: name.role = FileRole::kImages; break;
    case Meaning::kLabels: name.role = FileRole::kLabels; break;
    case Meaning::kTraining: name.says_training = true; break;
    case Meaning::kTest: name.split = Split::kHeldOut; break;
    case Meaning::kValueType: break;
  }
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool in_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (in_word) words.back() += c;
    else if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

IdxFileName parse_idx_file_name(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  const bool is_packed = name.size() > 2 && name[name.size() - 3] == '.' && words.back() == "gz";
  if (is_packed) words.pop_back();
  IdxFileName result;
  for (const std::string& word : words) add_word(result, word);
  return result;
}

}  // namespace hourglass
