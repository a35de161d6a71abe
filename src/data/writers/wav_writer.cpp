#include "data/writers/wav_writer.h"

#include <cmath>
#include <limits>

#include "data/writers/bytes.h"

namespace hourglass {

Result<std::vector<std::byte>> wav_file_of(const WrittenSamples& samples) {
  constexpr std::uint64_t kFloatFormat = 3, kFormatSize = 18, kFactSize = 4, kHeader = 58, kBytes = 4;
  const double rate = std::round(samples.description.sample_rate);
  if (!(rate >= 1 && rate <= std::numeric_limits<std::uint32_t>::max())) {
    return Error{"argument-not-a-choice", ".wav", "", "signals with a known number of values per second", "none"};
  }
  const std::uint64_t size = kBytes * samples.values.size();
  if (size > std::numeric_limits<std::uint32_t>::max() - kHeader) {
    return Error{"file-over-budget", ".wav", "", "at most 4 GB of sound", std::to_string(size) + " bytes"};
  }
  const auto per_second = static_cast<std::uint64_t>(rate);
  const auto channels = static_cast<std::uint64_t>(samples.shape.channels), frame = kBytes * channels;
  std::vector<std::byte> file;
  file.reserve(static_cast<std::size_t>(kHeader + size));
  append_text(file, "RIFF");
  append_little_endian(file, kHeader - 8 + size, 4);
  append_text(file, "WAVEfmt ");
  append_little_endian(file, kFormatSize, 4);
  append_little_endian(file, kFloatFormat, 2);
  append_little_endian(file, channels, 2);
  append_little_endian(file, per_second, 4);
  append_little_endian(file, per_second * frame, 4);
  append_little_endian(file, frame, 2);
  append_little_endian(file, 8 * kBytes, 2);
  append_little_endian(file, 0, 2);  // bytes that extend the format
  append_text(file, "fact");
  append_little_endian(file, kFactSize, 4);
  append_little_endian(file, samples.values.size() / channels, 4);
  append_text(file, "data");
  append_little_endian(file, size, 4);
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t feature = 0; feature < samples.sample(i).size(); ++feature)
      append_float(file, samples.number(i, feature));
  }
  return file;
}

}  // namespace hourglass
