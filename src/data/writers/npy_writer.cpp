#include "data/writers/npy_writer.h"

#include <string>

#include "data/writers/bytes.h"

namespace hourglass {
namespace {

/// The array's dimensions as a Python tuple. A single channel has no dimension of its own.
std::string dimensions_text(const WrittenSamples& samples) {
  const Shape& shape = samples.shape;
  std::string text = "(" + std::to_string(samples.count());
  const auto append = [&text](int length) { text += ", " + std::to_string(length); };
  switch (samples.description.kind) {
    case DataKind::kImage: append(shape.height); [[fallthrough]];
    case DataKind::kSignal:
      append(shape.width);
      if (shape.channels > 1) append(shape.channels);
      break;
    case DataKind::kTable:
    case DataKind::kText: append(shape.features());
  }
  return text + ")";
}

}  // namespace

std::vector<std::byte> npy_file_of(const WrittenSamples& samples) {
  constexpr std::size_t kBeforeHeader = 10, kAlignment = 64;
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + dimensions_text(samples) + ", }";
  // Blanks and a line end align the values.
  header.resize((kBeforeHeader + header.size() + kAlignment) / kAlignment * kAlignment - kBeforeHeader, ' ');
  header.back() = '\n';
  std::vector<std::byte> file;
  file.reserve(kBeforeHeader + header.size() + samples.values.size_bytes());
  append_text(file, "\x93NUMPY\x01");
  append_little_endian(file, 0, 1);
  append_little_endian(file, header.size(), 2);
  append_text(file, header);
  for (std::size_t i = 0; i < samples.count(); ++i) {
    for (std::size_t feature = 0; feature < samples.sample(i).size(); ++feature)
      append_float(file, samples.number(i, feature));
  }
  return file;
}

}  // namespace hourglass
