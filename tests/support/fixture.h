// Reads numbers that another framework computed from tests/fixtures.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/real.h"

namespace hourglass {

inline nlohmann::json read_fixture(const std::string& name) {
  const auto bytes = read_file(std::string(HG_FIXTURES) + "/" + name);
  REQUIRE(bytes);
  const char* text = reinterpret_cast<const char*>(bytes->data());
  return nlohmann::json::parse(text, text + bytes->size());
}

inline std::vector<float> floats(const nlohmann::json& list) { return list.get<std::vector<float>>(); }

/// Largest |found - expected| / max(1, |expected|).
inline double difference(const Real* found, const nlohmann::json& expected) {
  double worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double value = expected[i].get<double>();
    worst = std::max(worst, std::abs(static_cast<double>(found[i]) - value) / std::max(1.0, std::abs(value)));
  }
  return worst;
}

inline double difference(double found, double expected) {
  return std::abs(found - expected) / std::max(1.0, std::abs(expected));
}

template <class Row>
const Row& row_named(std::span<const Row> table, const std::string& id) {
  for (const Row& row : table) {
    if (row.id == id) return row;
  }
  FAIL("no row is called " << id);
  return table.front();
}

}  // namespace hourglass
