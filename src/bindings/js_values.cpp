#include "bindings/js_values.h"

#include <cmath>
#include <type_traits>
#include <utility>

namespace hourglass::bindings {
namespace {

/// The kind of a value as JavaScript itself tells it, such as "Float32Array"; holds across frames and realms.
std::string kind_of(const val& value) {
  const std::string text = val::global("Object")["prototype"]["toString"].call<std::string>("call", value);
  return text.substr(8, text.size() - 9);
}

std::string_view state_name(RunState state) {
  switch (state) {
    case RunState::kPaused: return "paused";
    case RunState::kRunning: return "running";
    case RunState::kFinished: return "finished";
    case RunState::kDiverged: return "diverged";
  }
  return "paused";
}

val to_js(std::string_view text) { return val(std::string(text)); }

struct TypeName {
  std::string_view operator()(const SettingField<int>&) const { return "integer"; }
  std::string_view operator()(const SettingField<double>&) const { return "number"; }
  std::string_view operator()(const SettingField<bool>&) const { return "boolean"; }
  std::string_view operator()(const SettingField<std::vector<int>>&) const { return "integers"; }
  std::string_view operator()(const SettingText&) const { return "text"; }
  std::string_view operator()(const SettingEnum&) const { return "text"; }
};

/// result[key] = the value of one setting.
struct PutValue {
  const val& result;
  const Settings& settings;
  const char* key;

  template <class Value>
  void operator()(const SettingField<Value>& field) const {
    put(result, key, field.get(settings));
  }
  void operator()(const SettingField<std::vector<int>>& field) const {
    put(result, key, val::array(field.get(settings)));
  }
  void operator()(const SettingEnum& field) const {
    put(result, key, std::string(field.choices()[field.row(settings)]));
  }
};

val row_of(const Setting& setting, const val& defaults) {
  const std::string key(setting.key);
  val row = val::object();
  put(row, "key", key);
  put(row, "group", std::string(setting_group_title(setting.group)));
  put(row, "type", std::string(std::visit(TypeName{}, setting.member)));
  put(row, "default", defaults[key]);
  if (setting.is_number() || setting.is_list()) {
    put(row, "minimum", setting.range.minimum);
    put(row, "maximum", setting.range.maximum);
  }
  put(row, "unit", std::string(setting.unit));
  put(row, "live", setting.change == SettingChange::kLive);
  put(row, "help", std::string(setting.help));
  val choices = val::array();
  for (const std::string_view choice : setting.is_flag() ? std::vector<std::string_view>() : setting.choices()) {
    choices.call<void>("push", std::string(choice));
  }
  put(row, "choices", choices);
  return row;
}

}  // namespace

void put(const val& object, const char* key, const val& value) { val(object).set(key, value); }
void put(const val& object, const char* key, const std::string& value) { put(object, key, val(value)); }
void put(const val& object, const char* key, double value) { put(object, key, val(value)); }
void put(const val& object, const char* key, int value) { put(object, key, val(value)); }
void put(const val& object, const char* key, bool value) { put(object, key, val(value)); }

val success(val content) {
  val result = val::object();
  put(result, "value", std::move(content));
  return result;
}

val failure(const Error& error) {
  val content = val::object();
  put(content, "code", to_js(error.code.name()));
  put(content, "message", error.sentence());
  val result = val::object();
  put(result, "error", content);
  return result;
}

val outcome(const Status& status) { return status ? val::undefined() : failure(status.error()); }

Result<std::vector<float>> floats_from(const val& array, const std::string& name, std::size_t width) {
  const std::string expected = "a Float32Array of a multiple of " + std::to_string(width) + " values";
  if (const std::string kind = kind_of(array); kind != "Float32Array") {
    return Error{"argument-wrong-type", name, "", expected, "a value of type " + kind};
  }
  const auto length = array["length"].as<std::size_t>();
  if (length == 0 || length % width != 0) {
    return Error{"array-wrong-length", name, "", expected, std::to_string(length) + " values"};
  }
  std::vector<float> values = emscripten::convertJSArrayToNumberVector<float>(array);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      return Error{"array-not-finite", name, "index " + std::to_string(i), "finite numbers",
                   std::isnan(values[i]) ? "NaN" : "an infinite value"};
    }
  }
  return values;
}

