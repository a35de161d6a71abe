// Every malformed file of every format is refused with its code, or read; none crashes a reader or fills the memory.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "core/random.h"
#include "data/sample_set.h"
#include "support/allocation_counter.h"
#include "support/data_files.h"
#include "support/malformed_files.h"

namespace hourglass {
namespace {

/// A valid file, and how its beginnings are refused.
struct Sound {
  const char* file;
  const char* name;        ///< that it is read under
  std::size_t recognised;  ///< bytes that show its format; fewer are an unknown format
  const char* cut_code;    ///< of a file that shows its format but is cut
};

constexpr Sound kSounds[] = {
    {"npy/f4_little.npy", "a.npy", 6, "file-truncated"},
    {"npy/version_2.npy", "a.npy", 6, "file-truncated"},
    {"npz/sklearn.npz", "a.npz", 4, "file-truncated"},
    {"stored.zip", "a.zip", 4, "file-truncated"},
    {"zip64.zip", "a.zip", 4, "file-truncated"},
    {"png/rgb8.png", "a.png", 4, "file-corrupt"},
    {"png/palette.png", "a.png", 4, "file-corrupt"},
    {"jpeg/rgb.jpg", "a.jpg", 3, "file-corrupt"},
    {"jpeg/progressive.jpg", "a.jpg", 3, "file-corrupt"},
    {"wav/signed-integer16.wav", "a.wav", 12, "file-truncated"},
    {"wav/floating-point32.wav", "a.wav", 12, "file-truncated"},
    {"csv/mnist.csv.gz", "a.csv.gz", 2, "gzip-truncated"},
};

bool lacks_library(const Result<GivenSet>& given) { return !given && given.error().found == "one without"; }

/// Cuts of long files are taken at every length of the beginning and the end, and at some between.
std::vector<std::size_t> lengths(std::size_t size) {
  constexpr std::size_t kEnds = 200, kStep = 37;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < size; ++i) {
    if (i < kEnds || i + kEnds >= size || i % kStep == 0) all.push_back(i);
  }
  return all;
}

TEST_CASE("files that break off are refused with their code at every length", "[unit][malformed][readers]") {
  std::size_t count = 0;
  for (const Sound& sound : kSounds) {
    const Bytes bytes = data_bytes(sound.file);
    if (lacks_library(read_files({{sound.name, bytes}}, "set", {}))) continue;
    for (std::size_t size : lengths(bytes.size())) {
      const auto given = read_files({{sound.name, cut(bytes, size)}}, "set", {});
      const std::string code = code_of(given);
      const std::string expected = size == 0                 ? "file-empty"
                                   : size < sound.recognised ? "file-unknown-format"
                                                             : sound.cut_code;
      if (code != expected) FAIL_CHECK(sound.file << " cut after " << size << " bytes: " << code);
      ++count;
    }
  }
  CHECK(count >= 150);
}

/// A valid file with a few bytes replaced.
struct Change {
  const char* file;
  std::size_t at;
  std::string_view bytes;
  const char* code;
};

using namespace std::string_view_literals;

constexpr Change kChanges[] = {
    // NPY: version, header length, header, data
    {"npy/f4_little.npy", 6, "\0"sv, "file-unsupported"},
    {"npy/f4_little.npy", 6, "\4"sv, "file-unsupported"},
    {"npy/f4_little.npy", 8, "\xff\xff"sv, "file-truncated"},
    {"npy/f4_little.npy", 8, "\0\0"sv, "file-corrupt"},
    {"npy/f4_little.npy", 8, "\x75"sv, "file-corrupt"},
    {"npy/f4_little.npy", 12, "xxxxx"sv, "file-corrupt"},
    {"npy/f4_little.npy", 20, "'<f3'"sv, "file-unsupported"},
    {"npy/f4_little.npy", 20, "'<c8'"sv, "file-unsupported"},
    {"npy/f4_little.npy", 20, "'<f8'"sv, "file-truncated"},
    {"npy/f4_little.npy", 20, "'<f2'"sv, "file-corrupt"},
    {"npy/f4_little.npy", 20, "[<f4]"sv, "file-unsupported"},
    {"npy/f4_little.npy", 20, "     "sv, "file-corrupt"},
    {"npy/f4_little.npy", 44, "Maybe"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "(0, 2, 5)"sv, "file-empty"},
    {"npy/f4_little.npy", 60, "(-1,2, 5)"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "(3, 2, x)"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "(3,,2, 5)"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "[3, 2, 5]"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "(3, 2, 6)"sv, "file-truncated"},
    {"npy/f4_little.npy", 60, "(3, 2, 4)"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "(999999, 999999, 999999, 999999)"sv, "file-over-budget"},
    {"npy/f4_little.npy", 60, "(4294967296, 4294967296)"sv, "file-over-budget"},
    {"npy/f4_little.npy", 60, "(18446744073709551615,)"sv, "file-over-budget"},
    {"npy/f4_little.npy", 60, "(18446744073709551616,)"sv, "file-corrupt"},
    {"npy/f4_little.npy", 60, "(1,1,1,1,30)"sv, "file-unsupported"},
    {"npy/f4_little.npy", 60, "()       "sv, "file-unsupported"},
    // zip: the end record, the directory, the local header
    {"stored.zip", 0, "PK\5\6"sv, "file-corrupt"},
    {"stored.zip", 3067, "xx"sv, "file-corrupt"},
    {"stored.zip", 3075, "\1"sv, "file-unsupported"},
    {"stored.zip", 3077, "\1"sv, "file-unsupported"},
    {"stored.zip", 3077, "\x0c"sv, "file-unsupported"},
    {"stored.zip", 3077, "\x08"sv, "file-corrupt"},
    {"stored.zip", 3083, "\0"sv, "file-corrupt"},
    {"stored.zip", 3087, "\xff\xff"sv, "file-truncated"},
    {"stored.zip", 3091, "\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3091, "\xff\xff\xff\xff"sv, "file-over-budget"},
    {"stored.zip", 3095, "\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3097, "\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3099, "\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3109, "\1"sv, "file-corrupt"},
    {"stored.zip", 3109, "\xff\xff\xff\x7f"sv, "file-corrupt"},
    {"stored.zip", 3150, "\1"sv, "file-unsupported"},
    {"stored.zip", 3156, "\2"sv, "file-corrupt"},
    {"stored.zip", 3156, "\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3158, "\xff\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3162, "\xff\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3162, "\xff\xff\xff\xff"sv, "file-corrupt"},
    {"stored.zip", 3166, "\1"sv, "file-truncated"},
    {"stored.zip", 26, "\xff\xff"sv, "file-truncated"},
    {"stored.zip", 100, "xx"sv, "file-corrupt"},
    // WAV: the format chunk
    {"wav/signed-integer16.wav", 12, "xxxx"sv, "file-truncated"},
    {"wav/signed-integer16.wav", 16, "\0"sv, "file-corrupt"},
    {"wav/signed-integer16.wav", 16, "\xff\xff\xff\xff"sv, "file-truncated"},
    {"wav/signed-integer16.wav", 20, "\2"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 20, "\6"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 20, "\x55"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 20, "\xfe\xff"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 22, "\0"sv, "file-corrupt"},
    {"wav/signed-integer16.wav", 24, "\0\0\0\0"sv, "file-corrupt"},
    {"wav/signed-integer16.wav", 34, "\0"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 34, "\7"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 34, "\x40"sv, "file-unsupported"},
    {"wav/signed-integer16.wav", 36, "xxxx"sv, "file-truncated"},
    {"wav/signed-integer16.wav", 40, "\0\0\0\0"sv, "file-empty"},
    {"wav/signed-integer16.wav", 40, "\1\0\0\0"sv, "file-empty"},
    {"wav/signed-integer16.wav", 40, "\xff\xff\0\0"sv, "file-truncated"},
    // PNG: the header
    {"png/rgb8.png", 16, "\0\0\0\0"sv, "file-corrupt"},
    {"png/rgb8.png", 20, "\xff\xff\xff\xff"sv, "file-corrupt"},
    {"png/rgb8.png", 24, "\3"sv, "file-corrupt"},
    {"png/rgb8.png", 25, "\1"sv, "file-corrupt"},
    {"png/rgb8.png", 29, "\0\0\0\0"sv, "file-corrupt"},
    // JPEG: what follows the first marker
    {"jpeg/rgb.jpg", 3, "\xd9"sv, "file-corrupt"},
};

Bytes changed(const Change& change) {
  Bytes bytes = data_bytes(change.file);
  const Bytes with = bytes_of(change.bytes);
  std::copy(with.begin(), with.end(), bytes.begin() + static_cast<std::ptrdiff_t>(change.at));
  return bytes;
}

TEST_CASE("files with wrong fields are refused with their code", "[unit][malformed][readers]") {
  for (const Change& change : kChanges) {
    OpenOptions options;
    options.window = 100;
    const auto given = read_files({{"file", changed(change)}}, "set", options);
    if (lacks_library(given)) continue;
    INFO(change.file << " with other bytes at " << change.at);
    CHECK(code_of(given) == change.code);
    if (given) continue;
    CHECK_FALSE(given.error().expected.empty());
    CHECK_FALSE(given.error().found.empty());
    CHECK(given.error().sentence().size() < 400);
  }
}

TEST_CASE("malformed texts are refused with their code", "[unit][malformed][readers]") {
  const struct {
    const char* name;
    std::string text;
    const char* code;
  } rows[] = {
      {"a.csv", "\n\n", "file-empty"},
      {"a.csv", "a,b\n", "file-empty"},
      {"a.csv", "a,b\n1,2,3\n", "data-bad-row"},
      {"a.csv", "a,b\n1\n", "data-bad-row"},
      {"a.csv", "a,b\n1,\"2\n", "data-bad-row"},
      {"a.csv", "a,b\n1,\"2\"x\n", "data-bad-row"},
      {"a.csv", "\"", "data-bad-row"},
      {"a.csv", "a,b\n?,NA\n,\n", "file-empty"},
      {"a.csv", "a\nx\ny\nz\n", "file-empty"},
      {"a.csv", "1,2\n3,1e39\n", "accepted"},
      {"a.txt", "\n\n", "file-unknown-format"},
      {"a.txt", "one line", "file-unknown-format"},
      {"a.txt", "a\n\xff\n", "file-unsupported"},
      {"test_batch.bin", "", "file-truncated"},
      {"test_batch.bin", "\1", "file-truncated"},
      {"train.bin", std::string(3073, '\1'), "file-truncated"},
      {"data_batch_1.bin", std::string(3073, '\x0a'), "data-bad-label"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name, row.text.substr(0, 40));
    CHECK(code_of(read_text(row.name, row.text)) == row.code);
  }
}

/// Reads a file within a small budget, and checks the memory that it takes and the sentence of a refusal.
void read_checked(const char* name, const Bytes& bytes, std::uint64_t seed, std::uint64_t round) {
  constexpr std::int64_t kMost = 24 << 20;
  OpenOptions options;
  options.budget = {1 << 20};
  options.window = 16;
  GivenFiles files = {{name, bytes}};
  AllocationScope scope;
  const auto given = read_files(std::move(files), "set", options);
  const std::int64_t peak = scope.peak_bytes();
  INFO(name << ", seed " << seed << ", round " << round);
  if (peak > kMost) FAIL("a file of " << bytes.size() << " bytes took " << peak);
  if (!given && given.error().sentence().size() > 1000) FAIL(given.error().sentence());
  if (!given) return;
  // What was read is whole: the set can be made of it, or refuses it.
  const auto set = SampleSet::make(*given, seed);
  if (set && (*set)->shape().features() < 1) FAIL("a set without features");
}

TEST_CASE("random changes to valid files never crash a reader of any format", "[unit][malformed][fuzz][readers]") {
  constexpr std::uint64_t kSeed = 20261129, kRounds = 400;
  WARN("fuzzing with seed " << kSeed);
  const struct {
    const char *file, *name;
  } rows[] = {{"npy/f4_little.npy", "a.npy"},    {"npy/fortran.npy", "a.npy"},
              {"npz/sklearn.npz", "a.npz"},      {"npz/keras.npz", "a.npz"},
              {"npz/streamed.npz", "a.npz"},     {"zip64.zip", "a.zip"},
              {"stored.zip", "a.zip"},           {"png/grey1.png", "a.png"},
              {"png/palette.png", "a.png"},      {"png/interlaced.png", "a.png"},
              {"jpeg/progressive.jpg", "a.jpg"}, {"jpeg/cmyk.jpg", "a.jpg"},
              {"wav/stereo.wav", "a.wav"},       {"wav/signed-integer24.wav", "a.wav"},
              {"csv/excel.csv", "a.csv"},        {"csv/german.csv", "a.csv"},
              {"csv/unix.tsv", "a.tsv"},         {"csv/unix.tsv", "words"},
              {"idx/i2.idx", "a.idx"},           {"idx/f8.idx", "a.idx"}};
  std::uint64_t seed = kSeed;
  for (const auto& row : rows) {
    const Bytes sound = data_bytes(row.file);
    ++seed;
    for (std::uint64_t round = 0; round < kRounds; ++round) {
      Random random({seed, Stream::kTest, round});
      read_checked(row.name, mutated(sound, random), seed, round);
    }
  }
}

TEST_CASE("random bytes and random texts never crash a reader", "[unit][malformed][fuzz][readers]") {
  constexpr std::uint64_t kSeed = 20261130, kRounds = 2000;
  WARN("fuzzing with seed " << kSeed);
  constexpr std::string_view kTelling = "0123456789,;\t|\"\n\r. -+eENAx\xc3\xa4?";
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    Random random({kSeed, Stream::kTest, round});
    Bytes bytes(random.below(300));
    const bool is_text = random.below(4) != 0;
    for (std::byte& byte : bytes) {
      byte = is_text ? static_cast<std::byte>(kTelling[random.below(kTelling.size())])
                     : static_cast<std::byte>(random.below(256));
    }
    for (const char* name : {"a.csv", "a", "train.bin"}) read_checked(name, bytes, kSeed, round);
  }
}

}  // namespace
}  // namespace hourglass
