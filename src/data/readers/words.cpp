#include "data/readers/words.h"

#include <algorithm>
#include <climits>
#include <map>

#include "data/readers/classes.h"
#include "data/readers/text_file.h"

namespace hourglass {
namespace {

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\f\v");
  if (first == std::string_view::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\f\v") - first + 1);
}

/// The words of the files of both splits; views into the files.
struct Words {
  std::vector<std::string_view> lines[2];
  std::string sources[2];
  std::size_t longest = 0, cut = 0;
  std::map<std::string_view, std::size_t> alphabet;  ///< UTF-8 sorts by code point
};

Status add_file(const GivenFile& file, std::size_t split, Words& words) {
  std::string_view text = file_text(file.bytes);
  std::vector<std::string_view> characters;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = trimmed(take_line(text));
    if (line.empty()) continue;
    if (!split_characters(line, characters)) {
      return Error{"file-unsupported", file.name, "line " + std::to_string(number), "text in UTF-8", "other bytes"};
    }
    if (characters.size() > kLongestWord) {
      ++words.cut;
      characters.resize(kLongestWord);
      line =
          line.substr(0, static_cast<std::size_t>(characters.back().data() - line.data()) + characters.back().size());
    }
    words.longest = std::max(words.longest, characters.size());
    for (std::string_view character : characters) words.alphabet.emplace(character, 0);
    words.lines[split].push_back(line);
  }
  if (words.sources[split].empty()) words.sources[split] = file.name;
  return Done{};
}

StoredSamples encoded(const std::vector<std::string_view>& lines, const Words& words) {
  const std::size_t width = words.alphabet.size() + 1, features = words.longest * width;
  StoredSamples samples{{1, static_cast<int>(words.longest), static_cast<int>(width)},
                        static_cast<std::uint32_t>(lines.size())};
  samples.bytes.resize(lines.size() * features);
  std::vector<std::string_view> characters;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    split_characters(lines[i], characters);
    for (std::size_t place = 0; place < words.longest; ++place) {
      const std::size_t symbol = place < characters.size() ? words.alphabet.find(characters[place])->second : 0;
      samples.bytes[i * features + place * width + symbol] = 255;
    }
  }
  return samples;
}

}  // namespace

bool is_words(std::string_view, std::span<const std::byte> prefix) {
  if (!is_text(prefix)) return false;
  std::string_view text = file_text(prefix);
  take_line(text);
  return !trimmed(take_line(text)).empty();
}

Result<GivenSet> read_words(GivenFiles& files, const OpenOptions& options) {
  const std::vector<bool> held_out = held_out_by_name(files);
  Words words;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (const Status added = add_file(files[i], held_out[i], words); !added) return added.error();
  }
  if (words.lines[0].empty()) return Error{"file-empty", files[0].name, "", "lines of text", "none"};
  std::size_t next = 1;
  for (auto& [symbol, index] : words.alphabet) index = next++;
  const std::uint64_t count = words.lines[0].size() + words.lines[1].size();
  if (!checked_product({count, words.longest, next}, options.budget.bytes) || words.longest * next > INT_MAX) {
    return Error{"file-over-budget", files[0].name, "",
                 "at most " + std::to_string(options.budget.bytes) + " bytes in memory",
                 std::to_string(count) + " lines of " + std::to_string(next) + " symbols"};
  }
  GivenSet given;
  given.description.kind = DataKind::kText;
  given.description.alphabet.push_back("");
  for (const auto& [symbol, index] : words.alphabet) given.description.alphabet.emplace_back(symbol);
  if (words.cut > 0) {
    given.ignored.push_back(std::to_string(words.cut) + (words.cut == 1 ? " line" : " lines") + ": cut to " +
                            std::to_string(kLongestWord) + " symbols");
  }
  given.training = {encoded(words.lines[0], words), {}, words.sources[0]};
  if (!words.lines[1].empty()) given.held_out = SamplePart{encoded(words.lines[1], words), {}, words.sources[1]};
  return given;
}

}  // namespace hourglass
