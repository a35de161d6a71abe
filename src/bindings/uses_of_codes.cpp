// What the codes of a trained model are for: small files, groups, reading labels.

#include "analysis/grouping.h"
#include "analysis/probe.h"
#include "bindings/js_values.h"
#include "bindings/uses.h"
#include "core/find_by.h"

namespace hourglass::bindings {
namespace {

/// The file of a step, of the usual one for 0, or of the finest with which it takes at most so many bytes.
Result<CompressedFile> compressed(const CompressibleCodes& codes, double step, double most_bytes) {
  if (step > 0 && !codes.has_steps()) {
    return Error{"setting-does-not-fit", "step", "", "a model whose codes are values",
                 "one whose codes are entries of a codebook"};
  }
  if (most_bytes <= 0) return codes.file(step > 0 ? step : codes.usual_step());
  const auto all = [](const CompressedSize& size) { return static_cast<double>(size.total()); };
  Result<SteppedFile> made = codes.file_within(most_bytes, all, "maxBytes");
  if (!made) return made.error();
  return std::move(made->file);
}

val to_js(const ClusterAgreement& agreement) {
  val figures = val::object();
  put(figures, "purity", agreement.purity);
  put(figures, "normalisedMutualInformation", agreement.normalised_mutual_information);
  put(figures, "adjustedRandIndex", agreement.adjusted_rand_index);
  return figures;
}

}  // namespace

Status JsUses::prepare_decoder() {
  if (decoder_) return Done{};
  auto decoder = PortableDecoder::create(model_, 1);
  if (!decoder) return decoder.error();
  decoder_ = std::move(*decoder);
  return Done{};
}

val JsUses::compress(const val& array, const val& labels, double step, double most_bytes) {
  const Result<Samples> samples = samples_from(array, labels);
  if (!samples) return failure(samples.error());
  if (Status status = prepare_decoder(); !status) return failure(status.error());
  const auto codes = CompressibleCodes::encode(model_, *decoder_, *samples, 1);
  if (!codes) return failure(codes.error());
  const Result<CompressedFile> file = compressed(*codes, step, most_bytes);
  if (!file) return failure(file.error());
  return success(bindings::to_js(std::span<const std::byte>(to_compressed_file(*file))));
}

val JsUses::decompress(const val& given) {
  const Result<std::vector<std::byte>> bytes = bytes_from(given, "file");
  if (!bytes) return failure(bytes.error());
  const Result<Samples> samples = hourglass::decompress(model_, *bytes, "the file", 1);
  if (!samples) return failure(samples.error());
  val result = val::object();
  result.set("samples", bindings::to_js(std::span<const float>(samples->values)));
  result.set("labels", val::array(samples->labels));
  return success(result);
}

val JsUses::groups(const val& array, const val& labels, const std::string& method, int count, int most) {
  const GroupMethodRow* row = find_by(group_methods(), &GroupMethodRow::id, std::string_view(method));
  if (!row) return failure(Error{"argument-not-a-choice", "method", "", "a method of the list", method});
  const Result<Samples> samples = samples_from(array, labels);
  if (!samples) return failure(samples.error());
  if (samples->count < 3 || static_cast<std::uint32_t>(count) > samples->count) {
    return failure(Error{"argument-out-of-range", "count", "",
                         "at least three samples, and no more groups than samples",
                         std::to_string(samples->count) + " samples"});
  }
  const Samples codes = encode(*runner_, *samples);
  if (!can_group(row->kind, codes.features)) {
    return failure(Error{"argument-not-a-choice", "method", "",
                         "k-means for codes of " + std::to_string(codes.features) + " values", method});
  }
  const Compute& compute = runner_->compute();
  const GroupingOptions options{.method = row->kind};
  if (count == 0) count = best_count(silhouettes_by_count(codes, most, options, compute));
  const std::vector<int> groups = group_samples(codes, count, options, compute);
  const GroupFigures figures = group_figures(codes, groups, options.seed, compute);
  val result = val::object();
  put(result, "count", count);
  result.set("groups", val::array(groups));
  result.set("sizes", val::array(figures.sizes));
  put(result, "silhouette", figures.silhouette);
  if (figures.agreement) result.set("agreement", to_js(*figures.agreement));
  return success(result);
}

val JsUses::evaluate_probe() {
  const Result<ProbeResult> probe =
      logistic_probe(encode(*runner_, training_), encode(*runner_, held_out_), {}, runner_->compute());
  if (!probe) return failure(probe.error());
  val result = val::object();
  put(result, "trainingError", probe->training_error);
  put(result, "heldOutError", probe->held_out_error);
  return success(result);
}

}  // namespace hourglass::bindings
