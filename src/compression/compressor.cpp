#include "compression/compressor.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "autoencoder/networks.h"
#include "core/hash.h"
#include "core/number_text.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

/// Samples on which the model's own error is measured.
constexpr std::uint32_t kErrorSamples = 256;
/// The share of that error which the usual step adds.
constexpr double kAddedError = 0.1;
/// The finest and the coarsest step of a search, over the usual one.
constexpr double kFinest = 1.0 / 1024, kCoarsest = 1e12;
/// Halvings of the range of steps: the last one changes a step by less than a thousandth.
constexpr int kHalvings = 14;

std::uint64_t weights_of(const Model& model) { return hash_reals(model.parameters.data(), model.parameters.size()); }

/// The form of the model's codes: how many numbers, of which kind, and whether labels follow. The context is the
/// encoder's choice.
CodeForm form_of(const Model& model) {
  const Result<Architecture> architecture = resolve_architecture(model.settings, {model.input, model.description});
  CodeForm form;
  if (!architecture) return form;
  const Shape code = code_shape(*architecture);
  const bool has_codebook = architecture->bottleneck == BottleneckKind::kVectorQuantised;
  form.places = has_codebook ? code.features() / architecture->bottleneck_options.code_channels : code.features();
  form.entries = has_codebook ? architecture->bottleneck_options.codebook : 0;
  form.grid_width = has_codebook ? std::max(1, std::min(code.width, form.places)) : 1;
  form.has_labels = model.settings.condition.kind != Condition::kNone;
  return form;
}

/// The entries of the model's codebook, one after the other.
const Real* codebook_of(const Model& model) {
  const auto tensors = model_tensors(model.settings, model.input);
  if (!tensors) return nullptr;
  for (const TensorSlot& slot : *tensors) {
    if (slot.name.ends_with("codebook")) return model.parameters.data() + slot.offset;
  }
  return nullptr;
}

Samples codes_of_entries(const Model& model, const CodeForm& form, const QuantisedCodes& quantised) {
  const Real* codebook = codebook_of(model);
  const int size = code_size(model), channels = size / form.places;
  Samples codes{size, quantised.count, {}, {}};
  codes.values.reserve(static_cast<std::size_t>(size) * quantised.count);
  for (std::uint32_t n = 0; n < quantised.count; ++n) {
    for (int place = 0; place < form.places; ++place) {
      const Real* entry = codebook + std::ptrdiff_t{quantised.sample(n)[place]} * channels;
      codes.values.insert(codes.values.end(), entry, entry + channels);
    }
  }
  return codes;
}

/// The last column taken away and returned.
std::vector<int> split_labels(QuantisedCodes& codes) {
  const std::size_t columns = static_cast<std::size_t>(codes.columns);
  std::vector<int> labels;
  std::vector<std::int32_t> left;
  left.reserve(codes.values.size());
  for (std::size_t first = 0; first < codes.values.size(); first += columns) {
    const auto begin = codes.values.begin() + static_cast<std::ptrdiff_t>(first);
    left.insert(left.end(), begin, begin + codes.columns - 1);
    labels.push_back(codes.values[first + columns - 1]);
  }
  codes.values = std::move(left);
  --codes.columns;
  return labels;
}

/// The labels as a last column.
QuantisedCodes with_labels(const QuantisedCodes& codes, const std::vector<int>& labels) {
  QuantisedCodes joined{codes.columns + 1, codes.count, {}};
  joined.values.reserve(static_cast<std::size_t>(joined.columns) * codes.count);
  for (std::uint32_t n = 0; n < codes.count; ++n) {
    joined.values.insert(joined.values.end(), codes.sample(n), codes.sample(n) + codes.columns);
    joined.values.push_back(labels.empty() ? kNoLabel : std::max(labels[n], kNoLabel));
  }
  return joined;
}

Samples first_samples(const Samples& samples, std::uint32_t most) {
  Samples first{samples.features, std::min(samples.count, most), {}, {}};
  const std::size_t size = static_cast<std::size_t>(first.features) * first.count;
  first.values.assign(samples.values.begin(), samples.values.begin() + static_cast<std::ptrdiff_t>(size));
  if (!samples.labels.empty()) first.labels.assign(samples.labels.begin(), samples.labels.begin() + first.count);
  return first;
}

