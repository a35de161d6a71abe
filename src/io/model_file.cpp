#include "io/model_file.h"

#include <algorithm>
#include <bit>
#include <climits>
#include <cmath>

#include "core/assert.h"
#include "core/checked.h"
#include "core/excerpt.h"
#include "core/file.h"
#include "core/whole_number.h"
#include "data/description_text.h"
#include "io/model_tensor.h"
#include "io/quantised_rows.h"

namespace hourglass {
namespace {

constexpr std::string_view kFormat = "hourglass";
constexpr int kFormatVersion = 1;
/// Largest number of values per sample: an image of 4096 x 4096.
constexpr std::uint64_t kMostFeatures = std::uint64_t{1} << 24;

// The metadata keys that are not settings. Other programs overwrite `format` with their own ("pt"), so the reader
// recognises files by kHourglassKey or, in files saved before that key existed, by kVersionKey. Both hold the version.
constexpr std::string_view kFormatKey = "format", kVersionKey = "format_version", kHourglassKey = "hourglass_format",
                           kStepKey = "step", kInputKey = "input", kValidationKey = "validation_state",
                           kDataKey = "data_description";
constexpr std::string_view kOtherKeys[] = {kFormatKey, kVersionKey,    kHourglassKey, kStepKey,
                                           kInputKey,  kValidationKey, kDataKey};

std::string state_name(int state, const std::string& name) { return "optimiser." + std::to_string(state) + "." + name; }

/// The number of moments that a file holds for a tensor: the optimiser's `states`, or 0 where it is not trainable.
int moments_of(const TensorSlot& slot, int states) { return slot.trainable ? states : 0; }

/// The name of a tensor among the best weights so far.
std::string best_name(const std::string& name) { return "best." + name; }

std::string shape_text(Shape shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) + "x" + std::to_string(shape.channels);
}

template <class Dimensions>
std::string dimensions_text(const Dimensions& dimensions) {
  std::string text;
  for (const auto& d : dimensions) text += (text.empty() ? "" : " x ") + std::to_string(d);
  return text.empty() ? "a single number" : text;
}

/// Whole numbers separated by blanks. Losses are written as the bits of the double, which also represents infinity.
std::string validation_text(const ValidationState& v) {
  std::string text;
  for (const std::uint64_t value :
       {std::bit_cast<std::uint64_t>(v.last_loss), std::bit_cast<std::uint64_t>(v.best_loss), v.best_step,
        v.epochs_without_better, std::bit_cast<std::uint64_t>(v.plateau.best_loss), v.plateau.epochs_without_better,
        v.plateau.decays}) {
    if (!text.empty()) text += ' ';
    text += std::to_string(value);
  }
  return text;
}

bool read_validation(std::string_view text, ValidationState& v) {
  std::uint64_t values[7];
  for (std::uint64_t& value : values) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::optional<std::uint64_t> read = parse_unsigned(text.substr(0, blank));
    if (!read) return false;
    value = *read;
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  v = {std::bit_cast<double>(values[0]),
       std::bit_cast<double>(values[1]),
       values[2],
       values[3],
       {std::bit_cast<double>(values[4]), values[5], values[6]}};
  return text.empty() && v.last_loss == v.last_loss && v.best_loss == v.best_loss &&
         v.plateau.best_loss == v.plateau.best_loss;
}

/// Reads one file's content into a model, part by part; stops at the first error.
class ModelReader {
 public:
  ModelReader(TensorFile file, std::string source) : file_(std::move(file)), source_(std::move(source)) {}

  Result<Model> read() {
    if (Status status = check_format(); !status) return status.error();
    if (Status status = read_settings(); !status) return status.error();
    if (Status status = read_step_and_input(); !status) return status.error();
    if (Status status = read_tensors(); !status) return status.error();
    return std::move(model_);
  }

 private:
  Error refuse(ErrorCode code, std::string_view where, const std::string& expected, const std::string& found) const {
    return {code, source_, where, expected, found};
  }

