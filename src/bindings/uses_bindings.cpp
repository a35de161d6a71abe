// The program that applies a trained model to data, for pages and Node, when that is wanted: anomalies, cleaning.
// web/package/uses.mjs wraps its class "Uses" into the API that web/package/uses.d.mts describes. What can be refused
// returns {value} or {error: {code, message}}.

#include <emscripten/bind.h>

#include <memory>
#include <utility>

#include "analysis/anomaly.h"
#include "analysis/anomaly_scores.h"
#include "analysis/denoising.h"
#include "analysis/plain_cleaning.h"
#include "analysis/roc.h"
#include "bindings/given_samples.h"
#include "bindings/js_values.h"
#include "bindings/uses.h"
#include "core/find_by.h"
#include "io/model_file.h"
#include "session/open_data.h"

namespace hourglass::bindings {
namespace {

val to_js(const std::vector<double>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

/// The data in an array of {name, bytes}, or where it is empty those that the settings name.
Result<std::shared_ptr<const Dataset>> data_for(const val& files, const Settings& settings) {
  const Result<std::vector<GivenFile>> given = files_from(files);
  if (!given) return given.error();
  if (given->empty()) return open_data(settings);
  return dataset_from_bytes(named_bytes(*given), open_options(settings));
}

}  // namespace

val JsUses::create(const val& bytes, const val& files) {
  const Result<std::vector<std::byte>> given = bytes_from(bytes, "model");
  if (!given) return failure(given.error());
  Result<Model> model = parse_model_file(*given, "the model");
  if (!model) return failure(model.error());
  // One thread, and this build's instructions.
  model->settings.compute = ComputeOptions{.math = model->settings.compute.math};
  const Result<std::shared_ptr<const Dataset>> data = data_for(files, model->settings);
  if (!data) return failure(data.error());
  if (Status status = check_shape(*model, **data); !status) return failure(status.error());
  auto uses = std::shared_ptr<JsUses>(new JsUses(std::move(*model), *data));
  auto runner = ModelRunner::create(uses->model_, {.labels = LabelPolicy::kDecodingOnly});
  if (!runner) return failure(runner.error());
  uses->runner_ = std::move(*runner);
  auto scorer = AnomalyScorer::create(uses->model_, uses->training_);
  if (!scorer) return failure(scorer.error());
  uses->scorer_ = std::move(*scorer);
  return success(val(uses));
}

val JsUses::about() const {
  val scores = val::array();
  for (const AnomalyScoreRow& row : anomaly_scores()) {
    if (!scorer_->has(row.kind)) continue;
    val entry = val::object();
    put(entry, "id", std::string(row.id));
    put(entry, "explanation", std::string(row.blurb));
    scores.call<void>("push", entry);
  }
  val result = val::object();
  put(result, "kind", std::string(data_kind_row(model_.description.kind).name));
  result.set("shape", val::array(std::vector<int>{model_.input.height, model_.input.width, model_.input.channels}));
  put(result, "training", static_cast<int>(training_.count));
  put(result, "heldOut", static_cast<int>(held_out_.count));
  result.set("scoreKinds", scores);
  return result;
}

val JsUses::samples(const std::string& split) const {
  const Samples& given = split == "training" ? training_ : held_out_;
  val result = val::object();
  result.set("samples", bindings::to_js(std::span<const float>(given.values)));
  result.set("labels", val::array(given.labels));
  return result;
}

Result<Samples> JsUses::samples_from(const val& array, const val& labels) const {
  Result<Samples> samples = bindings::samples_from(array, labels, "samples", model_.input.features());
  if (!samples) return samples.error();
  for (float value : samples->values) {
    const bool missing = value != value && model_.description.kind == DataKind::kTable;
    if (!missing && !std::isfinite(value)) return Error{"array-not-finite", "samples", "", "finite numbers", "another"};
  }
  return samples;
}

val JsUses::scores(const std::string& id, const val& array, const val& labels) {
  const AnomalyScoreRow* row = find_by(anomaly_scores(), &AnomalyScoreRow::id, std::string_view(id));
  if (!row || !scorer_->has(row->kind))
    return failure(Error{"argument-not-a-choice", "score", "", "a score that this model has", id});
  const Result<Samples> samples = samples_from(array, labels);
  if (!samples) return failure(samples.error());
  const Result<std::vector<double>> scores = scorer_->scores(row->kind, *samples);
  return scores ? success(to_js(*scores)) : failure(scores.error());
}

val JsUses::denoise(const val& array, bool fill_missing) {
  const Result<Samples> given = samples_from(array, val::array());
  if (!given) return failure(given.error());
  Samples filled = *given;
  hourglass::fill_missing(model_.description, filled);
  Samples clean = reconstruct(*runner_, filled);
  for (std::size_t i = 0; i < clean.values.size() && fill_missing; ++i) {
    if (!std::isnan(given->values[i])) clean.values[i] = given->values[i];
  }
  return success(bindings::to_js(std::span<const float>(clean.values)));
}

namespace {

val to_js(const Cleanness& cleanness) {
  val figures = val::object();
  if (cleanness.psnr_db) put(figures, "psnrDb", *cleanness.psnr_db);
  if (cleanness.signal_to_noise_db) put(figures, "signalToNoiseDb", *cleanness.signal_to_noise_db);
  if (cleanness.number_error) put(figures, "numberError", *cleanness.number_error);
  if (cleanness.right) put(figures, "right", *cleanness.right);
  return figures;
}

}  // namespace

val JsUses::measure_denoising(const std::string& corruption, double strength) {
  const Corruption* row = find_by(corruptions(), &Corruption::id, std::string_view(corruption));
  if (!row) return failure(Error{"argument-not-a-choice", "corruption", "", "a kind of noise", corruption});
  const DataDescription& description = model_.description;
  const Compute& compute = runner_->compute();
  Samples training = training_, filled = held_out_;
  fill_missing(description, training);
  fill_missing(description, filled);
  const Noise noise{row->kind, strength, static_cast<std::uint64_t>(model_.settings.seed),
                    category_groups(description, model_.input)};
  const Samples noisy = with_noise(filled, model_.input, noise, compute);
  const auto measured = [&](const Samples& s) { return to_js(cleanness(description, model_.input, held_out_, s)); };
  val plain = val::array();
  for (const PlainCleaning& cleaning : clean_plainly(description, model_.input, training, noisy, filled, compute)) {
    val entry = val::object();
    put(entry, "method", title_of(cleaning, model_.input));
    entry.set("cleanness", measured(cleaning.samples));
    plain.call<void>("push", entry);
  }
  val result = val::object();
  result.set("noisy", measured(noisy));
  result.set("denoised", measured(reconstruct(*runner_, noisy)));
  result.set("plain", plain);
  return success(result);
}

EMSCRIPTEN_BINDINGS(hourglass_uses) {
  emscripten::function("createUses", &JsUses::create);
  emscripten::class_<JsUses>("Uses")
      .smart_ptr<std::shared_ptr<JsUses>>("UsesPointer")
      .function("about", &JsUses::about)
      .function("samples", &JsUses::samples)
      .function("scores", &JsUses::scores)
      .function("denoise", &JsUses::denoise)
      .function("measureDenoising", &JsUses::measure_denoising)
      .function("compress", &JsUses::compress)
      .function("decompress", &JsUses::decompress)
      .function("groups", &JsUses::groups)
      .function("evaluateProbe", &JsUses::evaluate_probe)
      .function("inside", &JsUses::inside)
      .function("denseLayers", &JsUses::dense_layers)
      .function("weightStep", &JsUses::weight_step);
}

}  // namespace hourglass::bindings