/// Mean over samples of the squared error, where values are not missing.
double mean_squared_error(const Samples& samples, const Samples& given) {
  double sum = 0;
  for (std::size_t i = 0; i < given.values.size(); ++i) {
    if (samples.values[i] != samples.values[i]) continue;
    const double difference = static_cast<double>(samples.values[i]) - static_cast<double>(given.values[i]);
    sum += difference * difference;
  }
  return sum / std::max(given.count, 1u);
}

std::size_t payload_of(const CompressedFile& file) { return file.codes.payload.size(); }

/// With a codebook: the file whose context takes fewer bytes.
CompressedFile smaller(CompressedFile a, CompressedFile b) {
  const auto bytes = [](const CompressedFile& file) { return payload_of(file) + file.codes.tables.size(); };
  return bytes(b) < bytes(a) ? std::move(b) : std::move(a);
}

}  // namespace

CompressedSize size_of(const CompressedFile& file) {
  return {.payload = payload_of(file),
          .code_model = file.codes.tables.size() + 8 * file.quantiser.steps.size(),
          .container = kCompressedHead + kCompressedChecksum};
}

Result<std::unique_ptr<PortableDecoder>> PortableDecoder::create(const Model& model, int threads) {
  std::unique_ptr<PortableDecoder> decoder(new PortableDecoder(model));
  decoder->model_.settings.compute.math = MathMode::kPortable;
  auto runner = ModelRunner::create(decoder->model_, {.threads = threads});
  if (!runner) return runner.error();
  decoder->runner_ = std::move(*runner);
  return decoder;
}

Samples PortableDecoder::decode(const Samples& codes) {
  return {.features = runner_->output_size(ModelRunner::Task::kDecode),
          .count = codes.count,
          .values = runner_->run(ModelRunner::Task::kDecode, codes.values, codes.labels),
          .labels = codes.labels};
}

Result<CompressibleCodes> CompressibleCodes::encode(const Model& model, PortableDecoder& decoder,
                                                    const Samples& samples, int threads) {
  if (samples.features != model.input.features()) {
    return Error{"data-shape-mismatch", "the samples", "", std::to_string(model.input.features()) + " values each",
                 std::to_string(samples.features)};
  }
  auto runner = ModelRunner::create(model, {.threads = threads});
  if (!runner) return runner.error();
  CompressibleCodes made;
  made.weights_ = weights_of(model);
  made.shape_ = model.input;
  made.form_ = form_of(model);
  made.prior_ = follows_prior(model.settings) ? CodePrior::kNormal : CodePrior::kNone;
  const bool has_labels = made.form_.has_labels && !samples.labels.empty();
  if (!made.has_steps()) {
    const auto entries = (*runner)->run(ModelRunner::Task::kEntries, samples.values, samples.labels);
    made.entries_ = {made.form_.places, samples.count, {entries.begin(), entries.end()}};
    if (made.form_.has_labels) made.entries_ = with_labels(made.entries_, samples.labels);
    return made;
  }
  Samples codes{
      made.form_.places, samples.count, (*runner)->run(ModelRunner::Task::kEncode, samples.values, samples.labels), {}};
  if (has_labels) codes.labels = samples.labels;
  made.set_values(std::move(codes), samples, [&](const Samples& given) { return decoder.decode(given); });
  return made;
}

CompressibleCodes CompressibleCodes::of_values(Samples codes, const Shape& shape, const Samples& samples,
                                               const DecodeCodes& decode) {
  CompressibleCodes made;
  made.shape_ = shape;
  made.form_.places = codes.features;
  made.set_values(std::move(codes), samples, decode);
  return made;
}

void CompressibleCodes::set_values(Samples codes, const Samples& samples, const DecodeCodes& decode) {
  codes_ = std::move(codes);
  scale_ = code_scale(codes_, decode);
  const double error = mean_squared_error(samples, decode(first_samples(codes_, kErrorSamples)));
  if (error > 0 && std::isfinite(error)) usual_step_ = std::sqrt(12 * kAddedError * error / codes_.features);
}

