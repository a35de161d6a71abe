#include "data/words.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "data/word_list.h"
#include "support/sample.h"

namespace hourglass {
namespace {

std::vector<std::string> listed_words() {
  std::istringstream list{std::string(word_list())};
  return {std::istream_iterator<std::string>(list), {}};
}

/// The symbol of each place, up to the first end symbol.
std::string spelled(const Words& words, const std::vector<float>& sample) {
  const std::vector<std::string>& alphabet = words.description().alphabet;
  std::string text;
  for (auto place = sample.begin(); place != sample.end(); place += static_cast<std::ptrdiff_t>(alphabet.size())) {
    const auto symbol = std::find(place, place + static_cast<std::ptrdiff_t>(alphabet.size()), 1.0f) - place;
    if (symbol == 0) break;
    text += alphabet[static_cast<std::size_t>(symbol)];
  }
  return text;
}

std::set<std::string_view> words_of(const Words& words, Split split) {
  std::set<std::string_view> result;
  for (std::uint32_t i = 0; i < words.count(split); ++i) result.insert(words.word(split, i));
  return result;
}

}  // namespace

TEST_CASE("the word list is in alphabetical order, without duplicates, and spelled in a to z", "[unit]") {
  const std::vector<std::string> words = listed_words();
  CHECK(std::adjacent_find(words.begin(), words.end(), std::greater_equal<>()) == words.end());
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(word.size() >= 3);
    CHECK(word.size() <= 10);
    CHECK(std::all_of(word.begin(), word.end(), [](char letter) { return letter >= 'a' && letter <= 'z'; }));
  }
}

TEST_CASE("a sample spells its word, and its label is the word's length", "[unit]") {
  const Words words({.seed = 1, .training_count = 300});
  for (std::uint32_t i = 0; i < 300; ++i) {
    const std::string text = spelled(words, sample_of(words, Split::kTraining, i));
    CHECK(text == words.word(Split::kTraining, i));
    CHECK(words.label(Split::kTraining, i) == static_cast<int>(text.size()));
  }
}

TEST_CASE("training and held-out words are disjoint, and together the whole list", "[unit]") {
  for (std::uint64_t seed : {1u, 2u}) {
    CAPTURE(seed);
    const Words words({.seed = seed, .training_count = 3000, .held_out_count = 1000});
    std::set<std::string_view> training = words_of(words, Split::kTraining),
                               held_out = words_of(words, Split::kHeldOut);
    CHECK(held_out.size() == listed_words().size() / 6);
    CHECK(training.size() + held_out.size() == listed_words().size());
    training.merge(held_out);
    CHECK(training.size() == listed_words().size());
  }
}

TEST_CASE("a split repeats its words only when it has shown them all, in another order", "[unit]") {
  const std::uint32_t round = static_cast<std::uint32_t>(listed_words().size() / 6);
  const Words words({.seed = 3, .training_count = 10, .held_out_count = 2 * round});
  std::vector<std::string_view> rounds[2];
  for (std::uint32_t i = 0; i < 2 * round; ++i) rounds[i / round].push_back(words.word(Split::kHeldOut, i));
  CHECK(rounds[0] != rounds[1]);
  for (auto& words_of_round : rounds) std::sort(words_of_round.begin(), words_of_round.end());
  CHECK(rounds[0] == rounds[1]);
  CHECK(std::set<std::string_view>(rounds[0].begin(), rounds[0].end()).size() == round);
}

}  // namespace hourglass
