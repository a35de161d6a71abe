#include "data/set_files.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "data/description_text.h"

namespace hourglass {
namespace {

void check_same(const Dataset& a, const Dataset& b) {
  REQUIRE(a.shape() == b.shape());
  CHECK(a.name() == b.name());
  CHECK(a.description() == b.description());
  // A label that is rare need not occur in a small set.
  CHECK(std::ranges::includes(a.labels(), b.labels()));
  const auto features = static_cast<std::size_t>(a.shape().features());
  std::vector<float> x(features), y(features);
  for (const Split split : {Split::kTraining, Split::kHeldOut}) {
    REQUIRE(a.count(split) == b.count(split));
    for (std::uint32_t n = 0; n < a.count(split); ++n) {
      a.read(split, n, x.data());
      b.read(split, n, y.data());
      REQUIRE(x == y);
      REQUIRE(a.label(split, n) == b.label(split, n));
    }
  }
}

TEST_CASE("every built-in set survives as files", "[unit]") {
  for (const BuiltInSet& row : built_in_sets()) {
    CAPTURE(row.name);
    const auto set = open_dataset(row.name, {.seed = 5, .training = 40, .held_out = 12});
    REQUIRE(set);
    const std::vector<GivenFile> files = set_files(**set);
    std::vector<NamedBytes> views = named_bytes(files);
    std::reverse(views.begin(), views.end());
    const auto read = dataset_from_bytes(views);
    REQUIRE(read);
    check_same(**set, **read);
  }
}

TEST_CASE("files of a set that lack one, or do not fit each other, are refused", "[unit]") {
  const auto set = open_dataset("heartbeats", {.training = 10, .held_out = 5});
  REQUIRE(set);
  const auto code_of = [](const std::vector<GivenFile>& files) {
    const auto read = dataset_from_bytes(named_bytes(files));
    return read ? "none" : std::string(read.error().code.name());
  };
  std::vector<GivenFile> files = set_files(**set);
  REQUIRE(code_of(files) == "none");
  std::vector<GivenFile> without = files;
  std::erase_if(without, [](const GivenFile& file) { return file.name == "test samples"; });
  CHECK(code_of(without) == "file-unknown-format");
  const std::string other = to_description_text(SetDescription{{.kind = DataKind::kSignal}, "other", {1, 64, 1}});
  files[0].bytes.assign(reinterpret_cast<const std::byte*>(other.data()),
                        reinterpret_cast<const std::byte*>(other.data()) + other.size());
  CHECK(code_of(files) == "description-does-not-fit");
}

TEST_CASE("a set's shape is refused where it is too large or none", "[unit]") {
  for (const std::string_view shape :
       {R"("0", "1", "1")", R"("1", "1")", R"("4294967296", "4294967296", "1")", R"("-1", "1", "1")"}) {
    CAPTURE(shape);
    const auto read = parse_set_description(R"([["kind", "image"], ["shape", )" + std::string(shape) + "]]", "here");
    REQUIRE_FALSE(read);
    CHECK(read.error().code.name() == "description-bad-text");
  }
}

}  // namespace
}  // namespace hourglass
