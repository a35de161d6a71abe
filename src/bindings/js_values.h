// Conversions between JavaScript values and the engine's: arrays, errors, tables. Nothing here throws; whatever may
// fail gives a Result, and every Result reaches JavaScript as {value} or {error: {code, message}}.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/evaluation.h"
#include "autoencoder/loss_terms.h"
#include "core/error.h"
#include "data/open.h"
#include "session/history.h"
#include "session/session.h"
#include "session/settings.h"

namespace hourglass::bindings {

using emscripten::val;

/// object[key] = value. One function for all keys, where val::set() would be one for each length and type.
void put(const val& object, const char* key, const val& value);
void put(const val& object, const char* key, const std::string& value);
void put(const val& object, const char* key, double value);
void put(const val& object, const char* key, int value);
void put(const val& object, const char* key, bool value);

/// {value: content}.
val success(val content);
/// {error: {code, message}}; the message is the engine's sentence.
val failure(const Error& error);
/// undefined, or {error} where the status is one.
val outcome(const Status& status);

/// A copy of a Float32Array whose length is a positive multiple of `width` and whose values are all finite. `name`
/// is what the array is called in the sentence.
Result<std::vector<float>> floats_from(const val& array, const std::string& name, std::size_t width);
/// A copy of a Uint8Array.
Result<std::vector<std::byte>> bytes_from(const val& array, const std::string& name);
/// Copies of the files in an array of {name, bytes}.
Result<std::vector<GivenFile>> files_from(const val& files);
/// The pairs of a JavaScript array of [key, text].
SettingList settings_from(const val& pairs);

/// A Float32Array of its own (not a view into the engine's memory).
val to_js(std::span<const float> values);
/// A Uint8Array of its own.
val to_js(std::span<const std::byte> bytes);
/// {total, reconstruction, penalties: {name: value}}.
val to_js(const LossTerms& terms, const std::vector<std::string_view>& penalty_names);
/// The curves: [{step, epoch, training, heldOut}].
val history_of(const Snapshot& snapshot);
/// {key: value} with numbers, booleans, strings and arrays of numbers.
val to_js(const Settings& settings);
/// One object per row: key, group, type ("integer", "number", "boolean", "text", "integers"), default, minimum and
/// maximum where it is numeric, unit, live, help, choices.
val settings_table_js();
/// {key: text}, as set_setting reads them.
val settings_texts(const Settings& settings);
/// {name, height, width, channels, classes, training, heldOut}.
val data_info(const Dataset& data);
/// {name: figure} by the program's names, with penalties, code_mean, code_deviation, and codebook_use where there is
/// one.
val to_js(const Evaluation& evaluation);
/// The run at one moment, without its weights and curves.
val metrics_of(const Snapshot& snapshot);

}  // namespace hourglass::bindings
