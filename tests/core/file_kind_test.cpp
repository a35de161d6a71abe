#include "core/file_kind.h"

#include <catch2/catch_test_macros.hpp>

#include "support/file_bytes.h"

namespace hourglass {
namespace {

std::string code_of(const Bytes& bytes) {
  const FileKind* const kind = recognise_file(bytes);
  return kind ? std::string(kind->code.name()) : "none";
}

TEST_CASE("files of other formats are recognised by their first bytes", "[unit][file_kind]") {
  using namespace std::string_view_literals;
  CHECK(code_of(bytes_of("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")) == "file-lfs-pointer");
  CHECK(code_of(bytes_of("<!DOCTYPE html>\n<html>")) == "file-html");
  CHECK(code_of(bytes_of("\xef\xbb\xbf \r\n<HTML lang=en>")) == "file-html");
  CHECK(code_of(bytes_of("PK\x03\x04\x14")) == "file-archive");
  CHECK(code_of(bytes_of("\xfd\x37zXZ\0\0"sv)) == "file-archive");
  CHECK(code_of(bytes_of("\x93NUMPY\x01\x00"sv)) == "file-npy");
  CHECK(code_of(bytes_of("\x89PNG\r\n\x1a\n")) == "file-picture");
  CHECK(code_of(gzipped(bytes_of("x"))) == "file-gzip");
  CHECK(code_of(safetensors_file("{}", 0)) == "file-model");
  CHECK(code_of(idx_file({3, 2, 2})) == "file-data");
  CHECK(code_of(idx_file({3})) == "file-data");
}

TEST_CASE("a tar archive is recognised by its mark behind the first header's fields", "[unit][file_kind]") {
  Bytes tar(kFileKindPrefix);
  const Bytes mark = bytes_of("ustar");
  std::copy(mark.begin(), mark.end(), tar.begin() + 257);
  CHECK(code_of(tar) == "file-archive");
}

TEST_CASE("other bytes, also few or none, are of no known kind", "[unit][file_kind]") {
  CHECK(code_of({}) == "none");
  CHECK(code_of(bytes_of("plain text")) == "none");
  CHECK(code_of(bytes_of("<htm")) == "none");
  CHECK(code_of(bytes_of("PK")) == "none");
  CHECK(code_of(Bytes(kFileKindPrefix)) == "none");
}

}  // namespace
}  // namespace hourglass
