#include "support/malformed_files.h"

#include <algorithm>

namespace hourglass {
namespace {

using Files = std::vector<MalformedFile>;

/// Adds the valid file truncated at every position within its first `header_size` bytes, and at one later position.
void add_truncations(Files& files, const std::string& what, const Bytes& sound, std::size_t header_size,
                     ErrorCode code) {
  for (std::size_t size = 0; size < header_size; ++size) {
    files.push_back({what + " cut after " + std::to_string(size) + " bytes", cut(sound, size), code});
  }
  files.push_back({what + " cut before the last byte", cut(sound, sound.size() - 1), code});
}

Bytes announced(std::vector<std::uint32_t> dimensions) {
  Bytes bytes = idx_header(dimensions);
  bytes.resize(bytes.size() + 64);
  return bytes;
}

constexpr std::string_view kTensorA = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";

/// A file with tensor a (bytes 0 to 8) and the entry of another one.
Bytes beside_a(std::string_view other, std::size_t data_size) {
  return safetensors_file("{" + std::string(kTensorA) + "," + std::string(other) + "}", data_size);
}

Bytes one_tensor(std::string_view dtype, std::string_view shape, std::string_view offsets) {
  const std::string header = R"({"a":{"dtype":)" + std::string(dtype) + R"(,"shape":)" + std::string(shape) +
                             R"(,"data_offsets":)" + std::string(offsets) + "}}";
  return safetensors_file(header, 8);
}

Bytes with_length(std::uint64_t length) {
  Bytes bytes = sound_safetensors();
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::byte>(length >> (8 * i));
  return bytes;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

void add_lengths(Files& files) {
  const std::uint64_t size = sound_safetensors().size();
  files.push_back({"header length 0", with_length(0), "safetensors-bad-header"});
  files.push_back({"header length 1", with_length(1), "safetensors-bad-header"});
  files.push_back({"header one byte longer than the file", with_length(size - 7), "safetensors-truncated"});
  files.push_back({"header of 100 MB", with_length(100'000'000), "safetensors-truncated"});
  files.push_back({"header over 100 MB", with_length(100'000'001), "safetensors-bad-header"});
  files.push_back({"header of 2^32 + 16 bytes", with_length((1ull << 32) + 16), "safetensors-bad-header"});
  files.push_back({"header of 2^64 - 1 bytes", with_length(~0ull), "safetensors-bad-header"});
  files.push_back({"header of 2^64 - 8 bytes", with_length(~0ull - 7), "safetensors-bad-header"});
}

void add_json(Files& files) {
  const auto add = [&](std::string name, std::string_view header, ErrorCode code) {
    files.push_back({std::move(name), safetensors_file(header, 0), code});
  };
  add("a list as the header", "[]", "safetensors-bad-header");
  add("a blank before the header", " {}", "safetensors-bad-header");
  add("an unfinished object", "{\"a\":", "safetensors-bad-json");
  add("an unfinished name", "{\"aaaa", "safetensors-bad-json");
  add("two objects", "{}{}", "safetensors-bad-json");
  add("a zero byte after the object", std::string_view("{}\0", 3), "safetensors-bad-json");
  add("a comment", "{/* */}", "safetensors-bad-json");
  add("a trailing comma", "{\"a\":{},}", "safetensors-bad-header");
  add("a name that is not UTF-8", "{\"\xff\xfe\":{}}", "safetensors-bad-json");
  add("a lone surrogate", R"({"\ud800":{}})", "safetensors-bad-json");
  add("a number beyond doubles", R"({"a":1e999999})", "safetensors-bad-header");
  add("a number as a tensor", R"({"a":1})", "safetensors-bad-header");
  add("null as a tensor", R"({"a":null})", "safetensors-bad-header");
  add("a tensor without fields", R"({"a":{}})", "safetensors-bad-header");
  add("a tensor without offsets", R"({"a":{"dtype":"F32","shape":[0]}})", "safetensors-bad-header");
  add("a field of another kind", R"({"a":{"stride":[1]}})", "safetensors-bad-header");
  add("metadata that is a list", R"({"__metadata__":[]})", "safetensors-bad-header");
  add("a number in the metadata", R"({"__metadata__":{"format":1}})", "safetensors-bad-header");
  add("an object in the metadata", R"({"__metadata__":{"format":{}}})", "safetensors-bad-header");
  add("format characters in a name", R"({"%s%n%s%n":7})", "safetensors-bad-header");
}

void add_depth(Files& files) {
  const auto add = [&](std::string name, const std::string& header) {
    files.push_back({std::move(name), safetensors_file(header, 0), "safetensors-too-deep"});
  };
  add("objects nine deep", repeated("{\"a\":", 8) + "{}" + repeated("}", 8));
  add("objects a million deep", repeated("{\"a\":", 1'000'000));
  add("lists a million deep", "{\"a\":" + repeated("[", 1'000'000));
  add("a shape a million deep", R"({"a":{"shape":)" + repeated("[", 1'000'000) + repeated("]", 1'000'000) + "}}");
}

void add_tensors(Files& files) {
  const auto add = [&](std::string name, std::string_view dtype, std::string_view shape, std::string_view offsets,
                       ErrorCode code) {
    files.push_back({std::move(name), one_tensor(dtype, shape, offsets), code});
  };
  const std::string_view f32 = "\"F32\"";
  add("half precision with too few bytes", "\"F16\"", "[5]", "[0,8]", "safetensors-bad-shape");
  add("whole numbers", "\"I16\"", "[4]", "[0,8]", "safetensors-bad-dtype");
  add("double precision", "\"F64\"", "[1]", "[0,8]", "safetensors-bad-dtype");
  add("a type of lower case", "\"f32\"", "[2]", "[0,8]", "safetensors-bad-dtype");
  add("a number as the type", "32", "[2]", "[0,8]", "safetensors-bad-dtype");
  add("a negative dimension", f32, "[-2]", "[0,8]", "safetensors-bad-shape");
  add("a fractional dimension", f32, "[2.0]", "[0,8]", "safetensors-bad-shape");
  add("text as a dimension", f32, "[\"2\"]", "[0,8]", "safetensors-bad-shape");
  add("a number as the shape", f32, "2", "[0,8]", "safetensors-bad-shape");
  add("nine dimensions", f32, "[1,1,1,1,1,1,1,1,2]", "[0,8]", "safetensors-bad-shape");
  add("a shape too large for its bytes", f32, "[3]", "[0,8]", "safetensors-bad-shape");
  add("a shape too small for its bytes", f32, "[1]", "[0,8]", "safetensors-bad-shape");
  add("a shape of 2^32 + 2 values", f32, "[4294967298]", "[0,8]", "safetensors-bad-shape");
  add("a shape of 2^62 + 2 values", f32, "[4611686018427387906]", "[0,8]", "safetensors-bad-shape");
  add("65536x65536x65536x65536 values", f32, "[65536,65536,65536,65536]", "[0,8]", "safetensors-bad-shape");
  add("a dimension over 64 bits", f32, "[18446744073709551618]", "[0,8]", "safetensors-bad-shape");
  add("overflow before a zero", f32, "[18446744073709551615,18446744073709551615,0]", "[0,8]", "safetensors-bad-shape");
  add("one offset", f32, "[2]", "[0]", "safetensors-bad-offsets");
  add("three offsets", f32, "[2]", "[0,8,8]", "safetensors-bad-offsets");
  add("a negative offset", f32, "[2]", "[-8,0]", "safetensors-bad-offsets");
  add("a fractional offset", f32, "[2]", "[0,8.5]", "safetensors-bad-offsets");
  add("text as the offsets", f32, "[2]", "\"0,8\"", "safetensors-bad-offsets");
  add("offsets in reverse", f32, "[2]", "[8,0]", "safetensors-bad-offsets");
  add("offsets out of range", f32, "[2]", "[0,1000000]", "safetensors-bad-offsets");
  add("offsets of 2^64 - 1", f32, "[2]", "[0,18446744073709551615]", "safetensors-bad-offsets");
  add("a hole at the start", f32, "[1]", "[4,8]", "safetensors-bad-offsets");
  add("trailing bytes", f32, "[1]", "[0,4]", "safetensors-bad-offsets");
}

void add_pairs(Files& files) {
  const auto add = [&](std::string name, std::string_view other, ErrorCode code) {
    files.push_back({std::move(name), beside_a(other, 16), code});
  };
  add("overlapping tensors", R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]})", "safetensors-bad-offsets");
  add("tensors that share their bytes", R"("b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})",
      "safetensors-bad-offsets");
  add("a hole between tensors", R"("b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]})", "safetensors-bad-offsets");
  add("a tensor in the middle of another", R"("b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]})",
      "safetensors-bad-offsets");
  add("a name twice", R"("a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]})", "safetensors-duplicate-name");
  add("a name twice, once escaped", R"("\u0061":{"dtype":"F32","shape":[2],"data_offsets":[8,16]})",
      "safetensors-duplicate-name");
  add("a field twice", R"("b":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[8,16]})",
      "safetensors-duplicate-name");
  add("a metadata key twice", R"("__metadata__":{"k":"1","k":"2"})", "safetensors-duplicate-name");
  add("metadata twice", R"("__metadata__":{},"__metadata__":{})", "safetensors-duplicate-name");
}

