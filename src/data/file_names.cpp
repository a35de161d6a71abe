#include "data/file_names.h"

namespace hourglass {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

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

const Word* find_word(std::string_view text) {
  for (const Word& word : kWords) {
    if (word.text == text) return &word;
  }
  return nullptr;
}

void add_word(IdxFileName& name, const std::string& text) {
  const Word* const word = find_word(text);
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

IdxFileName parse_idx_file_name(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = lower(c);
  if (text.ends_with(".gz")) text.resize(text.size() - 3);
  IdxFileName result;
  std::string word;
  for (char c : text + ".") {
    if (is_word_character(c)) {
      word += c;
    } else if (!word.empty()) {
      add_word(result, word);
      word.clear();
    }
  }
  return result;
}

}  // namespace hourglass
