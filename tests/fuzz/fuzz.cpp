// One libFuzzer program for everything that reads bytes from outside; HOURGLASS_FUZZ names the target, and without it
// the program lists all targets. A target is a row of kTargets, or a format of data/readers. tests/fuzz/run.sh runs
// them all.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "data/description_text.h"
#include "data/readers/readers.h"
#include "data/readers/unpack_files.h"
#include "data/sample_set.h"
#include "data/set_files.h"
#include "io/model_file.h"

namespace hourglass {
namespace {

using Bytes = std::span<const std::byte>;

// Small, so that a size in a file that is believed exceeds libFuzzer's limit on one allocation at once.
constexpr MemoryBudget kBudget = {std::uint64_t{16} << 20};
const OpenOptions kOptions = {.budget = kBudget, .window = 8};

std::vector<std::byte> copy_of(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

/// Reads the samples of a set, so that a bad count or offset is an access outside of memory.
void read_all(const Result<std::shared_ptr<const Dataset>>& set) {
  if (!set) return;
  std::vector<float> values(static_cast<std::size_t>((*set)->shape().features()));
  for (const Split split : {Split::kTraining, Split::kHeldOut}) {
    for (std::uint32_t i = 0; i < (*set)->count(split); ++i) (*set)->read(split, i, values.data());
  }
}

/// Files of every format alone and in archives, as a person opens them.
void open_files(Bytes bytes) {
  Result<UnpackedFiles> unpacked = unpack_files({{"file", copy_of(bytes)}}, kBudget);
  if (!unpacked) return;
  if (Result<GivenSet> given = read_files(std::move(unpacked->files), "set", kOptions))
    read_all(SampleSet::make(std::move(*given), 1));
}

/// The files of a set that one program of the page hands to the other: the description, then samples after a zero byte.
void open_set_files(Bytes bytes) {
  std::size_t end = 0;
  while (end < bytes.size() && bytes[end] != std::byte{0}) ++end;
  const Bytes samples = bytes.subspan(std::min(end + 1, bytes.size()));
  const NamedBytes files[] = {{"description", bytes.first(end)}, {"training samples", samples}};
  read_all(set_from_files(files, kOptions));
}

void parse_set_text(Bytes bytes) {
  (void)parse_set_description({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "text");
}

void parse_model(Bytes bytes) { (void)parse_model_file(bytes, "model"); }

struct Target {
  std::string_view name;
  void (*read)(Bytes);
};

constexpr Target kTargets[] = {
    {"files", open_files},
    {"set-files", open_set_files},
    {"description", parse_set_text},
    {"model", parse_model},
};

/// A format's name in one word: "png" for "a PNG picture".
std::string word_of(const DataFormat& format) {
  const std::size_t begin = format.name.find(' ') + 1;
  std::string word(format.name.substr(begin, format.name.find(' ', begin) - begin));
  for (char& letter : word) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return word;
}

/// What HOURGLASS_FUZZ names: a row of kTargets, or a format.
const Target* g_target = nullptr;
const DataFormat* g_format = nullptr;

void list_targets() {
  for (const Target& target : kTargets) std::printf("%s\n", std::string(target.name).c_str());
  for (const DataFormat& format : data_formats()) std::printf("%s\n", word_of(format).c_str());
}

bool choose(std::string_view name) {
  for (const Target& target : kTargets) {
    if (target.name == name) g_target = &target;
  }
  for (const DataFormat& format : data_formats()) {
    if (word_of(format) == name) g_format = &format;
  }
  return g_target || g_format;
}

void read(Bytes bytes) {
  if (g_target) return g_target->read(bytes);
  GivenFiles files = {{"train-images", copy_of(bytes)}};
  if (Result<GivenSet> given = g_format->read(files, kOptions)) read_all(SampleSet::make(std::move(*given), 1));
}

}  // namespace
}  // namespace hourglass

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("HOURGLASS_FUZZ");
  if (name && hourglass::choose(name)) return 0;
  hourglass::list_targets();
  std::exit(name ? 2 : 0);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hourglass::read({reinterpret_cast<const std::byte*>(data), size});
  return 0;
}
