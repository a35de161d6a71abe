// What all built-in sets promise: the same bits everywhere, splits without common samples, a description that fits.
#include "data/generated_set.h"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <set>
#include <thread>

#include "core/hash.h"
#include "data/open.h"
#include "support/sample.h"

namespace hourglass {
namespace {

std::shared_ptr<const Dataset> made(const BuiltInSet& row, std::uint32_t training, std::uint32_t held_out = 60,
                                    std::uint64_t seed = 1) {
  return row.make({.seed = seed, .budget = {}, .training = training, .held_out = held_out});
}

/// Of the samples and labels of both splits, up to `count` of each.
std::uint64_t hash_of_first(const Dataset& set, std::uint32_t count) {
  std::uint64_t hash = hash_bytes(nullptr, 0);
  for (Split split : {Split::kTraining, Split::kHeldOut}) {
    for (std::uint32_t i = 0; i < std::min(count, set.count(split)); ++i) {
      const std::vector<float> sample = sample_of(set, split, i);
      const int label = set.label(split, i);
      hash = hash_bytes(&label, sizeof label, hash_reals(sample.data(), sample.size(), hash));
    }
  }
  return hash;
}

std::set<std::vector<float>> samples_of(const Dataset& set, Split split) {
  std::set<std::vector<float>> samples;
  for (std::uint32_t i = 0; i < set.count(split); ++i) samples.insert(sample_of(set, split, i));
  return samples;
}

/// Features of the description's columns or symbols; of images those of the shape.
int described_features(const Dataset& set) {
  const DataDescription& about = set.description();
  const Shape shape = set.shape();
  int columns = 0;
  for (const Column& column : about.columns) columns += column.width();
  switch (about.kind) {
    case DataKind::kImage: return shape.height * shape.width * (shape.channels == 3 ? 3 : 1);
    case DataKind::kSignal: return shape.width * columns;
    case DataKind::kTable: return columns;
    case DataKind::kText: return shape.width * static_cast<int>(about.alphabet.size());
  }
  return 0;
}

}  // namespace

TEST_CASE("the first 200 samples of every built-in set have the golden hash, natively and in WebAssembly",
          "[determinism]") {
  const std::map<std::string_view, std::string> golden = {
      {"digits", "aa5c63546e034be4"},     {"shapes", "cac1823e45f76c9b"},       {"faces", "d0110a1d67186f4c"},
      {"heartbeats", "5019d2a06e5736cb"}, {"transactions", "13eae9c1ffe7a4b9"}, {"surface", "3dcdf922fad779f9"},
      {"words", "59c7150ced86d28e"},
  };
  CHECK(golden.size() == built_in_sets().size());
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    CHECK(hash_text(hash_of_first(*made(row, 200, 200), 200)) == golden.at(row.name));
  }
}

TEST_CASE("a generated sample does not depend on the order of reading, the set's size and the number of threads") {
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    const auto forward = made(row, 150), backward = made(row, 333), shared = made(row, 150);
    const std::uint64_t expected = hash_of_first(*forward, 150);
    for (std::uint32_t i = 150; i-- > 0;) sample_of(*backward, Split::kTraining, i);
    CHECK(hash_of_first(*backward, 150) == expected);
#if !defined(__EMSCRIPTEN__) || defined(__EMSCRIPTEN_PTHREADS__)
    std::uint64_t hashes[2] = {};
    std::thread other([&] { hashes[1] = hash_of_first(*shared, 150); });
    hashes[0] = hash_of_first(*shared, 150);
    other.join();
    CHECK(hashes[0] == expected);
    CHECK(hashes[1] == expected);
#endif
  }
}

TEST_CASE("the splits of a generated set share no sample") {
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    const auto set = made(row, 500, 500);
    std::set<std::vector<float>> training = samples_of(*set, Split::kTraining),
                                 held_out = samples_of(*set, Split::kHeldOut);
    const std::size_t different = training.size() + held_out.size();
    training.merge(held_out);
    CHECK(training.size() == different);
  }
}

TEST_CASE("another seed gives other samples") {
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    CHECK(hash_of_first(*made(row, 50, 50, 1), 50) != hash_of_first(*made(row, 50, 50, 2), 50));
  }
}

TEST_CASE("a generated set's description fits its samples") {
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    const auto set = made(row, 400);
    const DataDescription& about = set->description();
    CHECK(described_features(*set) == set->shape().features());
    for (const auto* list : {&about.scaling.offset, &about.scaling.factor})
      CHECK((list->size() <= 1 || static_cast<int>(list->size()) == set->shape().features()));
    const auto groups = category_groups(about, set->shape());
    for (std::uint32_t i = 0; i < 400; ++i) {
      const std::vector<float> sample = sample_of(*set, Split::kTraining, i);
      REQUIRE(std::all_of(sample.begin(), sample.end(), [](float value) { return value >= 0 && value <= 1; }));
      for (const CategoryGroup& group : groups) {
        const auto begin = sample.begin() + group.begin, end = begin + group.count;
        REQUIRE(std::count(begin, end, 1.0f) == 1);
        REQUIRE(std::count(begin, end, 0.0f) == group.count - 1);
      }
    }
  }
}

TEST_CASE("the labels of a generated set are those that it lists, and all have a name or none") {
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    const auto set = made(row, 3000);
    std::set<int> found;
    for (std::uint32_t i = 0; i < 3000; ++i) found.insert(set->label(Split::kTraining, i));
    CHECK(std::vector<int>(found.begin(), found.end()) == set->labels());
    const std::size_t names = set->description().label_names.size();
    CHECK((names == 0 || static_cast<int>(names) == set->label_bound()));
  }
}

}  // namespace hourglass