Result<std::vector<std::byte>> bytes_from(const val& array, const std::string& name) {
  if (const std::string kind = kind_of(array); kind != "Uint8Array") {
    return Error{"argument-wrong-type", name, "", "a Uint8Array with the file's bytes", "a value of type " + kind};
  }
  std::vector<std::byte> bytes(array["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(bytes.size(), reinterpret_cast<unsigned char*>(bytes.data())))
      .call<void>("set", array);
  return bytes;
}

Result<std::vector<GivenFile>> files_from(const val& files) {
  const int count = files["length"].as<int>();
  std::vector<GivenFile> given;
  for (int i = 0; i < count; ++i) {
    const auto name = files[i]["name"].as<std::string>();
    Result<std::vector<std::byte>> bytes = bytes_from(files[i]["bytes"], name);
    if (!bytes) return bytes.error();
    given.push_back({name, std::move(*bytes)});
  }
  return given;
}

SettingList settings_from(const val& pairs) {
  SettingList list;
  const auto count = pairs["length"].as<int>();
  for (int i = 0; i < count; ++i) {
    const val pair = pairs[i];
    list.emplace_back(pair[0].as<std::string>(), pair[1].as<std::string>());
  }
  return list;
}

// slice() copies, and out of shared memory it copies into memory that is not shared.
val to_js(std::span<const float> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

val to_js(std::span<const std::byte> bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  return val(emscripten::typed_memory_view(bytes.size(), data)).call<val>("slice");
}

val to_js(const LossTerms& terms, const std::vector<std::string_view>& penalty_names) {
  val penalties = val::object();
  for (std::size_t i = 0; i < penalty_names.size(); ++i) {
    penalties.set(std::string(penalty_names[i]), terms.penalties[i]);
  }
  val result = val::object();
  put(result, "total", terms.total);
  put(result, "reconstruction", terms.reconstruction);
  put(result, "categories", terms.categories);
  put(result, "penalties", penalties);
  return result;
}

val history_of(const Snapshot& snapshot) {
  val result = val::array();
  for (const HistoryPoint& point : snapshot.history) {
    val entry = val::object();
    put(entry, "step", static_cast<double>(point.step));
    put(entry, "epoch", point.epoch);
    put(entry, "training", to_js(point.training, snapshot.penalty_names));
    put(entry, "heldOut", to_js(point.held_out, snapshot.penalty_names));
    result.call<void>("push", entry);
  }
  return result;
}

val to_js(const Settings& settings) {
  const val result = val::object();
  for (const Setting& setting : settings_table()) {
    std::visit(PutValue{result, settings, setting.key.data()}, setting.member);
  }
  return result;
}

val settings_table_js() {
  const val defaults = to_js(Settings{});
  val table = val::array();
  for (const Setting& setting : settings_table()) table.call<void>("push", row_of(setting, defaults));
  return table;
}

val settings_texts(const Settings& settings) {
  val result = val::object();
  for (const auto& [key, text] : settings_list(settings)) put(result, key.c_str(), text);
  return result;
}

val data_info(const Dataset& data) {
  val result = val::object();
  put(result, "name", data.name());
  put(result, "height", data.shape().height);
  put(result, "width", data.shape().width);
  put(result, "channels", data.shape().channels);
  put(result, "classes", data.label_bound());
  put(result, "training", static_cast<double>(data.count(Split::kTraining)));
  put(result, "heldOut", static_cast<double>(data.count(Split::kHeldOut)));
  return result;
}

val to_js(const Evaluation& evaluation) {
  val result = val::object();
  for (const EvaluationField& field : evaluation_fields()) {
    if (const std::optional<double> value = field.value(evaluation)) result.set(std::string(field.name), *value);
  }
  if (evaluation.codebook_use) result.set("codebook_use", *evaluation.codebook_use);
  val penalties = val::object();
  for (const NamedTerm& term : evaluation.penalties) penalties.set(std::string(term.name), term.value);
  result.set("penalties", penalties);
  result.set("code_mean", val::array(evaluation.code_mean));
  result.set("code_deviation", val::array(evaluation.code_deviation));
  return result;
}

val metrics_of(const Snapshot& snapshot) {
  val result = val::object();
  put(result, "step", static_cast<double>(snapshot.model.step));
  put(result, "epoch", snapshot.epoch);
  put(result, "state", to_js(state_name(snapshot.state)));
  put(result, "message", snapshot.message);
  put(result, "samplesPerSecond", snapshot.samples_per_second);
  put(result, "gigaflops", snapshot.gigaflops);
  put(result, "generation", static_cast<double>(snapshot.generation));
  const HistoryPoint* last = snapshot.history.empty() ? nullptr : &snapshot.history.back();
  put(result, "training", last ? to_js(last->training, snapshot.penalty_names) : val::null());
  put(result, "heldOut", last ? to_js(last->held_out, snapshot.penalty_names) : val::null());
  return result;
}

}  // namespace hourglass::bindings
