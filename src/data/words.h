// The built-in data set `words`: common English words, spelled in one-hot letters.
#pragma once

#include "data/generated_set.h"

namespace hourglass {

/// Texts of 12 places: the letters of a word, then the end symbol to the last place. The label is the number of
/// letters.
///
/// The words are a finite list. The seed holds one word in six out, so no word is in both splits. A split begins with
/// each of its words once, in random order; samples beyond repeat them all in another order, and so on.
class Words : public GeneratedSet {
 public:
  explicit Words(const GeneratedOptions& options = {});

  void read(Split split, std::uint32_t index, float* values) const override;
  int label(Split split, std::uint32_t index) const override;

  std::string_view word(Split split, std::uint32_t index) const;

 private:
  std::vector<std::string>& words_of(Split split) { return words_[static_cast<std::size_t>(split)]; }
  void fill_order(Split split);

  std::array<std::vector<std::string>, 2> words_;    ///< by Split
  std::array<std::vector<std::uint16_t>, 2> order_;  ///< by Split: each sample's word
};

}  // namespace hourglass