void overwrite(Bytes& bytes, Random& random) {
  if (bytes.empty()) return;
  const std::size_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
  constexpr int kTelling[] = {0, 1, 0x7f, 0x80, 0xff, '"', '{', '[', '9', '-'};
  const bool telling = random.below(2) == 0;
  const auto value = telling ? static_cast<std::uint32_t>(kTelling[random.below(10)]) : random.below(256);
  bytes[at] = static_cast<std::byte>(value);
}

}  // namespace

Bytes mutated(Bytes bytes, Random& random) {
  for (std::uint32_t changes = 1 + random.below(8); changes > 0; --changes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const std::uint32_t from = random.below(size + 1), to = from + random.below(size - from + 1);
    switch (random.below(8)) {
      case 0: bytes = joined(cut(bytes, from), std::span(bytes).subspan(to)); break;
      case 1: bytes = joined(bytes, cut(bytes, to)); break;
      case 2: bytes.resize(to); break;
      default: overwrite(bytes, random);
    }
    if (bytes.size() > 4096) bytes.resize(4096);
  }
  return bytes;
}

Bytes sound_images() { return idx_file({5, 4, 3}); }
Bytes sound_labels() { return idx_file({5}, 3); }
Bytes sound_safetensors() { return safetensors_file(R"({"__metadata__":{"k":"v"},)" + std::string(kTensorA) + "}", 8); }

