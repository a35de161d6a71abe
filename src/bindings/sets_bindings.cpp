// The program that draws built-in sets and reads files for a page, when they are wanted: its set becomes the files of
// data/set_files.h, which page and engine take. What can be refused returns {value} or {error: {code, message}}.

#include <emscripten/bind.h>

#include <limits>
#include <utility>

#include "bindings/js_values.h"
#include "bindings/set_preview.h"
#include "core/excerpt.h"
#include "core/find_by.h"
#include "core/whole_number.h"
#include "data/readers/readers.h"
#include "data/readers/unpack_files.h"
#include "data/sample_set.h"
#include "data/set_files.h"
#include "session/settings.h"

namespace hourglass::bindings {
namespace {

val to_js(const std::vector<GivenFile>& files) {
  val list = val::array();
  for (const GivenFile& file : files) {
    val row = val::object();
    row.set("name", file.name);
    row.set("bytes", bindings::to_js(std::span<const std::byte>(file.bytes)));
    list.call<void>("push", row);
  }
  return list;
}

val to_js(const std::vector<std::string>& sentences) {
  val list = val::array();
  for (const std::string& sentence : sentences) list.call<void>("push", sentence);
  return list;
}

/// What of a run's settings, an array of [key, text], matters for its data. Only this program reads them without the
/// table of all settings, which is larger than the rest of it.
struct DataTexts {
  std::string source;
  OpenOptions options;
};

/// Assigns a whole number from `least` on.
template <class T>
bool read_number(std::string_view text, int least, T& value) {
  const std::optional<int> number = parse_whole(text, least, std::numeric_limits<int>::max());
  if (number) value = static_cast<T>(*number);
  return number.has_value();
}

/// Reads one setting; others than these are skipped.
bool read_setting(std::string_view key, const std::string& text, DataTexts& data) {
  OpenOptions& options = data.options;
  if (key == "data") data.source = text;
  if (key == "label_column") options.label_column = text == "none" ? "" : text;
  if (key == "categorical") options.categorical = column_list(text);
  if (key == "numeric") options.numeric = column_list(text);
  if (key == "seed") return read_number(text, 0, options.seed);
  if (key == "samples") return read_number(text, 1, options.training);
  if (key == "held_out_samples") return read_number(text, 1, options.held_out);
  if (key == "image_size") return read_number(text, 0, options.image_size);
  if (key == "window") return read_number(text, 1, options.window);
  if (key == "hop") return read_number(text, 0, options.hop);
  if (key != "scale") return true;
  const ScaleRow* row = find_by(scales(), &ScaleRow::id, std::string_view(text));
  if (row != nullptr) options.scale = row->kind;
  return row != nullptr;
}

Result<DataTexts> data_texts(const val& pairs) {
  DataTexts data;
  for (const auto& [spelling, text] : settings_from(pairs)) {
    const std::string key = setting_key(spelling);
    if (!read_setting(key, text, data)) {
      return Error{"setting-not-a-choice", key, "", "one that docs/settings.md lists", excerpt(text)};
    }
  }
  return data;
}

/// {value: [{name, bytes}]}: the built-in set that the settings, an array of [key, text], ask for.
val draw_set(const val& pairs) {
  const Result<DataTexts> data = data_texts(pairs);
  if (!data) return failure(data.error());
  const BuiltInSet* set = find_by(built_in_sets(), &BuiltInSet::name, std::string_view(data->source));
  if (set == nullptr) return failure(Error{"file-not-found", data->source, "", "a built-in set", "another name"});
  return success(to_js(set_files(*set->make(data->options))));
}

/// {value: {files, ignored}}: the files [{name, bytes}] with those of archives and compressed files in place of these.
val unpack(const val& files) {
  Result<std::vector<GivenFile>> given = files_from(files);
  if (!given) return failure(given.error());
  const auto unpacked = unpack_files(std::move(*given), OpenOptions{}.budget);
  if (!unpacked) return failure(unpacked.error());
  val result = val::object();
  result.set("files", to_js(unpacked->files));
  result.set("ignored", to_js(unpacked->ignored));
  return success(result);
}

/// {value: {files: [{name, bytes}], ignored: [sentence], preview}}: one set of the files [{name, bytes}], in any
/// format, read with the settings of an array of [key, text].
val read_set(const val& files, const std::string& name, const val& pairs) {
  const Result<DataTexts> data = data_texts(pairs);
  if (!data) return failure(data.error());
  Result<std::vector<GivenFile>> given = files_from(files);
  if (!given) return failure(given.error());
  const OpenOptions& options = data->options;
  auto read = read_files(std::move(*given), name, options);
  if (!read) return failure(read.error());
  const val ignored = to_js(read->ignored);
  const auto set = SampleSet::make(std::move(*read), options.seed, options.scale);
  if (!set) return failure(set.error());
  val result = val::object();
  result.set("files", to_js(set_files(**set)));
  result.set("ignored", ignored);
  result.set("preview", preview_of(**set));
  return success(result);
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_sets) {
  emscripten::function("drawSet", &draw_set);
  emscripten::function("unpack", &unpack);
  emscripten::function("readSet", &read_set);
}

}  // namespace hourglass::bindings
