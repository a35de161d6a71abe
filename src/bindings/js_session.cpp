#include "bindings/js_session.h"

#include <utility>

#include "analysis/paths.h"
#include "analysis/prior_draws.h"
#include "io/model_file.h"
#include "session/diagnosis.h"
#include "session/open_data.h"

namespace hourglass::bindings {
namespace {

/// {value: Float32Array} or {error}.
val floats_outcome(const Result<std::vector<float>>& result) {
  return result ? success(to_js(std::span<const float>(*result))) : failure(result.error());
}

/// The data set in an array of {name, bytes}; null where the array is empty.
Result<std::shared_ptr<const Dataset>> data_from(const val& files, const Settings& settings) {
  const int count = files["length"].as<int>();
  if (count == 0) return std::shared_ptr<const Dataset>();
  std::vector<std::vector<std::byte>> contents;
  std::vector<NamedBytes> named;
  for (int i = 0; i < count; ++i) {
    const auto name = files[i]["name"].as<std::string>();
    Result<std::vector<std::byte>> bytes = bytes_from(files[i]["bytes"], name);
    if (!bytes) return bytes.error();
    contents.push_back(std::move(*bytes));
    named.push_back({name, contents.back()});
  }
  return dataset_from_bytes(named, open_options(settings));
}

}  // namespace

val JsSession::create(const val& pairs, const val& files) {
  const Result<Settings> settings = make_settings(settings_from(pairs));
  if (!settings) return failure(settings.error());
  Result<std::shared_ptr<const Dataset>> data = data_from(files, *settings);
  if (!data) return failure(data.error());
  Result<std::unique_ptr<Session>> session = Session::create(*settings, *data);
  if (!session) return failure(session.error());
  return success(val(std::shared_ptr<JsSession>(new JsSession(std::move(*session), *data))));
}

val JsSession::reset(const val& pairs) {
  const Result<Settings> settings = make_settings(settings_from(pairs));
  if (!settings) return failure(settings.error());
  return outcome(session_->reset(*settings, given_data_));
}

val JsSession::samples(int count, const std::string& split) const {
  if (split != "training" && split != "heldOut") {
    return failure({"setting-not-a-choice", "split", "", "training or heldOut", split});
  }
  const auto snapshot = session_->snapshot();
  const Samples given = read_samples(*snapshot->data, split == "training" ? Split::kTraining : Split::kHeldOut,
                                     static_cast<std::uint32_t>(count));
  val result = val::object();
  result.set("images", to_js(std::span<const float>(given.values)));
  result.set("labels", val::array(given.labels));
  return success(result);
}

val JsSession::take_epochs() {
  val list = val::array();
  for (const auto& snapshot : session_->take_epoch_ends()) list.call<void>("push", metrics_of(*snapshot));
  return list;
}

val JsSession::infer(const char* name, Infer task, const val& values, const val& labels) {
  const auto snapshot = session_->snapshot();
  const Model& model = snapshot->model;
  const int width = task == &Inference::decode ? code_size(model) : model.input.features();
  const Result<std::vector<float>> given = floats_from(values, name, static_cast<std::size_t>(width));
  if (!given) return failure(given.error());
  return floats_outcome((inference_.*task)(model, *given, emscripten::convertJSArrayToNumberVector<int>(labels)));
}

val JsSession::images_of(const Model& model, const std::vector<float>& codes, const std::vector<int>& labels) {
  const Result<std::vector<float>> images = inference_.decode(model, codes, labels);
  if (!images) return failure(images.error());
  val result = val::object();
  result.set("images", to_js(std::span<const float>(*images)));
  result.set("codes", to_js(std::span<const float>(codes)));
  result.set("labels", val::array(labels));
  return success(result);
}

val JsSession::generate(int count, int seed, float temperature, int label) {
  const auto snapshot = session_->snapshot();
  const Settings& settings = snapshot->model.settings;
  const bool conditional = settings.condition == "label";
  const Result<Samples> codes =
      draw_from_prior(snapshot->model, {.count = count,
                                        .seed = static_cast<std::uint64_t>(seed),
                                        .temperature = temperature,
                                        .label = conditional ? label : kNoLabel,
                                        .classes = conditional ? settings.condition_classes : 0});
  return codes ? images_of(snapshot->model, codes->values, codes->labels) : failure(codes.error());
}

val JsSession::interpolate(const val& from, const val& to, int steps, const std::string& path, int label) {
  const auto snapshot = session_->snapshot();
  const std::size_t width = static_cast<std::size_t>(code_size(snapshot->model));
  const Result<std::vector<float>> a = floats_from(from, "from", width), b = floats_from(to, "to", width);
  if (!a) return failure(a.error());
  if (!b) return failure(b.error());
  if (a->size() != width || b->size() != width) {
    return failure({"array-wrong-length", "interpolate", "", "two codes of " + std::to_string(width) + " values",
                    std::to_string(a->size()) + " and " + std::to_string(b->size())});
  }
  if (path != "straight" && path != "spherical") {
    return failure({"setting-not-a-choice", "path", "", "straight or spherical", path});
  }
  const auto way = path == "straight" ? straight : spherical;
  std::vector<float> codes;
  for (int i = 0; i < steps; ++i) {
    const std::vector<float> code = way(*a, *b, static_cast<float>(i) / static_cast<float>(steps - 1));
    codes.insert(codes.end(), code.begin(), code.end());
  }
  const bool conditional = snapshot->model.settings.condition == "label";
  return images_of(snapshot->model, codes, std::vector<int>(conditional ? static_cast<std::size_t>(steps) : 0, label));
}

val JsSession::evaluate() const {
  const auto snapshot = session_->snapshot();
  // One thread, whatever the run has: the others may all be in use, and a page cannot wait for new ones.
  const Result<Evaluation> figures = hourglass::evaluate(snapshot->model, *snapshot->data, Split::kHeldOut, 1);
  return figures ? success(to_js(*figures)) : failure(figures.error());
}

val JsSession::diagnose() const {
  val list = val::array();
  for (const Finding& finding : hourglass::diagnose(*session_->snapshot())) {
    val suggestion = val::object();
    suggestion.set("setting", finding.setting);
    suggestion.set("value", finding.value);
    val entry = val::object();
    entry.set("kind", std::string(finding.code));
    entry.set("sentence", finding.sentence);
    entry.set("suggestion", suggestion);
    list.call<void>("push", entry);
  }
  return list;
}

val JsSession::save() { return to_js(std::span<const std::byte>(to_model_file(session_->resumable_model()))); }

val JsSession::load(const val& bytes) {
  const Result<std::vector<std::byte>> given = bytes_from(bytes, "load");
  if (!given) return failure(given.error());
  Result<Model> model = parse_model_file(*given, "the model");
  if (!model) return failure(model.error());
  // How many threads there are is this machine's affair; the bits do not depend on it.
  model->settings.threads = session_->settings().threads;
  Result<std::unique_ptr<Session>> session = Session::resume(*model, given_data_);
  if (!session) return failure(session.error());
  session_ = std::move(*session);
  return success(val::undefined());
}

}  // namespace hourglass::bindings
