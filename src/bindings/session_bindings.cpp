// A training run as JavaScript sees it: the class that embind exports as "Session". web/package/session.mjs wraps it
// into the API that web/package/hourglass.d.mts describes. What can be refused returns {value} or {error: {code,
// message}}.

#include <emscripten/bind.h>

#include <memory>
#include <utility>

#include "analysis/paths.h"
#include "analysis/prior_draws.h"
#include "bindings/js_values.h"
#include "io/model_file.h"
#include "io/model_tensor.h"
#include "session/diagnosis.h"
#include "session/inference.h"
#include "session/open_data.h"
#include "session/session.h"

namespace hourglass::bindings {
namespace {

/// {value: Float32Array} or {error}.
val floats_outcome(const Result<std::vector<float>>& result) {
  return result ? success(to_js(std::span<const float>(*result))) : failure(result.error());
}

/// The data set in an array of {name, bytes}; null where the array is empty.
Result<std::shared_ptr<const Dataset>> data_from(const val& files, const Settings& settings) {
  const Result<std::vector<GivenFile>> given = files_from(files);
  if (!given) return given.error();
  if (given->empty()) return std::shared_ptr<const Dataset>();
  return dataset_from_bytes(named_bytes(*given), open_options(settings));
}

class JsSession {
 public:
  /// `pairs` are [key, text] of the settings that are not defaults; `files` is an array of {name, bytes}, empty where
  /// the settings name the data.
  static val create(const val& pairs, const val& files);

  void start() { session_->start(); }
  void pause() { session_->pause(); }
  void step(int steps) { session_->step(steps); }
  void end_after(int epochs) { session_->end_after(epochs); }
  /// Metrics at the end of every epoch since the last call.
  val take_epochs();
  val set(const std::string& key, const std::string& text) { return outcome(session_->set(key, text)); }
  /// Replaces the run by one with these settings; what `pairs` does not name goes back to its default.
  val reset(const val& pairs);

  void pump(double budget_ms) { session_->pump(budget_ms); }
  bool threaded() const { return session_->threaded(); }
  val settle() { return metrics_of(*session_->settle()); }

  val metrics() const { return metrics_of(*session_->snapshot()); }
  val history() const { return history_of(*session_->snapshot()); }
  val settings() const { return to_js(session_->settings()); }
  val data() const { return data_info(*session_->snapshot()->data); }
  /// {images, labels} of the first `count` samples of a split, "training" or "heldOut".
  val samples(int count, const std::string& split) const;
  /// [{name, shape, values}] of every tensor of the model, named and ordered (row-major) as in its file.
  val weights() const;
  std::string weights_hash() const { return hourglass::weights_hash(session_->snapshot()->model); }

  /// `labels` is an array of whole numbers, one per sample, or an empty one.
  val encode(const val& pixels, const val& labels) { return infer("encode", &Inference::encode, pixels, labels); }
  val decode(const val& codes, const val& labels) { return infer("decode", &Inference::decode, codes, labels); }
  val reconstruct(const val& pixels, const val& labels) {
    return infer("reconstruct", &Inference::reconstruct, pixels, labels);
  }
  /// {images, codes, labels} of `count` draws from the prior; `label` -1 takes the model's labels in turn.
  val generate(int count, int seed, float temperature, int label);
  /// {images, codes, labels} of `steps` (2 or more) codes on the path between two, the ends among them; `path` is
  /// "straight" or "spherical".
  val interpolate(const val& from, const val& to, int steps, const std::string& path, int label);
  /// The figures of the held-out split, with the program's names.
  val evaluate() const;
  /// [{kind, sentence, suggestion: {setting, value}}].
  val diagnose() const;

  /// The model with the optimiser's state, as a file's bytes.
  val save() { return to_js(std::span<const std::byte>(to_model_file(session_->resumable_model()))); }
  /// Continues with a saved model. A failure changes nothing.
  val load(const val& bytes);

 private:
  JsSession(std::unique_ptr<Session> session, std::shared_ptr<const Dataset> given_data)
      : session_(std::move(session)), given_data_(std::move(given_data)) {}

  using Infer = Result<std::vector<float>> (Inference::*)(const Model&, std::span<const float>, std::span<const int>);
  val infer(const char* name, Infer task, const val& values, const val& labels);
  val images_of(const Model& model, const std::vector<float>& codes, const std::vector<int>& labels);

