#include "core/error.h"

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <set>

#include "support/ends_process.h"

namespace hourglass {

TEST_CASE("an error's sentence names source, place, what was expected and found, and what to do", "[unit][error]") {
  const Error error{"idx-bad-magic", "train.idx", "byte 2", "type 0x08", "0x0d"};
  CHECK(error.sentence() == "train.idx, byte 2: expected type 0x08, found 0x0d; check that this is an IDX file.");
}

TEST_CASE("an error's sentence omits empty fields", "[unit][error]") {
  CHECK(Error{"file-not-found", "a.gz", "", "a file", ""}.sentence() ==
        "a.gz: expected a file; check the path and its spelling.");
  CHECK(Error{"file-not-found", "", "line 3", "a file", "nothing"}.sentence() ==
        "line 3: expected a file, found nothing; check the path and its spelling.");
  CHECK(Error{"file-not-found", "", "", "a file", ""}.sentence() ==
        "expected a file; check the path and its spelling.");
}

TEST_CASE("an error's sentence shows percent signs and braces as they are", "[unit][error]") {
  CHECK(Error{"file-not-found", "%s%n{}", "", "a file", "%d"}.sentence() ==
        "%s%n{}: expected a file, found %d; check the path and its spelling.");
}

TEST_CASE("every error code has its own name and advice that ends a sentence", "[unit][error]") {
  std::set<std::string_view> names;
  for (const ErrorCodeRow& row : kErrorCodes) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    CHECK(!row.advice.empty());
    CHECK(row.advice.back() != '.');
  }
  CHECK(ErrorCode("gzip-corrupt").name() == "gzip-corrupt");
  CHECK(ErrorCode("gzip-corrupt") == ErrorCode("gzip-corrupt"));
  CHECK(ErrorCode("gzip-corrupt") != ErrorCode("gzip-truncated"));
}

TEST_CASE("a result holds either a value or an error", "[unit][error]") {
  Result<int> value = 7;
  REQUIRE(value);
  CHECK(*value == 7);
  const Result<int> failed = Error{"data-too-few", "x", "", "a sample", "none"};
  REQUIRE(!failed);
  CHECK(failed.error().code == ErrorCode("data-too-few"));
  Result<std::unique_ptr<int>> moved = std::make_unique<int>(3);
  REQUIRE(moved);
  CHECK(*std::move(*moved) == 3);
  CHECK(Status(Done{}));
}

#if !defined(__EMSCRIPTEN__)
TEST_CASE("reading the value of an error, or the error of a value, ends the process", "[unit][error]") {
  const Result<int> value = 7;
  const Result<int> failed = Error{"data-too-few", "x", "", "a sample", "none"};
  CHECK_FALSE(ends_process([&] { (void)value.value(); }));
  CHECK_FALSE(ends_process([&] { (void)failed.error(); }));
  CHECK(ends_process([&] { (void)failed.value(); }));
  CHECK(ends_process([&] { (void)*failed; }));
  CHECK(ends_process([&] { (void)value.error(); }));
}
#endif

}  // namespace hourglass
