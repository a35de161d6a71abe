#include "data/readers/npy.h"

#include <algorithm>
#include <bit>
#include <climits>
#include <cmath>
#include <optional>

#include "core/excerpt.h"
#include "core/whole_number.h"
#include "data/readers/binary.h"

namespace hourglass {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaxDimensions = 4;

/// What the header says.
struct Header {
  std::size_t data_start = 0;
  char kind = 0;  ///< 'b' boolean, 'i' and 'u' whole numbers, 'f' floats
  std::size_t value_size = 0;
  bool is_big_endian = false;
  bool is_fortran = false;
  std::vector<std::uint32_t> dimensions;
  std::size_t count = 0;  ///< values of the whole array
};

Error corrupt(const std::string& source, std::string expected, std::string_view found) {
  return {"file-corrupt", source, "byte 10", std::move(expected), excerpt(found)};
}

/// The value behind a key of the header's Python dictionary, up to the comma or brace that ends it; "" without the key.
std::string_view value_of(std::string_view dictionary, std::string_view key) {
  for (const char quote : {'\'', '"'}) {
    const std::string quoted = quote + std::string(key) + quote;
    std::size_t at = dictionary.find(quoted);
    if (at == std::string_view::npos) continue;
    std::string_view value = dictionary.substr(at + quoted.size());
    value.remove_prefix(std::min(value.find_first_not_of(" :"), value.size()));
    const bool is_tuple = value.starts_with('(');
    const std::size_t end = is_tuple ? value.find(')') : value.find_first_of(",}");
    if (end == std::string_view::npos) return "";
    return value.substr(0, end + (is_tuple ? 1 : 0));
  }
  return "";
}

/// Reads a type such as '<f4', '|u1' or '>i8'.
Status read_type(std::string_view text, const std::string& source, Header& header) {
  const std::string_view all = text;
  if (text.starts_with('[')) {
    return Error{"file-unsupported", source, "byte 10", "an array of numbers", "one of records"};
  }
  while (!text.empty() && (text.front() == '\'' || text.front() == '"')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\'' || text.back() == '"' || text.back() == ' ')) text.remove_suffix(1);
  if (text.empty() || all.size() == text.size()) return corrupt(source, "a value type", all);
  if (std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
    header.is_big_endian = text.front() == '>';
    text.remove_prefix(1);
  }
  constexpr std::string_view kKnown[] = {"b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"};
  if (std::find(std::begin(kKnown), std::end(kKnown), text) == std::end(kKnown)) {
    return Error{"file-unsupported", source, "byte 10", "whole numbers, booleans or floats of up to 64 bits",
                 "the type " + excerpt(all)};
  }
  header.kind = text[0];
  header.value_size = static_cast<std::size_t>(text[1] - '0');
  return Done{};
}

/// Reads a tuple such as (60000, 28, 28), and checks the number of values.
Status read_shape(std::string_view text, const std::string& source, Header& header) {
  const std::string_view all = text;
  if (!text.starts_with('(')) return corrupt(source, "the array's shape", all);
  text = text.substr(1, text.size() - 2);
  std::uint64_t count = 1;
  while (!text.empty()) {
    std::string_view item = text.substr(0, text.find(','));
    text.remove_prefix(std::min(item.size() + 1, text.size()));
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    while (item.ends_with(' ') || item.ends_with('L')) item.remove_suffix(1);  // Python 2 wrote 60000L
    if (item.empty() && text.empty()) break;                                   // the comma behind the last item
    const auto length = parse_unsigned(item);
    if (!length) return corrupt(source, "the array's shape", all);
    if (*length == 0) return Error{"file-empty", source, "byte 10", "dimensions above 0", excerpt(all)};
    const auto product = checked_product({count, *length}, PTRDIFF_MAX / 8);
    if (!product || *length > UINT32_MAX) {
      return Error{"file-over-budget", source, "byte 10", "fewer values", excerpt(all)};
    }
    count = *product;
    header.dimensions.push_back(static_cast<std::uint32_t>(*length));
    if (header.dimensions.size() > kMaxDimensions) break;
  }
  if (header.dimensions.empty() || header.dimensions.size() > kMaxDimensions) {
    return Error{"file-unsupported", source, "byte 10", "one to four dimensions", excerpt(all)};
  }
  header.count = static_cast<std::size_t>(count);
  return Done{};
}

Error ends_early(std::span<const std::byte> file, const std::string& source, std::string expected) {
  return {"file-truncated", source, "byte " + std::to_string(file.size()), std::move(expected), "the end of the file"};
}