  std::unique_ptr<Session> session_;
  std::shared_ptr<const Dataset> given_data_;  ///< null where the settings name the data
  Inference inference_;
};

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

val JsSession::samples(int count, const std::string& split_name) const {
  const bool training = split_name == "training";
  if (!training && split_name != "heldOut") {
    return failure({"argument-not-a-choice", "split", "", "training or heldOut", split_name});
  }
  const auto snapshot = session_->snapshot();
  const Samples given =
      read_samples(*snapshot->data, training ? Split::kTraining : Split::kHeldOut, static_cast<std::uint32_t>(count));
  val result = val::object();
  result.set("images", to_js(std::span<const float>(given.values)));
  result.set("labels", val::array(given.labels));
  return success(result);
}

val JsSession::weights() const {
  const auto snapshot = session_->snapshot();
  const Model& model = snapshot->model;
  const Result<std::vector<TensorSlot>> slots = model_tensors(model.settings, model.input);
  if (!slots) return failure(slots.error());
  val list = val::array();
  for (const TensorSlot& slot : *slots) {
    const Tensor tensor = to_tensor(slot.name, slot, model.parameters.data());
    val entry = val::object();
    put(entry, "name", tensor.name);
    entry.set("shape", val::array(slot.shape));
    put(entry, "values", to_js(std::span<const float>(tensor.values)));
    list.call<void>("push", entry);
  }
  return success(list);
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
  const std::vector<int> by = emscripten::convertJSArrayToNumberVector<int>(labels);
  // Images may bring labels that the network does not look at; codes are decoded by labels only to see what they do.
  if (task == &Inference::decode) {
    for (int label : by) {
      if (Status status = check_label(model, label < 0 ? kNoLabel : label); !status) return failure(status.error());
    }
  }
  return floats_outcome((inference_.*task)(model, *given, by));
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
  const Result<Samples> codes = draw_from_prior(
      snapshot->model,
      {.count = count, .seed = static_cast<std::uint64_t>(seed), .temperature = temperature, .label = label});
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
  const bool is_straight = path == "straight";
  if (!is_straight && path != "spherical") {
    return failure({"argument-not-a-choice", "path", "", "straight or spherical", path});
  }
  const auto code_between = is_straight ? straight : spherical;
  std::vector<float> codes;
  for (int i = 0; i < steps; ++i) {
    const std::vector<float> code = code_between(*a, *b, static_cast<float>(i) / static_cast<float>(steps - 1));
    codes.insert(codes.end(), code.begin(), code.end());
  }
  const bool conditional = snapshot->model.settings.condition.kind == Condition::kLabel;
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

val JsSession::load(const val& bytes) {
  const Result<std::vector<std::byte>> given = bytes_from(bytes, "load");
  if (!given) return failure(given.error());
  Result<Model> model = parse_model_file(*given, "the model");
  if (!model) return failure(model.error());
  copy_machine_settings(session_->settings(), model->settings);
  Result<std::unique_ptr<Session>> session = Session::resume(*model, given_data_);
  if (!session) return failure(session.error());
  session_ = std::move(*session);
  return val::undefined();
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_session) {
  emscripten::function("createSession", &JsSession::create);
  emscripten::class_<JsSession>("Session")
      .smart_ptr<std::shared_ptr<JsSession>>("SessionPointer")
      .function("start", &JsSession::start)
      .function("pause", &JsSession::pause)
      .function("step", &JsSession::step)
      .function("endAfter", &JsSession::end_after)
      .function("takeEpochs", &JsSession::take_epochs)
      .function("set", &JsSession::set)
      .function("reset", &JsSession::reset)
      .function("pump", &JsSession::pump)
      .function("threaded", &JsSession::threaded)
      .function("settle", &JsSession::settle)
      .function("metrics", &JsSession::metrics)
      .function("history", &JsSession::history)
      .function("settings", &JsSession::settings)
      .function("data", &JsSession::data)
      .function("samples", &JsSession::samples)
      .function("weights", &JsSession::weights)
      .function("weightsHash", &JsSession::weights_hash)
      .function("encode", &JsSession::encode)
      .function("decode", &JsSession::decode)
      .function("reconstruct", &JsSession::reconstruct)
      .function("generate", &JsSession::generate)
      .function("interpolate", &JsSession::interpolate)
      .function("evaluate", &JsSession::evaluate)
      .function("diagnose", &JsSession::diagnose)
      .function("save", &JsSession::save)
      .function("load", &JsSession::load);
}

}  // namespace hourglass::bindings
