#include "io/safetensors.h"

#include <catch2/catch_test_macros.hpp>

#include <cstring>
#include <limits>
#include <string>

#include "support/file_bytes.h"

namespace hourglass {
namespace {

TensorFile small_model() {
  return {{{"encoder.0.weight", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"scale", {}, {0.5f}}, {"empty", {0, 4}, {}}},
          {{"format_version", "1"}, {"settings", "{\"latent\": 2}"}}};
}

std::string text_of(const Bytes& bytes, std::size_t from, std::size_t size) {
  return std::string(reinterpret_cast<const char*>(bytes.data()) + from, size);
}

void check_same(const TensorFile& a, const TensorFile& b) {
  CHECK(a.metadata == b.metadata);
  REQUIRE(a.tensors.size() == b.tensors.size());
  for (std::size_t i = 0; i < a.tensors.size(); ++i) {
    CHECK(a.tensors[i].name == b.tensors[i].name);
    CHECK(a.tensors[i].shape == b.tensors[i].shape);
    CHECK(a.tensors[i].values == b.tensors[i].values);
  }
}

TEST_CASE("safetensors are read back as they were written", "[unit][safetensors]") {
  for (const TensorFile& file : {small_model(), TensorFile{}, TensorFile{{{"a", {1}, {7}}}, {}}}) {
    const auto read = parse_safetensors(to_safetensors(file), "file");
    REQUIRE(read);
    check_same(*read, file);
  }
}

TEST_CASE("safetensors are written exactly as the format specifies", "[unit][safetensors]") {
  const Bytes bytes = to_safetensors({{{"w", {2}, {1.0f, -2.0f}}, {"b", {}, {0.0f}}}, {{"k", "v"}}});
  const std::string header = R"({"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                             R"("b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}})";
  const std::size_t padded = (header.size() + 7) / 8 * 8;
  REQUIRE(bytes.size() == 8 + padded + 12);
  CHECK(std::to_integer<std::size_t>(bytes[0]) == padded);
  CHECK(text_of(bytes, 8, padded) == header + std::string(padded - header.size(), ' '));
  CHECK(text_of(bytes, 8 + padded, 8) == std::string("\0\0\x80\x3f\0\0\0\xc0", 8));
  CHECK(bytes == to_safetensors({{{"w", {2}, {1.0f, -2.0f}}, {"b", {}, {0.0f}}}, {{"k", "v"}}}));
}

TEST_CASE("names and metadata may hold any character", "[unit][safetensors]") {
  const std::string odd = "\"\\/\b\n\t\x01 %s%n \xc3\xa9 \xf0\x9f\x8d\xa9";
  const TensorFile file{{{odd, {1}, {1}}, {"", {1}, {2}}}, {{odd, odd}, {"", std::string(100000, 'x')}}};
  const auto read = parse_safetensors(to_safetensors(file), "file");
  REQUIRE(read);
  check_same(*read, file);
}

TEST_CASE("bytes of a name that are not UTF-8 are replaced, not written", "[unit][safetensors]") {
  const auto read = parse_safetensors(to_safetensors({{{"a\xff", {1}, {1}}}, {}}), "file");
  REQUIRE(read);
  CHECK(read->tensors[0].name == "a\xef\xbf\xbd");
}

TEST_CASE("every float keeps its bits", "[unit][safetensors]") {
  using Limits = std::numeric_limits<float>;
  const std::vector<float> values{
      0.0f, -0.0f, Limits::denorm_min(), Limits::max(), Limits::infinity(), Limits::quiet_NaN()};
  const auto read = parse_safetensors(to_safetensors({{{"w", {6}, values}}, {}}), "file");
  REQUIRE(read);
  CHECK(std::memcmp(read->tensors[0].values.data(), values.data(), 24) == 0);
}

TEST_CASE("tensors may lie in another order than the header's, unaligned", "[unit][safetensors]") {
  const std::string header = R"({"late":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},)"
                             R"("none":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},)"
                             R"("early":{"data_offsets":[0,4],"shape":[1,1],"dtype":"F32"}})";
  for (std::size_t padding : {0u, 1u, 2u, 3u}) {
    Bytes bytes = safetensors_file(header + std::string(padding, ' '), 0);
    const float values[] = {1.5f, 2.5f};
    bytes = joined(std::move(bytes), std::as_bytes(std::span(values)));
    const auto read = parse_safetensors(bytes, "file");
    REQUIRE(read);
    CHECK(read->tensors[0].values == std::vector<float>{2.5f});
    CHECK(read->tensors[1].values.empty());
    CHECK(read->tensors[2].values == std::vector<float>{1.5f});
  }
}

TEST_CASE("tensors of 16 bits are converted exactly", "[unit][safetensors]") {
  const std::string header = R"({"half":{"dtype":"F16","shape":[3],"data_offsets":[0,6]},)"
                             R"("brain":{"dtype":"BF16","shape":[2],"data_offsets":[6,10]}})";
  Bytes bytes = safetensors_file(header, 0);
  const std::uint16_t values[] = {0x3c00, 0xc580, 0x0001, 0x3fc0, 0xff80};
  bytes = joined(std::move(bytes), std::as_bytes(std::span(values)));
  const auto read = parse_safetensors(bytes, "file");
  REQUIRE(read);
  CHECK(read->tensors[0].values == std::vector<float>{1.0f, -5.5f, 0x1p-24f});
  CHECK(read->tensors[1].values == std::vector<float>{1.5f, -std::numeric_limits<float>::infinity()});
  const auto short_data =
      parse_safetensors(safetensors_file(R"({"w":{"dtype":"F16","shape":[4],"data_offsets":[0,4]}})", 4), "file");
  REQUIRE_FALSE(short_data);
  CHECK(short_data.error().code == ErrorCode("safetensors-bad-shape"));
}

TEST_CASE("blanks may pad the end of the header", "[unit][safetensors]") {
  const std::string header = R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  for (std::size_t padding : {1u, 8u, 4096u}) {
    CHECK(parse_safetensors(safetensors_file(header + std::string(padding, ' '), 4), "file"));
    CHECK(parse_safetensors(safetensors_file(header + std::string(padding, '\n'), 4), "file"));
  }
}

TEST_CASE("safetensors errors name the file, the place and the tensor", "[unit][safetensors]") {
  const auto whole = parse_safetensors(safetensors_file(R"({"w":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}})", 4),
                                       "m.safetensors");
  REQUIRE_FALSE(whole);
  CHECK(whole.error().sentence() ==
        "m.safetensors, byte 26: expected F32, F16, BF16 or I8 as the type of tensor \"w\", found \"I32\"; save the "
        "tensors "
        "as F32.");
  const auto hole = parse_safetensors(safetensors_file(R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8),
                                      "m.safetensors");
  REQUIRE_FALSE(hole);
  CHECK(hole.error().sentence() ==
        "m.safetensors, byte 13: expected tensor \"w\" at byte 0 of the data, found bytes 4 to 8; save or "
        "download "
        "the model again.");
}

TEST_CASE("a safetensors file over the budget is refused", "[unit][safetensors]") {
  const Bytes bytes = to_safetensors(small_model());
  CHECK(parse_safetensors(bytes, "file", MemoryBudget{bytes.size()}));
  const auto refused = parse_safetensors(bytes, "file", MemoryBudget{bytes.size() - 1});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code.name() == "safetensors-over-budget");
}

}  // namespace
}  // namespace hourglass
