#include "data/writers/text_writer.h"

#include "data/sample_text.h"
#include "data/writers/bytes.h"

namespace hourglass {

std::vector<std::byte> text_file_of(const WrittenSamples& samples) {
  std::vector<std::byte> file;
  for (std::size_t i = 0; i < samples.count(); ++i)
    append_text(file, sample_text(samples.description, samples.shape, samples.sample(i)) + "\n");
  return file;
}

}  // namespace hourglass
