// Options shared by commands that make new samples: where to write them, and how they look on the terminal.
#pragma once

#include <string>

#include "cli/output.h"
#include "core/error.h"
#include "data/writers/written_samples.h"
#include "io/sample_formats.h"

namespace CLI {
class App;
}

namespace hourglass {

struct SampleOutputOptions {
  std::string out, png;
  PictureOptions picture;

  /// Adds --out, --png, --columns and the options of films.
  void add(CLI::App& command);
  /// Refuses a name of a file whose ending does not fit the samples, before they are made.
  Status check(const DataDescription& description, const Shape& shape) const;
  /// Writes the files that the options name. Without any, prints the first samples, at most `most`.
  Status write(const Output& output, const WrittenSamples& samples, std::size_t most) const;
};

}  // namespace hourglass
