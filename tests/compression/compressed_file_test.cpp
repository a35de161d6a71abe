#include "compression/compressed_file.h"

#include <catch2/catch_test_macros.hpp>

#include "core/hash.h"
#include "core/random.h"
#include "data/writers/bytes.h"
#include "support/allocation_counter.h"
#include "support/file_bytes.h"

namespace hourglass {
namespace {

const std::string kSource = "given.hgz";

CompressedFile small_file() {
  CompressedFile file{.weights = 0x0123456789abcdef, .count = 5, .shape = {4, 3, 1}, .form = {.places = 2}};
  file.quantiser = {{0.5f, -1}, {0.25f, 2}};
  const QuantisedCodes codes{2, 5, {0, 1, 2, 3, -4, 5, 6, 7, 8, -9}};
  file.codes = encode_codes(codes, file.form, file.quantiser, CodePrior::kNone);
  return file;
}

/// The bytes with the checksum that they need.
Bytes sealed(Bytes bytes) {
  bytes.resize(bytes.size() - kCompressedChecksum);
  append_little_endian(bytes, hash_bytes(bytes.data(), bytes.size()), kCompressedChecksum);
  return bytes;
}

void check_refused(const Bytes& bytes, ErrorCode code) {
  const auto read = parse_compressed_file(bytes, kSource);
  REQUIRE_FALSE(read);
  INFO(read.error().sentence());
  CHECK(read.error().code.name() == code.name());
  CHECK(read.error().sentence().find(kSource) == 0);
}

}  // namespace

TEST_CASE("a compressed file is read as it was written", "[unit][compression]") {
  const CompressedFile file = small_file();
  const Bytes bytes = to_compressed_file(file);
  CHECK(bytes.size() ==
        kCompressedHead + 16 + file.codes.tables.size() + file.codes.payload.size() + kCompressedChecksum);
  const auto read = parse_compressed_file(bytes, kSource);
  REQUIRE(read);
  CHECK(read->weights == file.weights);
  CHECK(read->count == 5);
  CHECK(read->shape == file.shape);
  CHECK(read->form.places == 2);
  CHECK(read->quantiser.offsets == file.quantiser.offsets);
  CHECK(read->quantiser.steps == file.quantiser.steps);
  CHECK(read->codes.tables == file.codes.tables);
  CHECK(read->codes.payload == file.codes.payload);
  CHECK(to_compressed_file(*read) == bytes);
}

TEST_CASE("every changed byte of a compressed file is refused", "[unit][compression]") {
  const Bytes bytes = to_compressed_file(small_file());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int change : {1, 2, 16, 128, 255}) {
      CAPTURE(at, change);
      CHECK_FALSE(parse_compressed_file(with_byte(bytes, at, std::to_integer<int>(bytes[at]) ^ change), kSource));
    }
  }
}

TEST_CASE("a compressed file cut at any place, or too long, is refused", "[unit][compression]") {
  const Bytes bytes = to_compressed_file(small_file());
  for (std::size_t size = 3; size < bytes.size(); ++size) {
    CAPTURE(size);
    check_refused(cut(bytes, size), "file-truncated");
  }
  check_refused(joined(bytes, bytes_of("x")), "file-corrupt");
  check_refused({}, "file-unknown-format");
}

TEST_CASE("files of other formats and of newer versions are refused by their name", "[unit][compression]") {
  const Bytes bytes = to_compressed_file(small_file());
  check_refused(bytes_of("something else that is long enough for a head and for a checksum behind it"),
                "file-unknown-format");
  check_refused(safetensors_file("{}", 80), "file-model");
  check_refused(sealed(with_byte(bytes, 3, 2)), "compressed-newer-version");
  check_refused(sealed(with_byte(bytes, 3, 0)), "file-corrupt");
}

TEST_CASE("a head with hostile numbers is refused before memory is taken", "[unit][compression]") {
  const Bytes bytes = to_compressed_file(small_file());
  struct Place {
    std::size_t at;
    const char* name;
  };
  // Extents, places, entries, grid, flags, reserved bytes, lengths.
  for (const Place& place : {Place{16, "height"},
                             {20, "width"},
                             {24, "channels"},
                             {28, "places"},
                             {36, "grid width"},
                             {44, "tables"},
                             {48, "payload"}}) {
    for (const std::uint32_t value : {0u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
      CAPTURE(place.name, value);
      Bytes changed = bytes;
      for (std::size_t i = 0; i < 4; ++i) changed[place.at + i] = static_cast<std::byte>(value >> (8 * i));
      AllocationScope scope;
      CHECK_FALSE(parse_compressed_file(sealed(changed), kSource));
      CHECK(scope.peak_bytes() < 100000);
    }
  }
  for (std::size_t at : {40u, 41u, 42u, 43u}) check_refused(sealed(with_byte(bytes, at, 7)), "file-corrupt");
  check_refused(sealed(with_byte(bytes, 40, 1)), "file-corrupt");  // neighbours without a codebook
}

TEST_CASE("offsets and steps that no quantiser makes are refused", "[unit][compression]") {
  for (const float bad : {0.0f, -1.0f, 1e30f, 1e-40f, __builtin_nanf(""), __builtin_inff()}) {
    CompressedFile file = small_file();
    file.quantiser.steps[1] = bad;
    CAPTURE(bad);
    check_refused(to_compressed_file(file), "file-corrupt");
  }
  for (const float bad : {1e30f, __builtin_nanf(""), -__builtin_inff()}) {
    CompressedFile file = small_file();
    file.quantiser.offsets[0] = bad;
    CAPTURE(bad);
    check_refused(to_compressed_file(file), "file-corrupt");
  }
}

}  // namespace hourglass
