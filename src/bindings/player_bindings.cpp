// The program of a page of its own: a trained model without its data, which encodes, decodes and generates. The class
// that embind exports as "Player"; web/standalone shows it. What can be refused returns {value} or {error: {code,
// message}}.

#include <emscripten/bind.h>

#include <memory>
#include <utility>

#include "analysis/prior_draws.h"
#include "analysis/sample_inference.h"
#include "autoencoder/families.h"
#include "bindings/given_samples.h"
#include "bindings/js_values.h"
#include "data/sample_text.h"
#include "io/model_file.h"
#include "session/resolve.h"

namespace hourglass::bindings {
namespace {

class JsPlayer {
 public:
  /// `model` is a saved model's bytes.
  static val create(const val& model);

  /// {family, data, kind, shape: [height, width, channels], codeSize, step, prior, conditional, labels: [name]}.
  /// `prior` says whether codes can be drawn.
  val about() const;
  /// {value: Float32Array}: codes of samples.
  val encode(const val& samples, const val& labels);
  /// {value: Float32Array}: samples of codes.
  val decode(const val& codes, const val& labels);
  /// {value: {samples: Float32Array, labels: [number]}}: new samples; the same for a seed as in the program.
  val generate(int count, int seed, float temperature);
  /// What a sample says in words: [[name, value]] of a table, [["", text]] of a text, [] of others.
  val words(const val& sample) const;

 private:
  explicit JsPlayer(Model model) : model_(std::move(model)) {}

  Model model_;
  std::unique_ptr<ModelRunner> runner_;
};

val JsPlayer::create(const val& bytes) {
  const Result<std::vector<std::byte>> given = bytes_from(bytes, "model");
  if (!given) return failure(given.error());
  Result<Model> model = parse_model_file(*given, "the model");
  if (!model) return failure(model.error());
  // One thread, and this build's instructions.
  model->settings.compute = ComputeOptions{.math = model->settings.compute.math};
  auto player = std::shared_ptr<JsPlayer>(new JsPlayer(std::move(*model)));
  auto runner = ModelRunner::create(player->model_, {.batch = 32, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return failure(runner.error());
  player->runner_ = std::move(*runner);
  return success(val(player));
}

val JsPlayer::about() const {
  const Settings& settings = model_.settings;
  val result = val::object(), names = val::array();
  const Family* family = find_family(settings.family);
  put(result, "family", std::string(family ? family->title : "Autoencoder"));
  put(result, "data", settings.data.source);
  put(result, "kind", std::string(data_kind_row(model_.description.kind).name));
  result.set("shape", val::array(std::vector<int>{model_.input.height, model_.input.width, model_.input.channels}));
  put(result, "codeSize", code_size(model_));
  put(result, "step", static_cast<double>(model_.step));
  put(result, "prior", follows_prior(settings));
  put(result, "conditional", settings.condition.kind == Condition::kLabel);
  for (const std::string& name : model_.description.label_names) names.call<void>("push", name);
  result.set("labels", names);
  return result;
}

val JsPlayer::encode(const val& array, const val& labels) {
  const Result<Samples> samples = samples_from(array, labels, "samples", model_.input.features());
  if (!samples) return failure(samples.error());
  return success(to_js(std::span<const float>(hourglass::encode(*runner_, *samples).values)));
}

val JsPlayer::decode(const val& array, const val& labels) {
  const Result<Samples> codes = samples_from(array, labels, "codes", code_size(model_));
  if (!codes) return failure(codes.error());
  return success(to_js(std::span<const float>(hourglass::decode(*runner_, *codes).values)));
}

val JsPlayer::generate(int count, int seed, float temperature) {
  const Result<Samples> codes =
      draw_from_prior(model_, {.count = count, .seed = static_cast<std::uint64_t>(seed), .temperature = temperature});
  if (!codes) return failure(codes.error());
  const Samples samples = hourglass::decode(*runner_, *codes);
  val result = val::object();
  result.set("samples", to_js(std::span<const float>(samples.values)));
  result.set("labels", val::array(samples.labels));
  return success(result);
}

val JsPlayer::words(const val& array) const {
  const DataDescription& description = model_.description;
  const std::vector<float> sample = emscripten::convertJSArrayToNumberVector<float>(array);
  val list = val::array();
  const auto add = [&](const std::string& name, const std::string& value) {
    val pair = val::array();
    pair.call<void>("push", name);
    pair.call<void>("push", value);
    list.call<void>("push", pair);
  };
  if (sample.size() != static_cast<std::size_t>(model_.input.features())) return list;
  if (description.kind == DataKind::kText) add("", sample_text(description, model_.input, sample));
  if (description.kind != DataKind::kTable) return list;
  for (std::size_t column = 0; column < description.columns.size(); ++column) {
    add(description.columns[column].name, column_text(description, column, sample));
  }
  return list;
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_player) {
  emscripten::function("createPlayer", &JsPlayer::create);
  emscripten::class_<JsPlayer>("Player")
      .smart_ptr<std::shared_ptr<JsPlayer>>("PlayerPointer")
      .function("about", &JsPlayer::about)
      .function("encode", &JsPlayer::encode)
      .function("decode", &JsPlayer::decode)
      .function("generate", &JsPlayer::generate)
      .function("words", &JsPlayer::words);
}

}  // namespace hourglass::bindings