  /// The metadata's text for a key, or null.
  const std::string* find_text(std::string_view key) const {
    for (const auto& [name, text] : file_.metadata) {
      if (name == key) return &text;
    }
    return nullptr;
  }
  /// The metadata's text for a key, or "".
  std::string text_of(std::string_view key) const {
    const std::string* const text = find_text(key);
    return text ? *text : std::string();
  }

  Status check_format() const {
    const std::string* const text = find_text(kHourglassKey) ? find_text(kHourglassKey) : find_text(kVersionKey);
    if (text == nullptr) {
      const std::string found = file_.metadata.empty()
                                    ? "no metadata: another program saved the weights without the settings"
                                    : "format " + excerpt(text_of(kFormatKey));
      return refuse("model-not-hourglass", "metadata", "Hourglass's settings", found);
    }
    const std::optional<std::uint64_t> version = parse_unsigned(*text);
    if (!version || *version < 1) {
      return refuse("model-not-hourglass", "metadata", "the version of Hourglass's format", excerpt(*text));
    }
    if (*version > kFormatVersion) {
      return refuse("model-newer-version", "metadata", "format version " + std::to_string(kFormatVersion),
                    std::to_string(*version));
    }
    return Done{};
  }

  /// Settings that the file lacks keep their defaults: an older version saved it, before they existed.
  Status read_settings() {
    SettingList given;
    for (const auto& [key, value] : file_.metadata) {
      if (std::find(std::begin(kOtherKeys), std::end(kOtherKeys), key) != std::end(kOtherKeys)) continue;
      // Older files name the threads and the instruction set of the machine that trained.
      if (const Setting* setting = find_setting(key); setting && setting->traits.source == SettingSource::kMachine)
        continue;
      given.emplace_back(key, value);
    }
    Result<Settings> settings = make_settings(given);
    if (!settings) {
      const Error& error = settings.error();
      return refuse(error.code, "metadata " + excerpt(error.source), error.expected, error.found);
    }
    model_.settings = *settings;
    return Done{};
  }

  Status read_step_and_input() {
    const std::optional<std::uint64_t> step = parse_unsigned(text_of(kStepKey));
    if (!step) return refuse("model-not-hourglass", "metadata", "a whole number as step", excerpt(text_of(kStepKey)));
    model_.step = *step;
    if (find_text(kValidationKey) && !read_validation(text_of(kValidationKey), model_.validation)) {
      return refuse("model-not-hourglass", "metadata", "7 whole numbers as validation_state",
                    excerpt(text_of(kValidationKey)));
    }
    if (Status status = read_input(text_of(kInputKey)); !status) return status.error();
    return read_data_description();
  }

  /// Older files have none: they learnt from images.
  Status read_data_description() {
    const std::string* const text = find_text(kDataKey);
    if (text == nullptr) return Done{};
    auto description = parse_description(*text, model_.input, source_);
    if (!description) return description.error();
    model_.description = std::move(*description);
    return Done{};
  }

