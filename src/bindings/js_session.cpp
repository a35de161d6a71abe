#include "bindings/js_session.h"

#include <utility>

#include "io/model_file.h"
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

val JsSession::encode(const val& pixels) {
  const auto snapshot = session_->snapshot();
  const Result<std::vector<float>> given =
      floats_from(pixels, "encode", static_cast<std::size_t>(snapshot->model.input.features()));
  return given ? floats_outcome(inference_.encode(snapshot->model, *given)) : failure(given.error());
}

val JsSession::decode(const val& codes) {
  const auto snapshot = session_->snapshot();
  const Result<std::vector<float>> given =
      floats_from(codes, "decode", static_cast<std::size_t>(code_size(snapshot->model)));
  return given ? floats_outcome(inference_.decode(snapshot->model, *given)) : failure(given.error());
}

val JsSession::reconstruct(const val& pixels) {
  const auto snapshot = session_->snapshot();
  const Result<std::vector<float>> given =
      floats_from(pixels, "reconstruct", static_cast<std::size_t>(snapshot->model.input.features()));
  return given ? floats_outcome(inference_.reconstruct(snapshot->model, *given)) : failure(given.error());
}

val JsSession::save() { return to_js(std::span<const std::byte>(to_model_file(session_->resumable_model()))); }

val JsSession::load(const val& bytes) {
  const Result<std::vector<std::byte>> given = bytes_from(bytes, "load");
  if (!given) return failure(given.error());
  Result<Model> model = parse_model_file(*given, "the model");
  if (!model) return failure(model.error());
  // How many threads there are is this machine's affair; the bits do not depend on it.
  model->settings.threads = session_->snapshot()->model.settings.threads;
  Result<std::unique_ptr<Session>> session = Session::resume(*model, given_data_);
  if (!session) return failure(session.error());
  session_ = std::move(*session);
  return success(val::undefined());
}

}  // namespace hourglass::bindings
