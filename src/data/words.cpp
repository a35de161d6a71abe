#include "data/words.h"

#include "core/assert.h"
#include "data/word_list.h"

namespace hourglass {
namespace {

constexpr int kPlaces = 12;
constexpr int kShortest = 3, kLongest = 10;
constexpr std::size_t kHeldOutPart = 6;  // one in so many

/// The end symbol, then a to z.
std::vector<std::string> letters() {
  std::vector<std::string> alphabet = {" "};
  for (char letter = 'a'; letter <= 'z'; ++letter) alphabet.emplace_back(1, letter);
  return alphabet;
}

std::vector<int> lengths() {
  std::vector<int> lengths;
  for (int length = kShortest; length <= kLongest; ++length) lengths.push_back(length);
  return lengths;
}

}  // namespace

Words::Words(const GeneratedOptions& options)
    : GeneratedSet(
          options,
          {"words", {1, kPlaces, 27}, Stream::kWords, lengths(), {.kind = DataKind::kText, .alphabet = letters()}}) {
  const std::vector<std::string> words = listed_names(word_list(), ' ');
  std::vector<std::uint32_t> order(words.size());
  shuffled_indices(extra_key(Split::kTraining, 0), order);
  const std::size_t held_out = words.size() / kHeldOutPart;
  for (std::size_t i = 0; i < order.size(); ++i)
    words_of(i < held_out ? Split::kHeldOut : Split::kTraining).push_back(words[order[i]]);
  fill_order(Split::kTraining);
  fill_order(Split::kHeldOut);
}

void Words::fill_order(Split split) {
  std::vector<std::uint32_t> round(words_of(split).size());
  std::vector<std::uint16_t>& order = order_[static_cast<std::size_t>(split)];
  order.reserve(count(split));
  for (std::uint64_t number = 1; order.size() < count(split); ++number) {
    shuffled_indices(extra_key(split, number), round);
    const std::size_t size = std::min<std::size_t>(round.size(), count(split) - order.size());
    for (std::size_t i = 0; i < size; ++i) order.push_back(static_cast<std::uint16_t>(round[i]));
  }
}

std::string_view Words::word(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "the split has no such sample");
  const std::size_t place = static_cast<std::size_t>(split);
  return words_[place][order_[place][index]];
}

int Words::label(Split split, std::uint32_t index) const { return static_cast<int>(word(split, index).size()); }

void Words::read(Split split, std::uint32_t index, float* values) const {
  const std::string_view letters_of_word = word(split, index);
  const std::size_t symbols = description().alphabet.size();
  std::fill_n(values, shape().features(), 0.0f);
  for (std::size_t place = 0; place < kPlaces; ++place) {
    const bool ended = place >= letters_of_word.size();
    values[place * symbols + (ended ? 0 : static_cast<std::size_t>(letters_of_word[place] - 'a') + 1)] = 1;
  }
}

}  // namespace hourglass
