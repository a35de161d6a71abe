// Compresses samples by a model: its codes, quantised and entropy-coded, from which the same model reconstructs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/samples.h"
#include "compression/compressed_file.h"
#include "core/checked.h"
#include "core/error.h"
#include "session/model.h"
#include "session/model_runner.h"

namespace hourglass {

/// Bytes of a compressed file, by what they are for.
struct CompressedSize {
  std::size_t payload = 0;     ///< the entropy-coded numbers
  std::size_t code_model = 0;  ///< offsets, steps and tables of probabilities
  std::size_t container = 0;   ///< head and checksum

  std::size_t total() const { return payload + code_model + container; }
};
CompressedSize size_of(const CompressedFile& file);

/// A file and the step that it was made with.
struct SteppedFile {
  CompressedFile file;
  double step;
};

/// Decodes codes with portable arithmetic, whatever the model's settings say: the same bits on every machine and for
/// any number of threads.
class PortableDecoder {
 public:
  /// Refuses a model whose settings and shape do not fit together.
  static Result<std::unique_ptr<PortableDecoder>> create(const Model& model, int threads);
  Samples decode(const Samples& codes);

 private:
  explicit PortableDecoder(const Model& model) : model_(model) {}
  Model model_;  ///< with portable arithmetic
  std::unique_ptr<ModelRunner> runner_;
};

/// Codes of samples, from which files of any step are made. The encoder ran with the arithmetic of the model's
/// settings: only what stands in a file must mean the same everywhere.
class CompressibleCodes {
 public:
  /// Encodes all samples with `threads` threads; `decoder` is that of the same model. Refuses samples of another shape
  /// (data-shape-mismatch), and a model whose settings and shape do not fit together.
  static Result<CompressibleCodes> encode(const Model& model, PortableDecoder& decoder, const Samples& samples,
                                          int threads);
  /// Codes of something that is no model, such as principal components, for samples of this shape.
  static CompressibleCodes of_values(Samples codes, const Shape& shape, const Samples& samples,
                                     const DecodeCodes& decode);

  /// Whether the codes are values, which a step quantises, and not entries of a codebook.
  bool has_steps() const { return form_.entries == 0; }
  /// Numbers of a code, labels apart.
  int places() const { return form_.places; }
  /// The step at which quantisation adds about a tenth to the model's own squared error, measured on 256 of the
  /// samples: Z values whose steps change a sample by s each add Z s^2 / 12 (Bennett 1948).
  double usual_step() const { return usual_step_; }

  /// The file for a step above 0, which is in the samples' unit (make_quantiser); ignored without steps.
  Result<CompressedFile> file(double step) const;
  /// The file with about the finest step at which `measure` does not exceed `most`. Refused (argument-out-of-range,
  /// with `option` as source) where it does even at the coarsest.
  Result<SteppedFile> file_within(double most, double (*measure)(const CompressedSize&), std::string_view option) const;

 private:
  void set_values(Samples codes, const Samples& samples, const DecodeCodes& decode);

  std::uint64_t weights_ = 0;
  Shape shape_;
  CodeForm form_;
  CodePrior prior_ = CodePrior::kNone;
  Samples codes_;           ///< with steps: the values
  QuantisedCodes entries_;  ///< without: the entries
  CodeScale scale_;
  double usual_step_ = 1;
};

/// The samples that a file stands for, with labels where the model has a condition. Refuses a file of another model
/// (compressed-other-model), more samples than fit the budget (file-over-budget), and whatever parse_compressed_file
/// and decode_codes refuse.
Result<Samples> decompress(const Model& model, std::span<const std::byte> bytes, const std::string& source, int threads,
                           const MemoryBudget& budget = {});
/// The same, of a file that was parsed.
Result<Samples> decompress(const Model& model, const CompressedFile& file, PortableDecoder& decoder,
                           const std::string& source, const MemoryBudget& budget = {});

}  // namespace hourglass