std::vector<MalformedFile> malformed_images() {
  Files files;
  const Bytes sound = sound_images();
  add_truncations(files, "images", sound, 16, "idx-truncated");
  add_truncations(files, "colour images", idx_file({2, 3, 3, 3}), 20, "idx-truncated");
  files.push_back({"first byte not zero", with_byte(sound, 0, 1), "idx-bad-magic"});
  files.push_back({"second byte not zero", with_byte(sound, 1, 0x80), "idx-bad-magic"});
  files.push_back({"unknown type", with_byte(sound, 2, 0x0a), "idx-bad-magic"});
  files.push_back({"a PNG", bytes_of("\x89PNG\r\n\x1a\n with more to come"), "file-picture"});
  files.push_back({"a page of HTML", bytes_of("<!DOCTYPE html><title>404</title>"), "file-html"});
  files.push_back({"format characters", bytes_of("%s%s%s%n%n%n"), "idx-bad-magic"});
  for (int type : {0x0b, 0x0c, 0x0d, 0x0e}) {
    files.push_back({"type " + std::to_string(type), with_byte(sound, 2, type), "idx-truncated"});
  }
  for (int rank : {0, 1, 5, 255}) {
    files.push_back({std::to_string(rank) + " dimensions", with_byte(sound, 3, rank), "idx-bad-dimensions"});
  }
  files.push_back({"2 dimensions", with_byte(sound, 3, 2), "idx-trailing-bytes"});
  files.push_back({"2 dimensions of 32-bit numbers", with_byte(with_byte(sound, 2, 0x0c), 3, 2), "idx-bad-dimensions"});
  files.push_back({"no images", announced({0, 4, 3}), "idx-empty"});
  files.push_back({"no height", announced({5, 0, 3}), "idx-empty"});
  files.push_back({"no width, absurd count", announced({0xffffffff, 0xffffffff, 0}), "idx-empty"});
  files.push_back({"65536x256x256 (2^32)", announced({65536, 256, 256}), "idx-over-budget"});
  files.push_back({"65536x65536x1 (2^32)", announced({65536, 65536, 1}), "idx-over-budget"});
  files.push_back({"65537x65536x1 (wraps to 65536)", announced({65537, 65536, 1}), "idx-over-budget"});
  files.push_back({"one image of 65536x65536", announced({1, 65536, 65536}), "idx-over-budget"});
  files.push_back({"2^22 x 2^21 x 2^21 (2^64)", announced({1u << 22, 1u << 21, 1u << 21}), "idx-over-budget"});
  files.push_back({"2^16 x4 (2^64)", announced({65536, 65536, 65536, 65536}), "idx-over-budget"});
  files.push_back({"all dimensions 2^32 - 1", announced({~0u, ~0u, ~0u}), "idx-over-budget"});
  files.push_back({"four dimensions 2^32 - 1", announced({~0u, ~0u, ~0u, ~0u}), "idx-over-budget"});
  files.push_back({"width read as negative", announced({1, 1, 0x80000001}), "idx-over-budget"});
  files.push_back({"one image too few", announced({6, 4, 3}), "idx-truncated"});
  files.push_back({"within the budget, not in the file", announced({1000, 1000, 1000}), "idx-truncated"});
  files.push_back({"one byte too many", joined(sound, bytes_of("x")), "idx-trailing-bytes"});
  files.push_back({"a second file behind the first", joined(sound, sound), "idx-trailing-bytes"});
  return files;
}

