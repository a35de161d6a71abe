#include "data/readers/zip.h"

#include <catch2/catch_test_macros.hpp>

#include "support/data_files.h"

namespace hourglass {
namespace {

std::string expected_content() {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "00\n";
  return text;
}

TEST_CASE("stored, deflated and zip64 entries are read", "[unit][zip]") {
  for (const char* name : {"stored.zip", "deflated.zip", "zip64.zip"}) {
    CAPTURE(name);
    const Bytes archive = data_bytes(name);
    CHECK(is_zip(archive));
    const auto entries = value_of(zip_entries(archive, name));
    REQUIRE(entries.size() == 1);
    CHECK(value_of(zip_content(archive, entries[0], name, {})) == bytes_of(expected_content()));
  }
}

TEST_CASE("the folders of an archive are not entries", "[unit][zip]") {
  const auto entries = value_of(zip_entries(data_bytes("folders.zip"), "zip"));
  CHECK(entries.size() == 14);
  for (const ZipEntry& entry : entries) CHECK(entry.name.ends_with(".png"));
}

TEST_CASE("a comment that looks like the end of an archive is not taken for it", "[unit][zip]") {
  Bytes archive = data_bytes("stored.zip");
  archive[archive.size() - 2] = std::byte{4};
  archive = joined(archive, bytes_of("PK\x05\x06"));
  CHECK(value_of(zip_entries(archive, "zip")).size() == 1);
}

TEST_CASE("an encrypted entry is refused", "[unit][zip]") {
  const Bytes archive = data_bytes("encrypted.zip");
  const auto entries = value_of(zip_entries(archive, "zip"));
  const auto content = zip_content(archive, entries[0], "zip", {});
  REQUIRE_FALSE(content);
  CHECK(content.error().code.name() == "file-unsupported");
  CHECK(content.error().found == "an encrypted one");
}

TEST_CASE("an entry beyond the budget is refused", "[unit][zip]") {
  const Bytes archive = data_bytes("deflated.zip");
  const auto entries = value_of(zip_entries(archive, "zip"));
  CHECK(zip_content(archive, entries[0], "zip", {3000}));
  CHECK(code_of(zip_content(archive, entries[0], "zip", {2999})) == "file-over-budget");
}

TEST_CASE("a changed byte of the content is found", "[unit][zip]") {
  Bytes archive = data_bytes("stored.zip");
  const auto entries = value_of(zip_entries(archive, "zip"));
  archive[200] ^= std::byte{1};
  CHECK(code_of(zip_content(archive, entries[0], "zip", {})) == "file-corrupt");
}

}  // namespace
}  // namespace hourglass