  /// Reads height, width and channels, as in 28x28x1.
  Status read_input(const std::string& text) {
    int* const dimensions[] = {&model_.input.height, &model_.input.width, &model_.input.channels};
    std::string_view rest = text;
    for (int* const dimension : dimensions) {
      const std::size_t end = std::min(rest.find('x'), rest.size());
      *dimension = parse_whole(rest.substr(0, end), 1, INT_MAX).value_or(0);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (rest.empty() && !text.ends_with('x') && is_sensible(model_.input)) return Done{};
    return refuse("model-wrong-shape", "metadata", "an input shape such as 28x28x1", excerpt(text));
  }

  static bool is_sensible(Shape shape) {
    if (shape.height < 1 || shape.width < 1 || shape.channels < 1) return false;
    return checked_product({static_cast<std::uint64_t>(shape.height), static_cast<std::uint64_t>(shape.width),
                            static_cast<std::uint64_t>(shape.channels)},
                           kMostFeatures)
        .has_value();
  }

  /// Checks all tensors against the settings before it copies the first value.
  Status read_tensors() {
    const auto slots = model_tensors(model_.settings, model_.input);
    const auto count = parameter_count(model_.settings, model_.input);
    if (!slots) return refuse(slots.error().code, "settings", slots.error().expected, slots.error().found);
    if (!count) return refuse(count.error().code, "settings", count.error().expected, count.error().found);
    const int states = holds("optimiser.") ? optimiser_states(model_.settings) : 0;
    if (Status status = check_tensors(*slots, states); !status) return status;

    model_.parameters = Buffer<Real>(*count);
    model_.optimiser_state = Buffer<Real>(*count * static_cast<std::size_t>(states));
    if (holds_best()) model_.best_parameters = Buffer<Real>(*count);
    for (const TensorSlot& slot : *slots) {
      copy_tensor(slot.name, slot, model_.parameters.data());
      if (holds_best()) copy_tensor(best_name(slot.name), slot, model_.best_parameters.data());
      for (int k = 0; k < moments_of(slot, states); ++k) {
        copy_tensor(state_name(k, slot.name), slot,
                    model_.optimiser_state.data() + *count * static_cast<std::size_t>(k));
      }
    }
    return Done{};
  }

  /// Copies a tensor that was checked; whole numbers are multiplied by the scales of their rows.
  void copy_tensor(const std::string& name, const TensorSlot& slot, Real* to) const {
    const Tensor& tensor = *find_tensor(name);
    if (tensor.type != TensorType::kI8) return from_tensor(tensor, slot, to);
    Tensor scaled = tensor;
    scale_rows(scaled.values, find_tensor(scale_name(name))->values);
    from_tensor(scaled, slot, to);
  }

  /// The tensor of that name, or null. Searches linearly: a model has at most a few hundred tensors.
  const Tensor* find_tensor(const std::string& name) const {
    for (const Tensor& tensor : file_.tensors) {
      if (tensor.name == name) return &tensor;
    }
    return nullptr;
  }
  bool holds(std::string_view prefix) const {
    return std::any_of(file_.tensors.begin(), file_.tensors.end(),
                       [&](const Tensor& tensor) { return tensor.name.starts_with(prefix); });
  }
  bool holds_best() const { return holds("best."); }

  /// The names of a slot's tensors: the weights, the best so far, the moments.
  std::vector<std::string> names_of(const TensorSlot& slot, int states) const {
    std::vector<std::string> names = {slot.name};
    if (holds_best()) names.push_back(best_name(slot.name));
    for (int k = 0; k < moments_of(slot, states); ++k) names.push_back(state_name(k, slot.name));
    return names;
  }

  Status check_tensors(const std::vector<TensorSlot>& slots, int states) const {
    std::vector<std::string> known;
    for (const TensorSlot& slot : slots) {
      for (std::string& name : names_of(slot, states)) {
        if (Status status = check_tensor(name, slot.shape); !status) return status;
        if (find_tensor(name)->type == TensorType::kI8) {
          known.push_back(scale_name(name));
          if (Status status = check_scales(known.back(), slot); !status) return status;
        }
        known.push_back(std::move(name));
      }
    }
    if (file_.tensors.size() == known.size()) return Done{};
    return refuse("model-unknown-tensor", "", std::to_string(known.size()) + " tensors", unknown_tensor(known));
  }

  Status check_tensor(const std::string& name, const std::vector<int>& shape) const {
    const std::string where = "tensor " + excerpt(name);
    const Tensor* const tensor = find_tensor(name);
    if (!tensor) return refuse("model-missing-tensor", where, dimensions_text(shape) + " values", "nothing");
    if (!std::equal(tensor->shape.begin(), tensor->shape.end(), shape.begin(), shape.end(),
                    [](std::uint64_t a, int b) { return a == static_cast<std::uint64_t>(b); })) {
      return refuse("model-wrong-shape", where, dimensions_text(shape), dimensions_text(tensor->shape));
    }
    for (std::size_t i = 0; i < tensor->values.size(); ++i) {
      if (!std::isfinite(tensor->values[i])) {
        return refuse("model-not-finite", where, "finite values", "another at index " + std::to_string(i));
      }
    }
    return Done{};
  }

  /// The scales of a tensor of whole numbers: one for each of its rows, and with fractions.
  Status check_scales(const std::string& name, const TensorSlot& slot) const {
    if (Status status = check_tensor(name, {slot.shape.empty() ? 1 : slot.shape.front()}); !status) return status;
    if (find_tensor(name)->type != TensorType::kI8) return Done{};
    return refuse("safetensors-bad-dtype", "tensor " + excerpt(name), "F32, F16 or BF16", "I8");
  }

  /// The first tensor that the network of these settings does not have.
  std::string unknown_tensor(const std::vector<std::string>& known) const {
    for (const Tensor& tensor : file_.tensors) {
      if (std::find(known.begin(), known.end(), tensor.name) == known.end()) return "also " + excerpt(tensor.name);
    }
    return std::to_string(file_.tensors.size());
  }

  TensorFile file_;
  std::string source_;
  Model model_;
};

}  // namespace

std::string scale_name(const std::string& tensor) { return tensor + ".scale"; }

TensorFile to_tensor_file(const Model& model) {
  TensorFile file;
  file.metadata.emplace_back(kFormatKey, kFormat);
  file.metadata.emplace_back(kVersionKey, std::to_string(kFormatVersion));
  file.metadata.emplace_back(kHourglassKey, std::to_string(kFormatVersion));
  file.metadata.emplace_back(kStepKey, std::to_string(model.step));
  file.metadata.emplace_back(kInputKey, shape_text(model.input));
  if (model.description != DataDescription{}) {
    file.metadata.emplace_back(kDataKey, to_description_text(model.description));
  }
  if (model.validation != ValidationState{}) {
    file.metadata.emplace_back(kValidationKey, validation_text(model.validation));
  }
  for (auto& setting : kept_settings_list(model.settings)) file.metadata.push_back(std::move(setting));

  const auto slots = model_tensors(model.settings, model.input);
  HG_ASSERT(slots, "a model's settings do not build its network");
  for (const TensorSlot& slot : *slots) {
    file.tensors.push_back(to_tensor(slot.name, slot, model.parameters.data()));
  }
  const std::size_t count = model.parameters.size();
  const std::size_t states = count == 0 ? 0 : model.optimiser_state.size() / count;
  for (std::size_t k = 0; k < states; ++k) {
    for (const TensorSlot& slot : *slots) {
      if (!slot.trainable) continue;
      file.tensors.push_back(
          to_tensor(state_name(static_cast<int>(k), slot.name), slot, model.optimiser_state.data() + k * count));
    }
  }
  if (count > 0 && model.best_parameters.size() == count) {
    for (const TensorSlot& slot : *slots) {
      file.tensors.push_back(to_tensor(best_name(slot.name), slot, model.best_parameters.data()));
    }
  }
  return file;
}

std::vector<std::byte> to_model_file(const Model& model) { return to_safetensors(to_tensor_file(model)); }

bool is_model_file(std::span<const std::byte> bytes) {
  // The file begins with the header's length in 8 bytes; its two highest bytes are 0 in every file that fits in memory.
  return bytes.size() > 9 && bytes[6] == std::byte{0} && bytes[7] == std::byte{0} && bytes[8] == std::byte{'{'};
}

Result<Model> parse_model_file(std::span<const std::byte> bytes, std::string_view source) {
  Result<TensorFile> file = parse_safetensors(bytes, std::string(source));
  if (!file) return file.error();
  return ModelReader(std::move(*file), std::string(source)).read();
}

Status save_model(const std::string& path, const Model& model) {
  return write_file_atomically(path, to_model_file(model));
}

Result<Model> load_model(const std::string& path) {
  const Result<std::vector<std::byte>> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return parse_model_file(*bytes, path);
}

}  // namespace hourglass