std::vector<MalformedFile> malformed_labels() {
  Files files;
  const Bytes sound = sound_labels();
  add_truncations(files, "labels", sound, 8, "idx-truncated");
  files.push_back({"floats as labels", with_byte(sound, 2, 0x0d), "idx-bad-type"});
  files.push_back({"doubles as labels", with_byte(sound, 2, 0x0e), "idx-bad-type"});
  files.push_back({"a negative label", with_byte(with_byte(sound, 2, 0x09), 9, 0xff), "data-bad-label"});
  files.push_back({"images as labels", sound_images(), "idx-bad-dimensions"});
  files.push_back({"labels of two dimensions", idx_file({5, 1}), "idx-bad-dimensions"});
  files.push_back({"no labels", announced({0}), "idx-empty"});
  files.push_back({"2^32 - 1 labels", announced({~0u}), "idx-over-budget"});
  files.push_back({"2^24 labels in a small file", announced({1u << 24}), "idx-truncated"});
  files.push_back({"one label too many", joined(sound, bytes_of("x")), "idx-trailing-bytes"});
  return files;
}

std::vector<MalformedFile> malformed_gzip() {
  Files files;
  const Bytes sound = gzipped(sound_images());
  const std::size_t size = sound.size();
  for (std::size_t i = 2; i < 10; ++i) {
    files.push_back({"gzip cut after " + std::to_string(i) + " bytes", cut(sound, i), "gzip-truncated"});
  }
  for (std::size_t i = 1; i <= 8; ++i) {
    files.push_back({"gzip trailer short of " + std::to_string(i), cut(sound, size - i), "gzip-truncated"});
  }
  files.push_back({"gzip of another method", with_byte(sound, 2, 7), "gzip-corrupt"});
  files.push_back({"gzip with reserved flags", with_byte(sound, 3, 0xe0), "gzip-corrupt"});
  files.push_back({"deflate block of type 3", with_byte(sound, 10, 0x07), "gzip-corrupt"});
  files.push_back(
      {"wrong checksum", with_byte(sound, size - 8, std::to_integer<int>(sound[size - 8]) ^ 1), "gzip-corrupt"});
  files.push_back({"wrong length", with_byte(sound, size - 1, 1), "gzip-corrupt"});
  files.push_back({"bytes behind the gzip", joined(sound, bytes_of("more")), "gzip-trailing-bytes"});
  files.push_back({"zeros and a byte behind the gzip", joined(sound, bytes_of({"\0\0x", 3})), "gzip-trailing-bytes"});
  files.push_back({"a broken second member", joined(sound, with_byte(sound, 2, 7)), "gzip-corrupt"});
  files.push_back({"a second member with images", joined(sound, sound), "idx-trailing-bytes"});
  files.push_back({"gzip of nothing", gzipped({}), "idx-truncated"});
  files.push_back({"gzip of a PNG", gzipped(bytes_of("\x89PNG\r\n")), "file-picture"});
  files.push_back({"gzip in gzip", gzipped(sound), "file-gzip"});
  files.push_back({"gzip of images cut short", gzipped(cut(sound_images(), 40)), "idx-truncated"});
  files.push_back({"gzip of images and a byte", gzipped(joined(sound_images(), bytes_of("x"))), "idx-trailing-bytes"});
  files.push_back({"gzip announcing 65536x256x256", gzipped(announced({65536, 256, 256})), "idx-over-budget"});
  files.push_back({"gzip announcing 10^9 bytes", gzipped(announced({1000, 1000, 1000})), "idx-truncated"});
  const std::vector<std::uint32_t> gigabyte{1023, 1024, 1024}, small{1, 28, 28};
  files.push_back({"1 GB that says so", gzip_bomb(idx_header(gigabyte), 1024), "gzip-over-budget"});
  files.push_back({"1 GB behind one image", gzip_bomb(idx_header(small), 1024), "idx-trailing-bytes"});
  files.push_back(
      {"1 GB that says 2^64", gzip_bomb(announced({1u << 22, 1u << 21, 1u << 21}), 1024), "idx-over-budget"});
  files.push_back({"1 GB of zeros", gzip_bomb(bytes_of({"\0", 1}), 1024), "idx-bad-magic"});
  files.push_back({"1 GB cut short", cut(gzip_bomb(idx_header(gigabyte), 1024), 600), "gzip-truncated"});
  return files;
}

std::vector<MalformedFile> malformed_safetensors() {
  Files files;
  const Bytes sound = sound_safetensors();
  add_truncations(files, "safetensors", sound, sound.size() - 8, "safetensors-truncated");
  files.push_back({"a byte too many", joined(sound, bytes_of("x")), "safetensors-bad-offsets"});
  files.push_back({"a page of HTML", bytes_of("<!DOCTYPE html><title>404</title>"), "file-html"});
  add_lengths(files);
  add_json(files);
  add_depth(files);
  add_tensors(files);
  add_pairs(files);
  return files;
}

}  // namespace hourglass
