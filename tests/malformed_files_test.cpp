// Every malformed file is refused with its code, a place and a sentence. Reading it takes at most a small multiple of
// its size in memory.
#include <catch2/catch_test_macros.hpp>

#include <functional>
#include <set>
#include <string>

#include "core/random.h"
#include "data/idx.h"
#include "data/open.h"
#include "io/safetensors.h"
#include "support/allocation_counter.h"
#include "support/malformed_files.h"

namespace hourglass {
namespace {

const std::string kSource = "given file";

/// A function that reads a file and returns only the status.
using Reader = std::function<Status(const Bytes&)>;

template <class T>
Status without_content(const Result<T>& result) {
  if (!result) return result.error();
  return Done{};
}

Status read_images(const Bytes& bytes) { return without_content(parse_idx_samples(bytes, kSource)); }
Status read_labels(const Bytes& bytes) { return without_content(parse_idx_labels(bytes, kSource)); }
Status read_tensors(const Bytes& bytes) { return without_content(parse_safetensors(bytes, kSource)); }

Status read_dropped_file(const Bytes& bytes) {
  const NamedBytes file{kSource, bytes};
  return without_content(dataset_from_bytes({&file, 1}));
}

/// The memory that reading a file may take: 3 times its size, and 2 MiB for buffers.
std::int64_t allowed_memory(const Bytes& bytes) { return 3 * static_cast<std::int64_t>(bytes.size()) + (2 << 20); }

void check_refused(const MalformedFile& file, const Reader& read) {
  INFO(file.name);
  AllocationScope scope;
  const Status status = read(file.bytes);
  const std::int64_t peak = scope.peak_bytes();
  CHECK(peak <= allowed_memory(file.bytes));
  REQUIRE_FALSE(status);
  const Error& error = status.error();
  INFO(error.sentence());
  CHECK(error.code.name() == file.code.name());
  CHECK(error.where.find("byte ") == 0);
  CHECK(error.sentence().find(kSource + ", byte ") == 0);
  CHECK_FALSE(error.expected.empty());
  CHECK_FALSE(error.found.empty());
  CHECK(error.sentence().size() < 400);
}

std::size_t check_all_refused(const std::vector<MalformedFile>& files, const Reader& read) {
  std::set<std::string> names;
  for (const MalformedFile& file : files) {
    check_refused(file, read);
    names.insert(file.name);
  }
  CHECK(names.size() == files.size());
  return files.size();
}

TEST_CASE("malformed files are refused with code, place and sentence, in little memory", "[unit][malformed]") {
  std::size_t count = 0;
  count += check_all_refused(malformed_images(), read_images);
  count += check_all_refused(malformed_labels(), read_labels);
  count += check_all_refused(malformed_gzip(), read_images);
  count += check_all_refused(malformed_safetensors(), read_tensors);
  REQUIRE(count >= 60);
}

TEST_CASE("a file dropped on the page is refused like a file on disk", "[unit][malformed]") {
  for (const auto& files : {malformed_images(), malformed_gzip()}) {
    for (const MalformedFile& file : files) {
      INFO(file.name);
      CHECK_FALSE(read_dropped_file(file.bytes));
    }
  }
}

TEST_CASE("the valid files that the malformed ones are made from are accepted", "[unit][malformed]") {
  CHECK(read_images(sound_images()));
  CHECK(read_images(gzipped(sound_images())));
  CHECK(read_labels(sound_labels()));
  CHECK(read_tensors(sound_safetensors()));
}

void fuzz(const Bytes& sound, const Reader& read, std::uint64_t seed, std::uint64_t rounds) {
  for (std::uint64_t round = 0; round < rounds; ++round) {
    Random random({seed, Stream::kTest, round});
    const Bytes bytes = mutated(sound, random);
    AllocationScope scope;
    const Status status = read(bytes);
    const std::int64_t peak = scope.peak_bytes();
    INFO("seed " << seed << ", round " << round);
    if (peak > allowed_memory(bytes)) FAIL("a file of " << bytes.size() << " bytes took " << peak);
    if (!status && status.error().sentence().size() > 1000) FAIL(status.error().sentence());
  }
}

TEST_CASE("random changes to valid files never crash a reader", "[unit][malformed][fuzz]") {
  constexpr std::uint64_t kSeed = 20240531, kRounds = 4000;
  WARN("fuzzing with seed " << kSeed);
  fuzz(sound_images(), read_dropped_file, kSeed, kRounds);
  fuzz(sound_labels(), read_labels, kSeed + 1, kRounds);
  fuzz(gzipped(sound_images()), read_dropped_file, kSeed + 2, kRounds);
  fuzz(sound_safetensors(), read_tensors, kSeed + 3, 2 * kRounds);
}

}  // namespace
}  // namespace hourglass