/// Finds the header's dictionary.
Result<std::string_view> dictionary_of(std::span<const std::byte> file, const std::string& source, Header& header) {
  if (file.size() < kMagic.size() + 4) return ends_early(file, source, "a NumPy array's header");
  if (!is_npy(file)) return Error{"file-corrupt", source, "byte 0", "a NumPy array", "something else"};
  const int version = std::to_integer<int>(file[6]);
  if (version < 1 || version > 3) {
    return Error{"file-unsupported", source, "byte 6", "version 1 to 3 of the format", std::to_string(version)};
  }
  const std::size_t length_size = version == 1 ? 2 : 4, start = 8 + length_size;
  if (file.size() < start) return ends_early(file, source, "the length of the header");
  const std::size_t length = size_at(file, 8, length_size);
  if (file.size() - start < length) return ends_early(file, source, std::to_string(length) + " bytes of header");
  header.data_start = start + length;
  return text_of(file.subspan(start, length));
}

Result<Header> read_header(std::span<const std::byte> file, const std::string& source) {
  Header header;
  const auto dictionary = dictionary_of(file, source, header);
  if (!dictionary) return dictionary.error();
  const std::string_view order = value_of(*dictionary, "fortran_order");
  if (order != "True" && order != "False") return corrupt(source, "fortran_order: True or False", order);
  header.is_fortran = order == "True";
  if (const Status type = read_type(value_of(*dictionary, "descr"), source, header); !type) return type.error();
  if (const Status shape = read_shape(value_of(*dictionary, "shape"), source, header); !shape) return shape.error();
  return header;
}

/// Compares the announced size to the file's, and that of the array in memory to the budget.
Status check_size(std::span<const std::byte> file, const std::string& source, const Header& header,
                  const MemoryBudget& budget) {
  const std::uint64_t kept = header.value_size == 1 ? 1 : sizeof(float);
  if (!checked_product({header.count, kept}, budget.bytes)) {
    return Error{"file-over-budget", source, "byte 10", "at most " + std::to_string(budget.bytes) + " bytes in memory",
                 std::to_string(header.count) + " values"};
  }
  const std::uint64_t wanted = std::uint64_t{header.count} * header.value_size, left = file.size() - header.data_start;
  if (left < wanted) return ends_early(file, source, std::to_string(wanted) + " bytes of values");
  if (left == wanted) return Done{};
  return Error{"file-corrupt", source, "byte " + std::to_string(header.data_start + wanted), "the end of the file",
               "more bytes"};
}

/// A float of 16 bits (IEEE 754 binary16).
float half(std::uint64_t bits) {
  const int exponent = static_cast<int>(bits >> 10 & 31);
  const auto fraction = static_cast<float>(bits & 1023);
  float value = std::ldexp(exponent == 0 ? fraction : fraction + 1024, std::max(exponent, 1) - 25);
  if (exponent == 31) value = fraction == 0 ? INFINITY : NAN;
  return bits >> 15 != 0 ? -value : value;
}

/// The value of these bits as a float.
float value_of(const Header& header, std::uint64_t bits) {
  if (header.kind == 'f') {
    if (header.value_size == 2) return half(bits);
    if (header.value_size == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    return static_cast<float>(std::bit_cast<double>(bits));
  }
  if (header.kind != 'i') return static_cast<float>(bits);
  const std::size_t unused = 64 - 8 * header.value_size;
  return static_cast<float>(static_cast<std::int64_t>(bits << unused) >> unused);
}

/// Rearranges values whose first index runs fastest so that the last one does.
template <class Value>
void to_c_order(const std::vector<std::uint32_t>& dimensions, std::vector<Value>& values) {
  std::vector<Value> ordered(values.size());
  std::vector<std::size_t> index(dimensions.size());
  for (Value& value : ordered) {
    std::size_t from = 0;
    for (std::size_t d = dimensions.size(); d-- > 0;) from = from * dimensions[d] + index[d];
    value = values[from];
    for (std::size_t d = dimensions.size(); d-- > 0 && ++index[d] == dimensions[d];) index[d] = 0;
  }
  values = std::move(ordered);
}

}  // namespace

bool is_npy(std::span<const std::byte> bytes) { return has_text(bytes, 0, kMagic); }

Result<Array> parse_npy(std::span<const std::byte> file, const std::string& source, const MemoryBudget& budget) {
  const auto header = read_header(file, source);
  if (!header) return header.error();
  if (const Status size = check_size(file, source, *header, budget); !size) return size.error();
  Array array{header->dimensions, header->kind != 'f', header->kind == 'b'};
  const auto data = file.subspan(header->data_start);
  if (header->value_size == 1 && header->kind != 'i') {
    array.bytes.resize(header->count);
    std::transform(data.begin(), data.end(), array.bytes.begin(),
                   [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
    if (array.is_boolean) {
      for (std::uint8_t& byte : array.bytes) byte = byte != 0;
    }
  } else {
    array.numbers.resize(header->count);
    const auto read = header->is_big_endian ? big_endian : little_endian;
    for (std::size_t i = 0; i < header->count; ++i) {
      array.numbers[i] = value_of(*header, read(data, i * header->value_size, header->value_size));
    }
  }
  if (header->is_fortran && header->dimensions.size() > 1) {
    to_c_order(array.dimensions, array.bytes);
    to_c_order(array.dimensions, array.numbers);
  }
  return array;
}

}  // namespace hourglass
