#include "compression/code_model.h"

#include <optional>

namespace hourglass {
namespace {

/// A table in a file begins with one bit: whether it is the prior's, which needs no more.
constexpr int kKindBits = 1;
constexpr std::uint32_t kFromHistogram = 0, kFromPrior = 1;

/// The numbers that each table will code.
std::vector<std::vector<std::int32_t>> numbers_by_table(const QuantisedCodes& codes, const CodeForm& form) {
  std::vector<std::vector<std::int32_t>> numbers(static_cast<std::size_t>(form.tables()));
  for (std::uint32_t n = 0; n < codes.count; ++n) {
    const std::int32_t* sample = codes.sample(n);
    for (int i = 0; i < codes.columns; ++i) {
      numbers[static_cast<std::size_t>(form.table(sample, i))].push_back(sample[i]);
    }
  }
  return numbers;
}

double bits_of(const FrequencyTable& table, std::span<const std::int32_t> numbers) {
  double bits = 0;
  for (std::int32_t number : numbers) bits += table.bits(number);
  return bits;
}

/// Whether a table may be the prior's: that of a quantised value, which has a step.
bool has_prior(std::size_t table, const Quantiser& quantiser) { return table < quantiser.steps.size(); }

FrequencyTable table_of(const HistogramWeights& made) { return {made.low, made.weights}; }

FrequencyTable prior_table(std::size_t table, const Quantiser& quantiser) {
  return table_of(normal_weights(quantiser.offsets[table], quantiser.steps[table]));
}

/// The better of histogram and prior for these numbers, described in `writer`.
FrequencyTable choose_table(std::span<const std::int32_t> numbers, std::size_t table, const Quantiser& quantiser,
                            CodePrior prior, BitWriter& writer) {
  const HistogramWeights made = histogram_weights(numbers);
  FrequencyTable histogram = table_of(made);
  if (prior == CodePrior::kNormal && has_prior(table, quantiser)) {
    BitWriter description;
    write_weights(made, description);
    FrequencyTable normal = prior_table(table, quantiser);
    const double with_histogram = 8.0 * static_cast<double>(description.bytes().size()) + bits_of(histogram, numbers);
    if (bits_of(normal, numbers) < with_histogram) {
      writer.put(kFromPrior, kKindBits);
      return normal;
    }
  }
  writer.put(kFromHistogram, kKindBits);
  write_weights(made, writer);
  return histogram;
}

std::optional<FrequencyTable> read_table(std::size_t table, const Quantiser& quantiser, BitReader& reader) {
  const auto kind = reader.take(kKindBits);
  if (!kind) return std::nullopt;
  if (*kind == kFromPrior) {
    if (!has_prior(table, quantiser)) return std::nullopt;
    return prior_table(table, quantiser);
  }
  const auto made = read_weights(reader);
  if (!made) return std::nullopt;
  return table_of(*made);
}

}  // namespace

EncodedCodes encode_codes(const QuantisedCodes& codes, const CodeForm& form, const Quantiser& quantiser,
                          CodePrior prior) {
  BitWriter writer;
  std::vector<FrequencyTable> tables;
  for (const std::vector<std::int32_t>& numbers : numbers_by_table(codes, form)) {
    tables.push_back(choose_table(numbers, tables.size(), quantiser, prior, writer));
  }
  RansEncoder encoder;
  for (std::uint32_t n = codes.count; n-- > 0;) {
    const std::int32_t* sample = codes.sample(n);
    for (int i = codes.columns; i-- > 0;) {
      tables[static_cast<std::size_t>(form.table(sample, i))].encode(sample[i], encoder);
    }
  }
  return {writer.bytes(), encoder.finish()};
}

Result<QuantisedCodes> decode_codes(std::span<const std::byte> tables, std::span<const std::byte> payload,
                                    std::uint32_t count, const CodeForm& form, const Quantiser& quantiser,
                                    const std::string& source) {
  const auto refuse = [&](const char* what) {
    return Error{"file-corrupt", source, "", std::string("sound ") + what, "others"};
  };
  BitReader reader(tables);
  std::vector<FrequencyTable> known;
  for (int i = 0; i < form.tables(); ++i) {
    auto table = read_table(known.size(), quantiser, reader);
    if (!table) return refuse("tables of probabilities");
    known.push_back(std::move(*table));
  }
  if (!reader.at_end()) return refuse("tables of probabilities");
  const int columns = form.columns();
  QuantisedCodes codes{columns, count, {}};
  codes.values.resize(static_cast<std::size_t>(columns) * count);
  RansDecoder decoder(payload);
  std::int32_t* sample = codes.values.data();
  for (std::uint32_t n = 0; n < count; ++n, sample += columns) {
    for (int i = 0; i < columns; ++i) {
      const std::int32_t value = known[static_cast<std::size_t>(form.table(sample, i))].decode(decoder);
      if (!form.allows(value, i)) return refuse("coded numbers");
      sample[i] = value;
    }
  }
  if (!decoder.ended_well()) return refuse("coded numbers");
  return codes;
}

}  // namespace hourglass
