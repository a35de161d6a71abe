// Reads the files of tests/fixtures/data, which other programs wrote (make_data_files.py).
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <initializer_list>
#include <string>

#include "core/file.h"
#include "data/readers/readers.h"
#include "support/file_bytes.h"

namespace hourglass {

inline std::string data_path(const std::string& name) { return std::string(HG_FIXTURES) + "/data/" + name; }

inline Bytes data_bytes(const std::string& name) {
  auto bytes = read_file(data_path(name));
  if (!bytes) FAIL(bytes.error().sentence());
  return std::move(*bytes);
}

inline GivenFile data_file(const std::string& name) { return {name, data_bytes(name)}; }

/// Reads files of the folder as one set.
inline Result<GivenSet> read_data(std::initializer_list<std::string> names, const OpenOptions& options = {}) {
  GivenFiles files;
  for (const std::string& name : names) files.push_back(data_file(name));
  return read_files(std::move(files), "set", options);
}

/// The same where it must succeed.
inline GivenSet given_data(std::initializer_list<std::string> names, const OpenOptions& options = {}) {
  auto given = read_data(names, options);
  if (!given) FAIL(given.error().sentence());
  return std::move(*given);
}

/// Reads one file that consists of `text`.
inline Result<GivenSet> read_text(const std::string& name, std::string_view text, const OpenOptions& options = {}) {
  return read_files({{name, bytes_of(text)}}, "set", options);
}

template <class T>
T value_of(Result<T> result) {
  if (!result) FAIL(result.error().sentence());
  return std::move(*result);
}

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "accepted" : std::string(result.error().code.name());
}

}  // namespace hourglass
