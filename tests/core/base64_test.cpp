#include "core/base64.h"

#include <catch2/catch_test_macros.hpp>

#include <string_view>

namespace hourglass {
namespace {

std::string base64(std::string_view text) { return to_base64(std::as_bytes(std::span(text))); }

TEST_CASE("base64 is that of RFC 4648, section 10", "[unit]") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe\xfd") == "//79");
}

}  // namespace
}  // namespace hourglass
