#include "data/readers/wav.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "data/readers/binary.h"

namespace hourglass {
namespace {

using Data = std::span<const std::byte>;

enum class Encoding { kUnsigned, kSigned, kFloat };

struct Format {
  Encoding encoding = Encoding::kSigned;
  std::size_t channels = 0, bytes = 0;  ///< bytes per value
  double sample_rate = 0;
};

Error broken(ErrorCode code, const std::string& source, std::size_t at, std::string expected, std::string found) {
  return {code, source, "byte " + std::to_string(at), std::move(expected), std::move(found)};
}

/// A chunk's content and its place in the file.
struct Chunk {
  Data content;
  std::size_t at = 0;
  bool is_cut = false;  ///< whether the file ends before the chunk's announced end
};

/// The first chunk called `name`.
std::optional<Chunk> find_chunk(Data file, std::string_view name) {
  constexpr std::size_t kFirst = 12, kHeader = 8;
  for (std::size_t at = kFirst; at <= file.size() && file.size() - at >= kHeader;) {
    const std::size_t size = size_at(file, at + 4, 4), left = file.size() - at - kHeader;
    if (has_text(file, at, name))
      return Chunk{file.subspan(at + kHeader, std::min(size, left)), at + kHeader, size > left};
    if (size > left) return std::nullopt;
    at += kHeader + size + size % 2;  // chunks begin at even places
  }
  return std::nullopt;
}

Result<Format> parse_format(const Chunk& chunk, const std::string& source) {
  constexpr std::size_t kPcm = 1, kFloat = 3, kExtensible = 0xfffe;
  const Data content = chunk.content;
  std::size_t code = size_at(content, 0, 2);
  // The extended form's first two bytes of the sub-format are the code.
  if (code == kExtensible) code = content.size() >= 26 ? size_at(content, 24, 2) : 0;
  const std::size_t bits = size_at(content, 14, 2);
  Format format{code == kFloat ? Encoding::kFloat
                : bits == 8    ? Encoding::kUnsigned
                               : Encoding::kSigned,
                size_at(content, 2, 2), bits / 8, static_cast<double>(little_endian(content, 4, 4))};
  const bool is_known = (code == kPcm && (bits == 8 || bits == 16 || bits == 24 || bits == 32)) ||
                        (code == kFloat && (bits == 32 || bits == 64));
  if (!is_known) {
    return broken("file-unsupported", source, chunk.at, "whole numbers of 8 to 32 bits or floats of 32 or 64",
                  "encoding " + std::to_string(code) + " of " + std::to_string(bits) + " bits");
  }
  if (format.channels == 0 || format.sample_rate == 0) {
    return broken("file-corrupt", source, chunk.at + 2, "channels and values per second",
                  std::to_string(format.channels) + " channels");
  }
  return format;
}

Result<Format> read_format(Data file, const std::string& source) {
  constexpr std::size_t kFormatSize = 16;
  const auto chunk = find_chunk(file, "fmt ");
  if (!chunk) return broken("file-truncated", source, file.size(), "the chunk fmt", "the end of the file");
  if (chunk->is_cut)
    return broken("file-truncated", source, file.size(), "more of the chunk fmt", "the end of the file");
  if (chunk->content.size() >= kFormatSize) return parse_format(*chunk, source);
  return broken("file-corrupt", source, chunk->at, "a format of 16 bytes", std::to_string(chunk->content.size()));
}

/// The value of these bits, scaled.
float value_of(const Format& format, std::uint64_t bits) {
  if (format.encoding == Encoding::kUnsigned) return (static_cast<float>(bits) - 128) / 128;
  if (format.encoding == Encoding::kFloat) {
    return format.bytes == 4 ? std::bit_cast<float>(static_cast<std::uint32_t>(bits))
                             : static_cast<float>(std::bit_cast<double>(bits));
  }
  const auto whole = static_cast<std::int32_t>(static_cast<std::uint32_t>(bits << (32 - 8 * format.bytes)));
  return static_cast<float>(whole) * 0x1p-31f;
}

}  // namespace

bool is_wav(Data bytes) { return has_text(bytes, 0, "RIFF") && has_text(bytes, 8, "WAVE"); }

Result<Sound> parse_wav(Data file, const std::string& source, const MemoryBudget& budget) {
  if (!is_wav(file)) return broken("file-corrupt", source, 0, "a RIFF WAVE file", "something else");
  const auto format = read_format(file, source);
  if (!format) return format.error();
  const auto data = find_chunk(file, "data");
  if (!data) return broken("file-truncated", source, file.size(), "the chunk data", "the end of the file");
  // Programs that write to a pipe cannot know the size, and leave one of these.
  const std::size_t announced = size_at(file, data->at - 4, 4);
  const bool is_unknown = announced == 0xffffffff || announced >= 0x7fffffff;
  if (data->is_cut && !is_unknown) {
    return broken("file-truncated", source, file.size(), std::to_string(announced) + " bytes of sound",
                  "the end of the file");
  }
  const std::size_t frame = format->channels * format->bytes, frames = data->content.size() / frame;
  const std::size_t count = frames * format->channels;
  if (frames == 0) return broken("file-empty", source, data->at, "at least one value per channel", "none");
  if (!checked_product({count, sizeof(float)}, budget.bytes)) {
    return broken("file-over-budget", source, data->at, "at most " + std::to_string(budget.bytes) + " bytes in memory",
                  std::to_string(count) + " values");
  }
  Sound sound{static_cast<int>(format->channels), format->sample_rate, std::vector<float>(count)};
  for (std::size_t i = 0; i < count; ++i) {
    sound.values[i] = value_of(*format, little_endian(data->content, i * format->bytes, format->bytes));
  }
  return sound;
}

}  // namespace hourglass