Result<CompressedFile> CompressibleCodes::file(double step) const {
  CompressedFile made{
      .weights = weights_, .count = codes_.count, .shape = shape_, .form = form_, .quantiser = {}, .codes = {}};
  if (!has_steps()) {
    made.count = entries_.count;
    CompressedFile other = made;
    other.form.context = CodeContext::kNeighbour;
    for (CompressedFile* one : {&made, &other}) one->codes = encode_codes(entries_, one->form, {}, CodePrior::kNone);
    return smaller(std::move(made), std::move(other));
  }
  made.quantiser = make_quantiser(scale_, step);
  auto quantised = quantise(codes_, made.quantiser);
  if (!quantised) return quantised.error();
  if (form_.has_labels) *quantised = with_labels(*quantised, codes_.labels);
  made.codes = encode_codes(*quantised, form_, made.quantiser, prior_);
  return made;
}

Result<SteppedFile> CompressibleCodes::file_within(double most, double (*measure)(const CompressedSize&),
                                                   std::string_view option) const {
  const auto measured = [&](const CompressedFile& made) { return measure(size_of(made)); };
  double coarse = usual_step_, fine = usual_step_ * kFinest;
  auto best = file(coarse);
  // Further than this no value leaves its median.
  while (best && has_steps() && measured(*best) > most && coarse < usual_step_ * kCoarsest) {
    fine = coarse;
    coarse *= 16;
    best = file(coarse);
  }
  if (!best) return best.error();
  if (measured(*best) > most) {
    return Error{"argument-out-of-range", option, "", "at least " + rounded_text(measured(*best), 4),
                 rounded_text(most, 4)};
  }
  if (!has_steps()) return SteppedFile{std::move(*best), 1};
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = std::sqrt(coarse * fine);
    auto made = file(middle);
    if (made && measured(*made) <= most) {
      coarse = middle;
      best = std::move(made);
    } else {
      fine = middle;
    }
  }
  return SteppedFile{std::move(*best), coarse};
}

Result<Samples> decompress(const Model& model, const CompressedFile& file, PortableDecoder& decoder,
                           const std::string& source, const MemoryBudget& budget) {
  CodeForm form = form_of(model);
  form.context = file.form.context;
  const bool fits = file.shape == model.input && file.form.places == form.places && file.form.entries == form.entries &&
                    file.form.grid_width == form.grid_width && file.form.has_labels == form.has_labels;
  if (file.weights != weights_of(model) || !fits) {
    return Error{"compressed-other-model", source, "", "weights " + hash_text(file.weights),
                 "a model with weights " + weights_hash(model)};
  }
  const std::uint64_t values = static_cast<std::uint64_t>(model.input.features()) +
                               static_cast<std::uint64_t>(code_size(model)) +
                               2 * static_cast<std::uint64_t>(form.columns());
  if (!checked_product({file.count, values, sizeof(float)}, budget.bytes)) {
    return Error{"file-over-budget", source, "", "samples of at most " + std::to_string(budget.bytes) + " bytes",
                 std::to_string(file.count) + " samples of " + std::to_string(model.input.features()) + " values"};
  }
  auto quantised = decode_codes(file.codes.tables, file.codes.payload, file.count, form, file.quantiser, source);
  if (!quantised) return quantised.error();
  std::vector<int> labels;
  if (form.has_labels) labels = split_labels(*quantised);
  Samples codes = form.entries > 0 ? codes_of_entries(model, form, *quantised) : dequantise(*quantised, file.quantiser);
  codes.labels = std::move(labels);
  return decoder.decode(codes);
}

Result<Samples> decompress(const Model& model, std::span<const std::byte> bytes, const std::string& source, int threads,
                           const MemoryBudget& budget) {
  const auto file = parse_compressed_file(bytes, source);
  if (!file) return file.error();
  auto decoder = PortableDecoder::create(model, threads);
  if (!decoder) return decoder.error();
  return decompress(model, *file, **decoder, source, budget);
}

}  // namespace hourglass
