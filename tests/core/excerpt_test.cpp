#include "core/excerpt.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("an excerpt is short, quoted and printable", "[unit][excerpt]") {
  CHECK(excerpt("encoder.0.weight") == "\"encoder.0.weight\"");
  CHECK(excerpt("") == "\"\"");
  CHECK(excerpt("abcdef", 3) == "\"abc...\"");
  CHECK(excerpt("abc", 3) == "\"abc\"");
  CHECK(excerpt("a\x1b[2J\n\xff%n") == "\"a?[2J??%n\"");
  CHECK(excerpt(std::string(1000, 'x')).size() == 65);
}

}  // namespace
}  // namespace hourglass
